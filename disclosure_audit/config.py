"""The settings model. Every default lives here, and each field says what it does.

The model is what a ``disclosure-audit.toml`` (or ``[tool.disclosure-audit]``) may hold; where the
values come from is :mod:`disclosure_audit.settings`' business.
"""

from __future__ import annotations

import datetime as dt
import warnings
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from disclosure_audit.language import Lang


class Severity(StrEnum):
    """How bad a finding is, worst last."""

    NOTE = "note"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order of severity, 0 for a note."""
        return list(Severity).index(self)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Limits(_Model):
    """How much a reader takes in before it refuses."""

    file_bytes: Annotated[int, Field(gt=0)] = 4 * 1024**3
    """Largest input file, in bytes."""
    unpacked_bytes: Annotated[int, Field(gt=0)] = 4 * 1024**3
    """Largest size of a packed file (XLSX, ODS) once unpacked, in bytes."""
    unpacked_ratio: Annotated[int, Field(gt=0)] = 200
    """Largest ratio of unpacked to packed size; beyond it a file is taken for a zip bomb."""
    rows: Annotated[int, Field(gt=0)] = 5_000_000
    """Most data rows in one list."""
    columns: Annotated[int, Field(gt=0)] = 500
    """Most columns in one list."""
    cell_chars: Annotated[int, Field(gt=0)] = 100_000
    """Longest cell, in characters; a row with a longer one is rejected."""


class Reading(_Model):
    """How files are read. The same for both lists."""

    encoding: str | None = None
    """Encoding of text files; found out when absent."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Field delimiter of text files; found out when absent."""
    register_sheets: tuple[str, ...] = ()
    """Sheets of the register's workbook; found by their headers when empty."""
    catalog_sheets: tuple[str, ...] = ()
    """Sheets of the catalog's workbook; found by their headers when empty."""
    header_row: Annotated[int, Field(ge=1)] | None = None
    """Row of the header, counted from 1; found when absent."""


# The metaclass has a method of that name; no instance does, so nothing is shadowed.
warnings.filterwarnings("ignore", 'Field name "register" in ', UserWarning)


class Columns(_Model):
    """Canonical column -> header in the file, where the mapping is not to be found out."""

    register: dict[str, str] = {}
    """Mapping of the register's columns."""
    catalog: dict[str, str] = {}
    """Mapping of the catalog's columns."""


class Selection(_Model):
    """Values of one column that are looked at, and values that are not. ``*`` matches any text."""

    include: tuple[str, ...] = ()
    """Only records with one of these values; all when empty."""
    exclude: tuple[str, ...] = ()
    """No records with one of these values."""


class Scope(_Model):
    """Which documents the audit is about. What lies outside becomes ``out_of_scope``."""

    from_: Annotated[dt.date | None, Field(alias="from")] = None
    """First date made."""
    to: dt.date | None = None
    """Last date made."""
    issuer: Selection = Selection()
    category: Selection = Selection()
    owner: Selection = Selection()

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True
    )


class Openness(_Model):
    """What the words in the openness, classification and direction columns mean."""

    withheld: tuple[str, ...] = ("不予公开", "免予公开", "不公开", "否", "no", "withheld", "exempt")
    """Values of the openness column that mean: not to be published."""
    on_request: tuple[str, ...] = ("依申请公开", "依申请", "on request")
    """Values of the openness column that mean: published to who asks for it. Every value that is
    listed neither here nor above means: to be published."""
    unclassified: tuple[str, ...] = (
        "无", "非密", "非涉密", "不涉密", "公开", "普通", "一般", "/", "-", "—", "none", "unclassified",
    )  # fmt: skip
    """Values of the classification column that mean: not secret. An empty cell means it too."""
    received: tuple[str, ...] = ("收文", "来文", "收", "received", "incoming")
    """Values of the direction column that mean: received from another office, its publisher."""
    public: tuple[str, ...] = (
        "主动公开", "公开", "是", "予以公开", "可以公开", "全部公开", "全文公开", "部分公开", "此件公开发布",
        "yes", "public", "open", "published", "proactive",
    )  # fmt: skip
    """Values of the openness column that are known to mean: to be published. A value in none of these
    lists is treated the same and reported (OM006)."""
    grounds: dict[str, tuple[str, ...]] = {}
    """Further words of a reason that name a legal ground for withholding, by the provision that they
    stand for; ``*`` matches any text (OM007)."""
    proactive: dict[str, tuple[str, ...]] = {}
    """Further words of a title or category that must be published, by the provision that says so;
    ``*`` matches any text (OM008)."""


