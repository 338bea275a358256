"""Delimited text files: CSV, TSV, TXT."""

from __future__ import annotations

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import UNDECODABLE
from disclosure_audit.readers.csv_cells import read_cells
from disclosure_audit.readers.csv_dialect import sniff_dialect
from disclosure_audit.readers.csv_records import Record
from disclosure_audit.readers.fingerprint import file_source
from disclosure_audit.readers.headers import locate_header, read_header
from disclosure_audit.readers.parts import Header, build_part, check_columns
from disclosure_audit.readers.request import Part, Parts, Request
from disclosure_audit.readers.text_encoding import decode_file, undecodable_error


def read_csv_file(request: Request) -> Parts:
    """Return the file as one part.

    Raises:
        InputError: empty, binary, more than 1 % of the rows undecodable, too many columns.
    """
    decoded = decode_file(request.path, request.reading.encoding)
    if not decoded.data or decoded.data.isspace():
        raise empty_error(request.name)
    dialect = sniff_dialect(decoded.data, request.reading.delimiter, request.find_header)
    rows = [record.cells for record in dialect.records]
    at = locate_header(rows, request.find_header, request.reading.header_row)
    if any(UNDECODABLE in cell for cell in rows[at]):
        raise undecodable_error(request.name, decoded.tried, [dialect.records[at].line])
    names = rows[at] if request.reading.header_row else read_header(rows, at)
    check_columns(len(names), request.name, request.limits)
    header = Header(names, _line_below(dialect.records[at]), above=rows[: at + 1])
    cells = read_cells(decoded.data, dialect.delimiter, len(names), header.line)
    source, tried = file_source(request, "csv", decoded.encoding), decoded.tried
    del decoded, dialect  # one copy of the text less while the cells are cleaned
    part = build_part(cells, header, source, request.limits)
    _refuse_if_undecodable(part, tried)
    return Parts([part])


def empty_error(name: str) -> InputError:
    """Return the error for an input without any cell."""
    return InputError(
        Text("{name} is empty", "{name} 是空文件").fill(name=name),
        Text("give a table with a header row", "请提供带表头的表格"),
    )


def _line_below(record: Record) -> int:
    return record.line + sum(cell.count("\n") for cell in record.cells) + 1


def _refuse_if_undecodable(part: Part, tried: tuple[str, ...]) -> None:
    bad = part.rejects.filter(part.rejects["reason"] == "undecodable")
    if len(bad) * 100 > part.source.rows:
        raise undecodable_error(part.source.name, tried, bad["line"].head(5).to_list())
