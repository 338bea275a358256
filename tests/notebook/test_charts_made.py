"""The charts themselves: valid, offline, masked, in both languages, of any list however strange."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit import audit as core
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.notebook.charts import Charts, save
from disclosure_audit.notebook.charts.coverage import coverage_data
from disclosure_audit.notebook.charts.display import MIME, NAME, go_offline, render
from disclosure_audit.notebook.charts.flow import flow_data
from disclosure_audit.notebook.charts.labels import CELLS
from disclosure_audit.notebook.charts.scores import scores_data
from disclosure_audit.notebook.charts.theme import MEANINGS, SEVERITIES
from disclosure_audit.notebook.charts.threshold_data import costs_at, decided_pairs
from disclosure_audit.notebook.charts.time_to_publish import time_to_publish_data
from disclosure_audit.notebook.charts.waterfall import waterfall_data
from disclosure_audit.run import write
from tests.documented import ROOT

alt = pytest.importorskip("altair", reason="the charts need the extra notebook")
vl_convert = pytest.importorskip("vl_convert", reason="the charts need the extra notebook")

SAMPLE = ROOT / "sample_data"
HAN = re.compile("[㐀-鿿]")
KINDS: dict[str, Callable[[Charts, core.Audit], Any]] = {
    "coverage": lambda charts, audit: charts.coverage(),
    "coverage_by_issuer": lambda charts, audit: charts.coverage("issuer"),
    "flow": lambda charts, audit: charts.flow(),
    "time_to_publish": lambda charts, audit: charts.time_to_publish(),
    "scores": lambda charts, audit: charts.scores(),
    "series": lambda charts, audit: charts.series(),
    "findings_over_runs": lambda charts, audit: charts.findings_over_runs([audit, audit]),
    "waterfall": lambda charts, audit: charts.waterfall(*audit.links.row(0)[:2]),
    "thresholds": lambda charts, audit: charts.thresholds(),
}
OF_RECORDS = [name for name in KINDS if name != "waterfall"]


@pytest.fixture(scope="module")
def audit() -> core.Audit:
    return core.scan(SAMPLE / "register.xlsx", SAMPLE / "catalog.csv", Config(lang="en"))


@pytest.fixture(scope="module")
def empty(audit: core.Audit) -> core.Audit:
    """An audit of two lists without a row."""
    names = (
        "register",
        "catalog",
        "links",
        "candidates",
        "repeats",
        "dispositions",
        "findings",
        "hits",
    )
    frames = {name: getattr(audit, name).clear() for name in names}
    totals = {
        side: {"read": 0, "rejected": 0, "blank": 0, "dispositions": {}}
        for side in ("register", "catalog")
    }
    return dataclasses.replace(audit, control_totals=totals, **frames)


def said(chart: Any) -> str:
    return json.dumps(chart.to_dict(), ensure_ascii=False)


# -- what they tell adds up ----------------------------------------------------------------------


def test_the_tables_of_the_sample_add_up(audit: core.Audit) -> None:
    totals = audit.control_totals
    listed = totals["register"]["dispositions"]
    for by in ("owner", "category", "issuer"):
        coverage = coverage_data(audit.register, audit.dispositions, by)
        assert coverage["records"].sum() == audit.register.height
        assert coverage["omitted"].sum() == listed["omitted"] > 0
        assert coverage["published"].sum() == listed["published"] + listed["published_differs"]
    flow = flow_data(audit.dispositions, audit.links, totals)
    for side, end in (("register", "source"), ("catalog", "target")):
        counts = dict(flow.group_by(end).agg(pl.col(f"{side}_records").sum()).iter_rows())
        expected = {k: n for k, n in totals[side]["dispositions"].items() if n}
        if totals[side]["rejected"]:
            expected["rejected"] = totals[side]["rejected"]
        assert {k: n for k, n in counts.items() if n} == expected
    pairs = scores_data(audit.links, audit.candidates)
    counts = dict(pairs.group_by("kind").agg(pl.col("pairs").sum()).iter_rows())
    assert counts == totals["links"] | {"refused": audit.candidates.height}
    sure = audit.links.filter(pl.col("status") != "review")["register_row"].n_unique()
    found = time_to_publish_data(audit.register, audit.catalog, audit.links, 5)
    assert found.documents + found.undated == sure
    assert found.bins["documents"].sum() == found.documents
    assert found.bins.filter(pl.col("state") == "late")["documents"].sum() == found.late > 0


def test_the_explorer_at_rest_says_what_the_scan_said(audit: core.Audit) -> None:
    pairs = decided_pairs(audit.dispositions, audit.links, audit.candidates)
    costs = costs_at(pairs)
    assert costs.review == audit.control_totals["register"]["dispositions"]["needs_review"] > 0
    best = audit.links.filter(pl.col("status") != "review").sort("score", descending=True)
    wrong = best.unique("register_row", keep="first").select(
        (1 / (1 + 2.0 ** pl.col("score"))).sum()
    )
    assert costs.hidden == pytest.approx(wrong.item())


def test_the_weights_of_every_pair_of_the_sample_add_up(audit: core.Audit) -> None:
    for frame in (audit.links.head(40), audit.candidates.head(40)):
        for register_row, catalog_row in frame.select("register_row", "catalog_row").iter_rows():
            steps = waterfall_data(audit.links, audit.candidates, register_row, catalog_row)
            score = steps["weight"][-1]
            assert steps["weight"][:-1].sum() == pytest.approx(score, abs=0.001)
            assert steps["end"][-2] == pytest.approx(score, abs=0.001)
            assert (steps["start"][1:-1] == steps["end"][:-2]).all()


# -- valid and bounded ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_chart_is_valid_small_and_in_its_language(kind: str, lang: Lang, audit: core.Audit) -> None:
    made = KINDS[kind](Charts(audit, lang=lang), audit)
    spec = made.to_dict()  # Altair holds it to the schema of Vega-Lite
    text = json.dumps(spec)
    assert len(text) < 200_000
    head = spec["title"]
    words = head["text"] + "".join(head["subtitle"][1:])  # the first line of one may be a title
    assert bool(HAN.search(words)) is (lang == "zh")
    assert "Noto Sans CJK SC" in spec["config"]["font"]
    assert text == json.dumps(KINDS[kind](Charts(audit, lang=lang), audit).to_dict()), (
        "not the same twice"
    )


@pytest.mark.parametrize("kind", OF_RECORDS)
def test_chart_of_nothing_is_drawn(kind: str, empty: core.Audit) -> None:
    spec = KINDS[kind](Charts(empty), empty).to_dict()
    assert "<svg" in vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


def test_no_run_at_all_is_a_chart_too(empty: core.Audit) -> None:
    assert "No run was given" in said(Charts(empty).findings_over_runs([]))
    assert "Findings of one run" in said(Charts(empty).findings_over_runs())


@pytest.mark.parametrize("kind", KINDS)
def test_front_ends_with_vega_lite_5_draw_it(kind: str, audit: core.Audit) -> None:
    bundle, _ = render(KINDS[kind](Charts(audit), audit).to_dict())
    drawn = vl_convert.vegalite_to_svg(bundle[MIME], vl_version="5.8", allowed_base_urls=[])
    newest = bundle["image/svg+xml"]
    for mark in ("<path", "<text"):
        assert drawn.count(mark) == newest.count(mark) > 0


def test_runs_are_given_as_folders_too(audit: core.Audit, tmp_path: Path) -> None:
    folder = write(audit, tmp_path / "run", command=[])
    assert said(Charts(audit).findings_over_runs([folder, str(folder)])) == said(
        Charts(audit).findings_over_runs([audit, audit])
    )


def test_dark_paper_changes_inks_not_meanings(audit: core.Audit) -> None:
    light, dark = Charts(audit).flow().to_dict(), Charts(audit).dark().flow().to_dict()
    assert light["background"] != dark["background"]
    assert light["config"]["axis"]["labelColor"] != dark["config"]["axis"]["labelColor"]
    assert MEANINGS["omitted"] in json.dumps(light)
    assert MEANINGS["omitted"] in json.dumps(dark)


# -- nothing hostile, nothing secret, nothing fetched ---------------------------------------------

HOSTILE = ("甲[/]科", "\x1b[31m红\x1b[0m", "</script><script>alert(1)</script>", "‮反向", "x" * 500)


@pytest.fixture(scope="module")
def hostile(audit: core.Audit) -> core.Audit:
    names = pl.Series("owner", HOSTILE)
    rows = pl.int_range(pl.len()) % len(HOSTILE)
    bad = {"owner": names.gather, "issuer": names.gather, "number_code": names.gather}
    places = audit.register.select(rows).to_series()
    return dataclasses.replace(
        audit,
        register=audit.register.with_columns(
            take(places).alias(name) for name, take in bad.items()
        ),
    )


@pytest.mark.parametrize("kind", ["coverage", "coverage_by_issuer", "series"])
def test_hostile_names_stay_text(kind: str, hostile: core.Audit, tmp_path: Path) -> None:
    made = KINDS[kind](Charts(hostile), hostile)
    text = said(made)
    assert "\x1b" not in text
    assert "‮" not in text
    assert "x" * (CELLS + 1) not in text
    page = save(made, tmp_path / "chart.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script>") == 2
    assert "alert(1)<" not in save(made, tmp_path / "chart.svg").read_text("utf-8").replace(
        "&lt;", ""
    )


def test_no_chart_holds_a_secret_of_the_sample(audit: core.Audit) -> None:
    secrets = json.loads((SAMPLE / "expected.json").read_text("utf-8"))["secrets"]
    charts = Charts(audit)
    text = "".join(said(make(charts, audit)) for make in KINDS.values())
    titled = audit.hits.filter(
        pl.col("secret"), pl.col("dropped").is_null(), pl.col("field") == "title"
    ).select("side", "row")
    shown = 0
    for side, row in titled.unique().sort("side", "row").iter_rows():
        for pair in (
            audit.links.filter(pl.col(f"{side}_row") == row)
            .select("register_row", "catalog_row")
            .iter_rows()
        ):
            text += said(charts.waterfall(*pair))
            shown += 1
    assert shown, "no linked title of the sample holds a secret: the test shows nothing"
    assert [secret for secret in secrets if secret in text] == []


def test_an_owner_that_is_a_secret_is_masked(audit: core.Audit) -> None:
    register = audit.register.with_columns(owner=pl.lit("李某 11010519491231002X 13800138000"))
    told = said(Charts(dataclasses.replace(audit, register=register)).coverage())
    assert "李某 █" in told
    assert not re.search("11010519491231002|13800138000", told)


@pytest.mark.parametrize("kind", KINDS)
def test_a_saved_page_asks_for_nothing(kind: str, audit: core.Audit, tmp_path: Path) -> None:
    path = save(KINDS[kind](Charts(audit, lang="zh"), audit), tmp_path / "chart.html")
    page = path.read_text("utf-8")
    head = page[: page.index("<script>")]
    assert "default-src 'none'" in head
    assert not re.search(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=",
        head + page[page.rindex("<script>") :],
    )
    assert re.findall(r"<script[^>]*>", page) == ["<script>", "<script>"]
    spec = json.loads(page[page.rindex('vegaEmbed("#chart", ') + 20 : page.rindex(", {mode:")])
    del spec["$schema"]  # names the language, is not fetched
    assert "http" not in json.dumps(spec)
    assert '"url"' not in json.dumps(spec)


def test_a_notebook_cell_asks_for_nothing(audit: core.Audit) -> None:
    chosen = alt.renderers.active
    try:
        alt.renderers.enable("default")
        made: Any = Charts(audit).coverage()
        assert alt.renderers.active == NAME
        bundle, options = made._repr_mimebundle_()
        assert set(bundle) == {MIME, "image/svg+xml"}, "HTML would load Vega from elsewhere"
        assert options[MIME]["embed_options"]["actions"]["editor"] is False
        addresses = set(re.findall(r"https?://[^\s\"'<>]+", bundle["image/svg+xml"]))
        assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
        alt.renderers.enable("json")
        go_offline()
        assert alt.renderers.active == "json", "what a person chose stays"
    finally:
        alt.renderers.enable(chosen)


# -- files ---------------------------------------------------------------------------------------


def test_pictures_are_what_their_names_say(audit: core.Audit, tmp_path: Path) -> None:
    made = Charts(audit, lang="zh").flow()
    assert save(made, tmp_path / "flow.PNG").read_bytes().startswith(b"\x89PNG")
    svg = save(made, str(tmp_path / "flow.svg")).read_text("utf-8")
    assert "未见公开" in svg
    assert "Noto Sans CJK SC" in svg
    with pytest.raises(UsageError) as error:
        save(made, tmp_path / "flow.bmp")
    assert error.value.hint is not None
    assert ".png, .svg, .html" in error.value.hint.en
    with pytest.raises(UsageError):
        save(made, tmp_path / "nowhere" / "flow.svg")


def test_the_room_loads_no_chart_library() -> None:
    code = (
        "import sys, disclosure_audit.notebook.charts\n"
        "assert not {'altair', 'vl_convert', 'IPython'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# -- colours -------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes 2009, severity 1.0: what linear RGB looks like to the eye without
# L cones (protanopia) and without M cones (deuteranopia).
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}  # fmt: skip


def lab(colour: str, eye: str | None = None) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of a colour, as ``eye`` sees it."""
    raw = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rgb = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    if eye:
        rgb = [
            min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0), 1) for row in EYES[eye]
        ]
    r, g, b = rgb
    xyz = ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b,
           (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)  # fmt: skip
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", [None, *EYES])
def test_what_must_not_be_mixed_up_looks_different_to_every_eye(eye: str | None) -> None:
    names = (
        "published", "published_differs", "needs_review", "omitted", "unregistered", "repeated",
        "not_due", "withheld", "received", "unreadable",
    )  # fmt: skip
    seen = {name: lab(MEANINGS[name], eye) for name in names}
    for one in names:
        for other in names[: names.index(one)]:
            far = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
            assert far > 13, (one, other, eye, far)


def test_severities_are_a_ramp_of_lightness() -> None:
    for mode, falling in (("light", False), ("dark", True)):
        ramp = [lab(colour)[0] for colour in SEVERITIES[mode].values()]  # type: ignore[index]  # a mode
        assert ramp == sorted(ramp, reverse=falling)
        assert min(abs(a - b) for a, b in itertools.pairwise(ramp)) > 8