class SpecialLimit(_Model):
    """Another time limit for documents of one kind: what every condition that is given holds for."""

    name: Annotated[str, Field(min_length=1)]
    """What the limit is called."""
    category: tuple[str, ...] = ()
    """Values of the category column. ``*`` matches any text."""
    kind: tuple[str, ...] = ()
    """Kinds of the document number (``order``, ``announcement``, ``telegram``), agency codes
    (``临政函``), or words in the title (``公告``)."""
    title: tuple[str, ...] = ()
    """Whole titles. ``*`` matches any text."""
    working_days: Annotated[int | None, Field(ge=0)] = None
    """Working days after the day it was made; this or ``calendar_days``."""
    calendar_days: Annotated[int | None, Field(ge=0)] = None
    """Calendar days after the day it was made; where the last one is a day off, the next working
    day is the last."""
    basis: Annotated[str, Field(min_length=1)]
    """The law that says so, as findings cite it."""
    from_: Annotated[dt.date | None, Field(alias="from")] = None
    """First date made to which it applies."""
    to: dt.date | None = None
    """Last date made to which it applies."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True
    )


class TimeLimit(_Model):
    """Within which time a document must be published (2007 regulation art. 18; 2019 regulation
    art. 26)."""

    working_days: Annotated[int, Field(ge=0)] = 20
    """Working days after the day it was made."""
    as_of: dt.date | None = None
    """The day on which the audit looks; default: the latest publication date in the catalog,
    else the latest date made in the register."""
    due_soon_days: Annotated[int, Field(ge=0)] = 5
    """How many working days before the last day a document that is not public is called due soon."""
    special: tuple[SpecialLimit, ...] = ()
    """Other limits for documents of one kind, each a table ``[[time_limit.special]]``; the first one
    that fits counts, before those that come with the tool."""
    shipped: bool = True
    """Whether the special limits that come with the tool are used too."""


class Series(_Model):
    """The series of document numbers, in which serials run without gaps."""

    voided: tuple[str, ...] = ()
    """Document numbers that were voided, or files that list them (TXT, CSV, XLSX), relative to the
    working folder. A run holds the numbers, not the files."""
    ignore: tuple[str, ...] = ()
    """Agency codes whose serials are not looked at."""
    start: Annotated[int, Field(ge=1)] = 1
    """The first serial of a year."""
    fewest: Annotated[int, Field(ge=2)] = 5
    """Fewest serials of a series that make its gaps worth a question."""
    most_gaps: Annotated[int, Field(ge=1)] = 30
    """Most gaps of one series that are asked about one by one; beyond it one finding names them all."""


class Matching(_Model):
    """How records are linked."""

    candidate_similarity: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Least similarity of two titles that makes them a candidate pair."""
    loose_similarity: Annotated[float, Field(gt=0, le=1)] = 0.4
    """The same for records that neither number, index number, address nor title brings together."""
    candidates_per_title: Annotated[int, Field(gt=0)] = 200
    """Most pairs kept for one distinct pair of titles; beyond it a possible loss is reported."""
    compare: tuple[str, ...] = ()
    """Further columns of both lists that are compared as evidence."""


Need = Literal["required", "if_numbered", "if_public", "if_withheld", "if_linked", "optional"]
"""Whether a record must have a field: always; if its document has a number; if its openness lets it be
published, or does not; if it is linked to a record of the other list; never."""


class FieldProfile(_Model):
    """Which fields the records of each list must have. A field that is not named is optional."""

    register: dict[str, Need] = {}
    """Fields of the register."""
    catalog: dict[str, Need] = {}
    """Fields of the catalog."""


class Rules(_Model):
    """Which rules run. A code (``OM001``), a family (``OM``) or a name (``omitted-document``)."""

    select: tuple[str, ...] = ()
    """Rules to run; all when empty."""
    ignore: tuple[str, ...] = ()
    """Rules not to run."""
    severity: dict[str, Severity] = {}
    """Another severity for a rule."""
    profile: str | FieldProfile = "minimal"
    """Which fields each record must fill in: ``minimal``, ``2007-guideline``, ``gov-portal``, the path
    of a TOML file of one's own (relative to this file), or its content as a table."""


class Fields(_Model):
    """What the fields of a record may hold."""

    categories: tuple[str, ...] = ()
    """The office's list of categories; nothing is said of categories when empty."""
    summary_least: Annotated[int, Field(ge=0)] = 4
    """Fewest characters of a summary, signs and spaces not counted."""
    summary_most: Annotated[int, Field(gt=0)] = 500
    """Most characters of a summary, signs and spaces not counted."""
    serial_days: Annotated[int, Field(gt=0)] = 90
    """Days that a document may lie apart from those with neighbouring index numbers."""


