"""Each kind of file: its lines stay lines, its tables rows, and what is hidden is kept apart."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from benchmarks import text_documents as make
from disclosure_audit.texts.appendix import append, split_appendix
from disclosure_audit.texts.extra import load
from disclosure_audit.texts.kinds import sniff_kind
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.pdf import read_pdf
from disclosure_audit.texts.reasons import REASONS, UnreadableError
from tests.texts.conftest import LIMITS, Texts

LINES = (
    "机密★20年",
    "临江市人民政府文件",
    "姓名\t公民身份号码\t电话",
    "赵某某\t11010119050315001X\t13800000000",
    "特此通知。",
)


def by_column(lines: Sequence[str]) -> bytes:
    return make.write_pdf(lines, by_column=True)


@pytest.mark.parametrize(
    "write",
    [make.write_html, make.write_docx, make.write_xlsx, make.write_ofd, make.write_pdf, by_column],
)
def test_lines_and_tables_survive(texts: Texts, write: Callable[[Sequence[str]], bytes]) -> None:
    lines = texts.text(write(LINES)).split("\n")
    if write is make.write_xlsx:
        assert lines.pop(0) == "名单"
    # PDFium parts the pieces of a line by a blank.
    assert [line.replace(" ", "\t") for line in lines] == list(LINES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_any_encoding(texts: Texts, encoding: str) -> None:
    assert texts.text("\r\n".join(LINES).encode(encoding)) == "\n".join(LINES)


def test_the_bytes_decide_not_the_ending(texts: Texts) -> None:
    assert texts.text(make.write_docx(LINES), "a.pdf").split("\n")[0] == LINES[0]
    assert texts.text(make.write_pdf(LINES), "a.txt").split("\n")[0] == LINES[0]


def test_web_page_keeps_what_is_out_of_sight_apart(texts: Texts) -> None:
    page = """<!DOCTYPE html><html><head><title>临江市 - 某某娱乐</title>
    <meta name=keywords content="甲,乙"><script src="//cdn.example.invalid/x.js"></script></head>
    <body><p>关于防汛
    的通知<p style="display:none">藏一<p>正文<a href="https://a.example.invalid/b">链</a>
    <a href="/local">本站</a><noframes><a href="http://c.example.invalid">藏二</a></noframes>
    <marquee height=1>藏三</marquee><div hidden>藏四</div><script>var 不见 = 1</script>
    <div style="position:absolute;left:-9999px">藏五</div></body></html>"""
    visible, pieces = split_appendix(texts.text(page.encode()))
    assert visible == "关于防汛 的通知\n正文链 本站"
    assert {text for kind, text, _ in pieces if kind == "hidden"} == {
        "藏一", "藏二", "藏三", "藏四", "藏五",
    }  # fmt: skip
    assert [text for kind, text, _ in pieces if kind == "link"] == [
        "//cdn.example.invalid/x.js",
        "https://a.example.invalid/b",
        "http://c.example.invalid",
    ]
    assert ("title", "临江市 - 某某娱乐") in [piece[:2] for piece in pieces]
    assert ("meta", "甲,乙") in [piece[:2] for piece in pieces]


def test_web_page_laid_out_by_a_table_keeps_its_lines(texts: Texts) -> None:
    page = f"<table><tr><td>菜单<td><p>机密★20年</p><p>{'正文。' * 100}</p></table>"
    assert "\n正文。" in texts.text(page.encode())
    inner = "<table><tr><td><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></table>"
    assert texts.text(inner.encode()).split("\n") == ["甲\t乙", "丙\t丁"]


def test_web_page_in_big5_says_so_itself(texts: Texts) -> None:
    page = '<html><meta charset="big5"><p>臺北市政府公告</p></html>'
    assert texts.text(page.encode("big5")) == "臺北市政府公告"


def test_a_few_bad_bytes_cost_no_page(texts: Texts) -> None:
    page = make.write_html(["各有关单位应当认真组织实施。"] * 50)
    read = texts.read(page[:500] + b"\xff" + page[500:])
    assert read.reason == "undecodable_bytes"
    assert read.text.count("认真组织实施") >= 49
    noise = b"\xe4\xff" * 2000
    assert texts.reason(b"<p>" + noise) == "undecodable"


def test_deeply_nested_page(texts: Texts) -> None:
    page = "<html>" + "<div>" * 20_000 + "机密★20年"
    assert texts.text(page.encode()) == "机密★20年"


def test_word_headers_notes_boxes_and_what_is_hidden(texts: Texts) -> None:
    w = 'xmlns:w="w" xmlns:mc="mc"'
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:document {w}><w:body><w:p><w:r><w:t>标</w:t></w:r><w:r><w:t>题</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/>'
        "<w:t>乙</w:t></w:r></w:p></w:body></w:document>"
    )
    note = f"<w:x {w}><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:x>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": body,
        "word/header1.xml": note.format("秘密★10年"),
        "word/footnotes.xml": note.format("脚注"),
        "word/footer1.xml": note.format("页脚"),
        "word/comments.xml": note.format("批注"),
        "word/_rels/document.xml.rels": '<Relationships><Relationship TargetMode="External" '
        'Target="https://a.example.invalid/"/><Relationship Target="b.xml"/></Relationships>',
    }
    visible, pieces = split_appendix(texts.text(make.write_zip(parts)))
    assert visible.split("\n") == [
        "秘密★10年", "标题", "可见", "框内", "甲\t乙", "脚注", "页脚",
    ]  # fmt: skip
    assert [piece[:2] for piece in pieces] == [
        ("hidden", "隐藏"),
        ("deleted", "删去"),
        ("comment", "批注"),
        ("link", "https://a.example.invalid/"),
    ]


def test_ofd_template_before_its_page(texts: Texts) -> None:
    with zipfile.ZipFile(texts._folder / "a.ofd", "w") as package:
        text = '<TextObject Boundary="1 1 9 9" Size="3"><TextCode X="0" Y="3">{}</TextCode></TextObject>'
        package.writestr(
            "OFD.xml", "<OFD><DocBody><DocRoot>/D/Document.xml</DocRoot></DocBody></OFD>"
        )
        package.writestr(
            "D/Document.xml",
            '<Document><CommonData><TemplatePage ID="7" BaseLoc="T/C.xml"/></CommonData>'
            '<Pages><Page BaseLoc="P/1.xml"/><Page BaseLoc="P/0.xml"/></Pages></Document>',
        )
        package.writestr("D/T/C.xml", f"<Page>{text.format('红头')}</Page>")
        package.writestr("D/P/1.xml", f'<Page><Template TemplateID="7"/>{text.format("先")}</Page>')
        package.writestr("D/P/0.xml", f"<Page>{text.format('后')}</Page>")
    assert texts.text((texts._folder / "a.ofd").read_bytes()) == "红头\n先\n后"


def test_workbook_of_several_sheets_and_types(texts: Texts, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.active.append(["编号", 110101, 1.5, True])
    hidden = book.create_sheet("二")
    hidden.sheet_state = "hidden"
    hidden.append(["甲\n乙", None, "丙"])
    book.save(tmp_path / "b.xlsx")
    assert texts.text((tmp_path / "b.xlsx").read_bytes()).split("\n") == [
        "一", "编号\t110101\t1.5\tTRUE", "二", "甲 乙\t\t丙",
    ]  # fmt: skip


def test_a_page_set_in_columns_keeps_its_order(texts: Texts) -> None:
    left = [f"左栏第{n}行，这是一篇很长的文章中的一行文字。" for n in range(3)]
    right = [f"右栏第{n}行，这是一篇很长的文章中的一行文字。" for n in range(3)]
    paired = [f"{a}\t{b}" for a, b in zip(left, right, strict=True)]
    assert texts.text(by_column(paired)).split("\n") == left + right


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "no_text_layer"),
        (b"{\\rtf1 x}", "a.doc", "old_format"),
        (b"MIME-Version: 1.0\n", "a.mht", "old_format"),
        (bytes(range(256)) * 40, "a.exe", "unknown_kind"),
        (make.write_zip({"a.txt": "x"}), "a.zip", "unknown_kind"),
        (make.write_zip({"OFD.xml": "<OFD><DocBody>"}), "a.ofd", "damaged"),
        (make.write_zip({"OFD.xml": "<OFD/>"}), "a.ofd", "damaged"),
        (make.write_zip({"word/document.xml": "<a/>", "word/media/a.png": "x"}), "a.docx", "no_text_layer"),
        (make.write_docx(LINES)[:-100], "a.docx", "damaged"),
        (make.write_pdf(LINES)[:-300], "a.pdf", "damaged"),
        (b"%PDF-1.4\nnothing\n%%EOF", "a.pdf", "damaged"),
        (make.write_encrypted_pdf(LINES), "a.pdf", "encrypted"),
        (make.write_scanned_pdf(), "a.pdf", "no_text_layer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.wps", "old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (make.write_zip({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.docx", "entity_bomb"),
        (make.write_zip({"word/document.xml": b" " * 11 * 1024**2}), "a.docx", "zip_bomb"),
    ],
)  # fmt: skip
def test_unreadable(texts: Texts, data: bytes, name: str, reason: str) -> None:
    assert texts.reason(data, name) == reason
    assert reason in REASONS


def test_a_text_is_never_cut(texts: Texts) -> None:
    few = replace(LIMITS, chars=30)
    for write in (
        make.write_html,
        make.write_docx,
        make.write_xlsx,
        make.write_ofd,
        make.write_pdf,
    ):
        assert texts.reason(write(LINES), limits=few) == "too_large"
    assert texts.reason("\n".join(LINES).encode(), limits=few) == "too_large"
    assert texts.reason(b"x" * 100, limits=replace(LIMITS, file_bytes=99)) == "too_large"


def test_a_broken_checksum_is_damage(texts: Texts) -> None:
    data = make.write_docx(["甲" * 1000])
    at = data.index(b"word/document.xml") + len("word/document.xml") + 20
    assert texts.reason(data[:at] + b"\xff\xff\xff" + data[at + 3 :]) == "damaged"


def test_a_pdf_read_in_part_says_so(tmp_path: Path) -> None:
    text, scan = make.write_pdf(LINES), make.write_scanned_pdf()
    pdfium = load("pypdfium2")
    joined = pdfium.PdfDocument.new()
    for data in (text, scan):
        joined.import_pages(pdfium.PdfDocument(data))
    joined.save(tmp_path / "a.pdf")
    document = read_pdf(tmp_path / "a.pdf", LIMITS)
    assert document.reason == "pages_without_text"
    assert "机密★20年" in document.text


def test_pdf_links(texts: Texts) -> None:
    address = "https://a.example.invalid/b"
    visible, pieces = split_appendix(texts.text(make.write_pdf(LINES, link=address)))
    assert visible.split("\n")[0] == LINES[0]
    assert [piece[:2] for piece in pieces] == [("link", address)]


def test_layout_with_unclosed_rows() -> None:
    layout = Layout()
    layout.open_row()
    layout.open_cell()
    layout.write("甲")
    assert layout.text() == "甲"
    layout = Layout(most=3)
    with pytest.raises(UnreadableError):
        layout.write("甲乙丙丁")


def test_appendix_cannot_be_forged() -> None:
    text = append("甲\n\u241e\nlink: 乙", [("hidden", "丙\n\u241e\n丁"), ("hidden", " ")])
    visible, pieces = split_appendix(text)
    assert visible == "甲\n \nlink: 乙"
    assert [(kind, found) for kind, found, _ in pieces] == [("hidden", "丙 丁")]
    assert text[pieces[0].start :] == "丙 丁"
    assert split_appendix("甲") == ("甲", [])


def test_sniff_reads_the_head_only(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 100_000 + b"%PDF-")
    assert sniff_kind(path) == "text"
