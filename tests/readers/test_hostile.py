"""Broken and hostile files: each is refused with the right kind, in time, and harms nothing."""

import base64
import random
import re
import time
import zlib
from collections.abc import Callable

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph

from etl.problems import CatalogueError
from etl.readers import limits, read_document
from tests.corpus import prints, web, word, workbooks
from tests.corpus.annexes import annexes
from tests.corpus.containers import (
    PDF_CATALOG,
    change,
    lying,
    ole_of,
    pdf_of,
    pdf_page_of,
    unzip,
    zip_of,
)

_DOCUMENT = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "aa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
)
_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>/Length 20>>"
    b"stream\n/F Do /F Do /F Do   \nendstream"
)


def docx() -> bytes:
    return word.WORD["plain"]()


def xlsx() -> bytes:
    return workbooks.WORKBOOKS["one sheet"]()


def pdf() -> bytes:
    return prints.render(prints.GRID, rows=5)


def with_member(name: str, content: bytes) -> bytes:
    return zip_of({**unzip(docx()), name: content})


def in_document(edit: Callable[[bytes], bytes]) -> bytes:
    return change(docx(), _DOCUMENT, edit)


def in_sheet(old: bytes, new: bytes) -> bytes:
    return change(xlsx(), _SHEET, lambda data: data.replace(old, new))


def table_of(rows: bytes) -> bytes:
    return b"<html><body><table>" + rows + b"</table></body></html>"