class Addresses(_Model):
    """Whether the addresses (URLs) of the catalog answer. Nothing is asked unless ``check`` is set."""

    check: bool = False
    """Whether to ask for them over the net."""
    seconds: Annotated[float, Field(gt=0)] = 300.0
    """Longest time for all of them together, in seconds."""
    seconds_per_address: Annotated[float, Field(gt=0)] = 10.0
    """Longest time to wait for one answer, in seconds."""
    per_host: Annotated[int, Field(gt=0)] = 100
    """Most addresses that one host is asked for."""
    pause: Annotated[float, Field(ge=0)] = 1.0
    """Seconds between two questions to one host."""
    workers: Annotated[int, Field(gt=0, le=16)] = 4
    """Hosts that are asked at a time."""


class Scanner(_Model):
    """What is looked for in the texts, and which texts are looked at."""

    lexicons: tuple[str, ...] = ()
    """The office's own lexicons: TOML files, relative to the working folder."""
    bundled: bool = True
    """Whether the lexicons that come with the tool are used too."""
    texts: str | None = None
    """Folder of the full texts. ``text_path`` of a record leads into it, never out of it; without
    such a column a file belongs to the record whose number or title is its name."""
    hosts: tuple[str, ...] = ()
    """Hosts that links may lead to, such as ``gov.cn``; their subdomains are meant too. Beside these,
    government domains and hosts of at least 5 % of the list's own addresses are allowed."""
    seconds_per_text: Annotated[float, Field(gt=0)] = 20.0
    """Longest time for one file, in seconds."""
    bytes_per_text: Annotated[int, Field(gt=0)] = 100 * 1024**2
    """Largest file of a full text, in bytes, packed or unpacked."""
    memory_per_worker: Annotated[int, Field(gt=0)] = 1024**3
    """Memory that a worker process may use, in bytes."""
    workers: Annotated[int, Field(ge=0)] = 0
    """Worker processes for full texts; as many as there are processors when 0."""


class Gate(_Model):
    """What must not be, for the gate to pass; what fails it ends with exit code 1."""

    fail_on: Severity | None = None
    """Least severity of a finding that fails the scan; off when absent."""
    conditions: tuple[str, ...] = ()
    """Conditions that fail it, such as ``omitted > 0`` or ``coverage < 99.5%``."""
    baseline: str | None = None
    """File of the known findings, relative to this file; ``disclosure-audit-baseline.txt`` beside it
    when absent and there."""
    new_only: bool = False
    """Whether findings that the baseline holds do not count."""
    shrink_only: bool = False
    """Whether the baseline may only become smaller: new findings fail, and such as are gone but still
    in it."""
    waivers: str | None = None
    """File of the waivers, relative to this file; ``disclosure-audit-waivers.toml`` beside it when
    absent and there."""


class Review(_Model):
    """How findings are reviewed. None of it changes what a scan finds."""

    user: str | None = None
    """Name that decisions are signed with; that of the login when absent."""
    journal: str | None = None
    """Where decisions go: a file, or a PostgreSQL address (without its password: that belongs into
    ``PGPASSWORD`` or a password file); ``journal.sqlite`` in the folder of the run when absent."""
    theme: Literal["dark", "light", "contrast"] | None = None
    """Colours of the application: ``dark``, ``light`` or ``contrast``; dark when absent."""
    ascii: bool = False
    """Draw with ASCII characters only, for a terminal whose lines do not meet."""
    stay: bool = False
    """Whether the cursor stays after a decision instead of moving on to the next open finding."""
    keys: dict[str, str] = {}
    """Another key for an action, such as ``confirm = "z"``; F-keys and the other actions keep theirs."""


class Config(_Model):
    """All settings of an audit."""

    lang: Lang | None = None
    """Language of messages: ``zh`` or ``en``; the locale's when absent."""
    reading: Reading = Reading()
    limits: Limits = Limits()
    columns: Columns = Columns()
    scope: Scope = Scope()
    openness: Openness = Openness()
    time_limit: TimeLimit = TimeLimit()
    series: Series = Series()
    matching: Matching = Matching()
    rules: Rules = Rules()
    fields: Fields = Fields()
    addresses: Addresses = Addresses()
    scanner: Scanner = Scanner()
    gate: Gate = Gate()
    review: Review = Review()
    reveal: bool = False
    """Show confidential text in messages and outputs instead of masking it."""
