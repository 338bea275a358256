"""Small documents of every kind that full texts come in, written as bytes, and broken ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from html import escape

Lines = Sequence[str]
"""Lines of a document; a tab in a line parts the cells of a table's row."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def write_zip(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def write_html(lines: Lines) -> bytes:
    """Return a web page, UTF-8."""
    body = "".join(
        f"<table><tr>{''.join(f'<td>{escape(c)}</td>' for c in line.split(chr(9)))}</tr></table>"
        if "\t" in line
        else f"<p>{escape(line)}</p>"
        for line in lines
    )
    return f'<!DOCTYPE html><html><meta charset="utf-8"><body>{body}</body></html>'.encode()


def write_docx(lines: Lines, extra: dict[str, str | bytes] | None = None) -> bytes:
    """Return a DOCX whose body are the lines; ``extra`` gives further parts of the package."""
    body = "".join(_word_row(line) if "\t" in line else _word_line(line) for line in lines)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    return write_zip(parts | (extra or {}))


def write_xlsx(lines: Lines) -> bytes:
    """Return an XLSX with one sheet, its cells inline strings."""
    rows = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{chr(65 + i)}{n}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for i, cell in enumerate(line.split("\t"))
        )
        + "</row>"
        for n, line in enumerate(lines, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/package/2006/relationships"
    return write_zip(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
        }
    )


def write_ofd(lines: Lines) -> bytes:
    """Return an OFD with one page, each piece of a line a text object of its own."""
    objects = "".join(
        f'<ofd:TextObject ID="{100 * y + x}" Boundary="{20 + 80 * x} {10 + 6 * y} {4 * len(cell)} 5" '
        f'Size="4"><ofd:TextCode X="0" Y="4">{escape(cell)}</ofd:TextCode></ofd:TextObject>'
        for y, line in enumerate(lines)
        for x, cell in enumerate(line.split("\t"))
    )
    return write_zip(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {_OFD}><ofd:Pages><ofd:Page ID="1" '
            'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{objects}"
            "</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def write_pdf(
    lines: Lines, *, by_column: bool = False, link: str = "", trailer: bytes = b""
) -> bytes:
    """Return a PDF with a Chinese text layer; ``by_column`` draws its tables column by column."""
    pieces = [
        (column, row, cell)
        for row, line in enumerate(lines)
        for column, cell in enumerate(line.split("\t"))
    ]
    drawn = b"".join(
        b"BT /F1 8 Tf 1 0 0 1 %d %d Tm <%s> Tj ET\n"
        % (40 + 180 * column, 790 - 14 * row, cell.encode("utf-16-be").hex().encode())
        for column, row, cell in (sorted(pieces) if by_column else pieces)
    )
    page = b"/Resources << /Font << /F1 5 0 R >> >>"
    if link:
        page += (
            b" /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] "
            b"/A << /S /URI /URI (%s) >> >>]" % link.encode()
        )
    fonts = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    return _pdf(page, _packed(drawn), fonts, trailer)


def write_scanned_pdf() -> bytes:
    """Return a PDF whose page is an image."""
    image = _stream(b"\x00" * 8, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 "
                    b"/ColorSpace /DeviceGray /BitsPerComponent 1 ")  # fmt: skip
    drawn = _stream(b"q 500 0 0 700 50 50 cm /I1 Do Q")
    return _pdf(b"/Resources << /XObject << /I1 5 0 R >> >>", drawn, [image])


def write_encrypted_pdf(lines: Lines) -> bytes:
    """Return a PDF that asks for a password (no password fits)."""
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] "
    return write_pdf(lines, trailer=key % (b"11" * 32, b"22" * 32))


def write_endless_pdf(depth: int = 12, fan: int = 12) -> bytes:
    """Return a small PDF whose forms draw each other ``fan ** depth`` times."""
    forms = [
        _stream(
            b"/F%d Do " % (n + 1) * fan if n < depth else b"0 0 m 9 9 l S",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /XObject << /F%d %d 0 R >> >> " % (n + 1, 6 + n),
        )
        for n in range(depth + 1)
    ]
    return _pdf(b"/Resources << /XObject << /F0 5 0 R >> >>", _stream(b"/F0 Do"), forms)


def _word_line(line: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def _word_row(line: str) -> str:
    cells = "".join(f"<w:tc>{_word_line(cell)}</w:tc>" for cell in line.split("\t"))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def _stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), about, data)


def _packed(data: bytes) -> bytes:
    return _stream(zlib.compress(data), b"/Filter /FlateDecode ")


def _pdf(page: bytes, content: bytes, more: list[bytes], trailer: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % page,
        content,
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(out))
    )