def pages_of(count: int, each: bytes) -> bytes:
    """A tree of pages whose root has ``count`` kids."""
    kids = each if each else b" ".join(b"%d 0 R" % (i + 3) for i in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    root = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return pdf_of([PDF_CATALOG, root, *[page] * (1 if each else count)])


def encrypted(user: str) -> bytes:
    import io

    writer = pypdf.PdfWriter(io.BytesIO(pdf()))
    writer.encrypt(user, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned(story_pages: int) -> bytes:
    """A file of pictures of pages."""
    return prints.build([PageBreak() for _ in range(story_pages)], on_page=prints.picture)


def flipped(data: bytes, at: float) -> bytes:
    place = int(len(data) * at)
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def damaged_stream() -> bytes:
    data = pdf()
    start = data.index(b"stream") + 400
    return data[:start] + b"!!!!!" + data[start + 5 :]


# name: what is made, the kind of problem expected
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # nothing, or something else
    "empty": (lambda: b"", "empty_file"),
    "blank": (lambda: b"\xef\xbb\xbf \r\n\t\n", "empty_file"),
    "nulls": (lambda: b"\x00" * 5000, "empty_file"),
    "noise": (lambda: random.Random(1).randbytes(50_000), "unsupported_format"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "unsupported_format"),
    "rich text": (lambda: rb"{\rtf1\ansi}", "unsupported_format"),
    "7-zip": (lambda: b"7z\xbc\xaf\x27\x1c" + b"\x00" * 99, "unsupported_format"),
    "xml": (lambda: b'<?xml version="1.0"?><a/>', "unsupported_format"),
    "web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: x\n\n", "unsupported_format"),
    "zip of a text": (lambda: zip_of({"a.txt": "x"}), "unsupported_format"),
    "empty zip": (lambda: zip_of({}), "unsupported_format"),
    "ofd": (lambda: zip_of({"OFD.xml": "<a/>"}), "unsupported_format"),
    "open document": (
        lambda: zip_of({"mimetype": "x", "content.xml": "<a/>"}),
        "unsupported_format",
    ),
    "presentation": (lambda: ole_of({"PowerPoint Document": b"x"}), "unsupported_format"),
    "Microsoft Works": (lambda: ole_of({"MatOST": b"x"}), "unsupported_format"),
    "large file": (lambda: b"x" * (limits.MAX_FILE_BYTES + 1), "limit_exceeded"),
    # text
    "large text": (lambda: b"x" * (limits.MAX_TEXT_BYTES + 1), "limit_exceeded"),
    "broken utf-8": (
        lambda: word_text().encode()[:3001] + b"\xff\xfe" + word_text().encode()[3001:],
        "encoding_error",
    ),
    "cut utf-8": (lambda: word_text().encode()[:-2], "truncated"),
    "cut gb18030": (lambda: word_text().encode("gb18030")[:-1], "truncated"),
    "cut utf-16": (lambda: word_text().encode("utf-16")[:-1], "truncated"),
    "many tabs": (lambda: b"a\t" * 3_000_000, "limit_exceeded"),
    "many pipes": (lambda: b"|a|b|\n|-|-|\n" + b"|" * 3_000_000, "limit_exceeded"),
    "many stars": (lambda: b"|a|b|\n|-|-|\n|" + b"**a" * 300_000, "limit_exceeded"),
    "long line": (lambda: b"x" * 3_000_000, "limit_exceeded"),
    "large cell": (lambda: b"a\tb\n" + b"x" * 30_000 + b"\tb\n", "limit_exceeded"),
    "open quotes": (lambda: b'a,b,c\n1,2,3\n4,5,"6\n', "truncated"),
    "loose quotes": (lambda: b'a,b,c\n1,2,3\n4,5,"6"6\n', "corrupt_file"),
    # archives
    "bomb": (lambda: with_member("word/media/a.bin", bytes(310 * limits.MIB)), "limit_exceeded"),
    "bomb with a lying header": (
        lambda: lying(with_member("x.bin", bytes(310 * limits.MIB)), "x.bin", 1000),
        "limit_exceeded",
    ),
    "large document with a lying header": (
        lambda: lying(in_document(lambda d: d + b" " * 60 * limits.MIB), _DOCUMENT, 5000),
        "limit_exceeded",
    ),
    "wrong size": (lambda: lying(docx(), _DOCUMENT, 5000), "corrupt_file"),
    "many members": (
        lambda: zip_of({f"{i}": b"" for i in range(limits.MAX_PARTS + 1)}),
        "limit_exceeded",
    ),
    "member above": (lambda: with_member("../../evil.txt", b"x"), "unsafe_package"),
    "member at the root": (lambda: with_member("/etc/evil", b"x"), "unsafe_package"),
    "member with a drive": (lambda: with_member("C:\\evil", b"x"), "unsafe_package"),
    "member with backslashes": (lambda: with_member("a\\..\\..\\evil", b"x"), "unsafe_package"),
    "half a document": (lambda: docx()[: len(docx()) // 2], "truncated"),
    "document without its end": (lambda: docx()[:-30], "truncated"),
    "byte changed": (lambda: flipped(docx(), 0.6), "corrupt_file"),
    "no main part": (
        lambda: zip_of({k: v for k, v in unzip(docx()).items() if k != _DOCUMENT}),
        "corrupt_file",
    ),
    "encrypted office file": (
        lambda: ole_of({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
        "password_protected",
    ),
    "encrypted old document": (
        lambda: ole_of({"WordDocument": b"\xec\xa5" + b"\x00" * 8 + b"\x00\x01"}),
        "password_protected",
    ),
    "encrypted old workbook": (
        lambda: ole_of({"Workbook": b"\x09\x08\x02\x00\x00\x06\x2f\x00\x02\x00\x00\x00"}),
        "password_protected",
    ),
    "half an old workbook": (lambda: ole_of({"Workbook": b"x"})[:900], "truncated"),
    # XML
    "entities": (
        lambda: in_document(lambda d: _LAUGHS + b"]>" + d.split(b"?>", 1)[1]),
        "unsafe_xml",
    ),
    "external entity": (
        lambda: in_document(
            lambda d: (
                b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + d.split(b"?>", 1)[1]
            )
        ),
        "unsafe_xml",
    ),
    "external entity in utf-16": (
        lambda: in_document(
            lambda d: (
                '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                + d.decode().split("?>", 1)[1]
            ).encode("utf-16")
        ),
        "unsafe_xml",
    ),
    "entities in a part that is not needed": (
        lambda: change(xlsx(), "xl/styles.xml", lambda d: _LAUGHS + b"]>" + d.split(b"?>", 1)[1]),
        "unsafe_xml",
    ),
    "entities in a page": (
        lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><table></table></html>",
        "unsafe_xml",
    ),
    "deep xml": (
        lambda: in_document(
            lambda d: d.replace(b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 50_000)
        ),
        "limit_exceeded",
    ),
    "large part": (
        lambda: in_document(lambda d: d + b" " * (limits.MAX_PART_BYTES + 1)),
        "limit_exceeded",
    ),
    # tables
    "columns spanned in Word": (
        lambda: in_document(
            lambda d: d.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2000000000"/>', 1)
        ),
        "limit_exceeded",
    ),
    "large cell in Word": (
        lambda: in_document(
            lambda d: re.sub(rb"(<w:t [^>]*>)", rb"\1" + b"x" * 30_000, d, count=30)
        ),
        "limit_exceeded",
    ),
    "merged range": (
        lambda: in_sheet(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        "limit_exceeded",
    ),
    "far cell": (
        lambda: in_sheet(
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
        "limit_exceeded",
    ),
    "columns spanned": (lambda: table_of(b"<tr><td colspan=2000000000>a"), "limit_exceeded"),
    "rows spanned": (
        lambda: table_of(b"<tr><td rowspan=2000000000>a<td>b<td>c<tr><td>1<td>2<td>3"),
        "limit_exceeded",
    ),
    "wide rows": (
        lambda: table_of(b"<tr><td colspan=1000>a<td>b<td>c" * 2000),
        "limit_exceeded",
    ),
    "nested elements": (lambda: b"<html>" + b"<div>" * 200_000, "limit_exceeded"),
    "nested tables": (lambda: b"<html>" + b"<table><tr><td>" * 200_000 + b"x", "limit_exceeded"),
    "many tags": (lambda: table_of(b"<tr><td>a" * 400_000), "limit_exceeded"),
    "large cell in a page": (
        lambda: table_of(b"<tr><td>" + b"x" * 300_000 + b"<td>b<td>c<tr><td>1<td>2<td>3"),
        "limit_exceeded",
    ),
    "page cut in a tag": (lambda: web.plain().encode()[:20_000] + b"<td cla", "truncated"),
    "page cut in a table": (lambda: web.plain()[:9_000].encode(), "truncated"),
    # PDF
    "tree of pages that loops": (
        lambda: pdf_of([PDF_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
        "corrupt_file",
    ),
    "tree that loops in two steps": (
        lambda: pdf_of(
            [
                PDF_CATALOG,
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
            ]
        ),
        "corrupt_file",
    ),
    "60,000 pages": (lambda: pages_of(60_000, b""), "limit_exceeded"),
    "one page 60,000 times": (lambda: pages_of(60_000, b"3 0 R " * 60_000), "limit_exceeded"),
    "no pages": (
        lambda: pdf_of([PDF_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]),
        "corrupt_file",
    ),
    "wrong number of pages": (
        lambda: re.sub(rb"/Count \d+", b"/Count 9", pdf()),
        "corrupt_file",
    ),
    "large stream": (
        lambda: pdf_page_of(b"0 0 m 1 1 l S " * (limits.MAX_PAGE_BYTES // 8)),
        "limit_exceeded",
    ),
    "password": (lambda: encrypted("secret"), "password_protected"),
    "pdf without its end": (lambda: pdf()[:-2000], "truncated"),
    "half a pdf": (lambda: pdf()[: len(pdf()) // 2], "truncated"),
    "damaged page": (damaged_stream, "corrupt_file"),
    "page without its content": (
        lambda: pdf_of(
            [
                PDF_CATALOG,
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 9 0 R>>",
            ]
        ),
        "corrupt_file",
    ),
    "pdf of noise": (
        lambda: b"%PDF-1.4\n" + random.Random(2).randbytes(9000) + b"\n%%EOF",
        "corrupt_file",
    ),
    "scan": (lambda: scanned(3), "no_text_layer"),
}


def word_text() -> str:
    return "\n".join("\t".join(row) for annex in annexes() for row in annex.rows) + "。"


@pytest.mark.parametrize("name", HOSTILE)
def test_file_is_refused(name: str) -> None:
    make, kind = HOSTILE[name]
    data = make()
    started = time.monotonic()

    with pytest.raises(CatalogueError) as raised:
        read_document(data)

    assert [problem.kind for problem in raised.value.problems] == [kind]
    assert time.monotonic() - started < 20
    problem = raised.value.problems[0]
    assert problem.found
    assert problem.next_step
    assert problem.place


def test_forms_that_call_each_other_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 2.0)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>"
    )
    call = b"<</Length 5>>stream\n/F Do\nendstream"
    forms = [_FORM % (i + 6) for i in range(40)]
    data = pdf_of([PDF_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, call, *forms])

    with pytest.raises(CatalogueError) as raised:
        read_document(data)

    assert [problem.kind for problem in raised.value.problems] == ["limit_exceeded"]


def test_owner_password_is_no_hindrance() -> None:
    document = read_document(encrypted(""))

    assert document.format == "pdf"
    assert document.tables


def test_scanned_page_in_the_middle_is_said() -> None:
    _, title = prints.styles()
    story = [Paragraph("通知正文，共二十个字以上的一段普通文字。" * 3, title)]
    story += [PageBreak(), PageBreak(), story[0]]

    def on_page(canvas: Canvas, template: object) -> None:
        if canvas.getPageNumber() == 2:
            prints.picture(canvas, template)

    document = read_document(prints.build(story, on_page=on_page))

    assert [(p.kind, p.place) for p in document.problems] == [("scanned_page", "page 2")]


def test_recognised_text_over_a_picture_is_said() -> None:
    document = read_document(prints.build([PageBreak()], on_page=prints.recognised))

    assert [(p.kind, p.place) for p in document.problems] == [("ocr_layer", "page 1")]
    assert document.blocks


def test_packed_stream_in_text_form_is_checked() -> None:
    content = base64.a85encode(zlib.compress(b"0 0 m 1 1 l S")) + b"~>"
    stream = b"<</Length %d/Filter[/ASCII85Decode/FlateDecode]>>stream\n%s\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    objects = [PDF_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]

    document = read_document(pdf_of([*objects, stream % (len(content), content)]))

    assert document.blocks == ()
