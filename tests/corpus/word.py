"""The annexes as Word documents, written as XML so that every feature of Word can be had."""

from collections.abc import Callable, Iterator
from html import escape

from tests.corpus.annexes import Annex, annexes
from tests.corpus.containers import zip_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats"
_AUTHOR = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
_NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""


def document(body: str, namespace: str = W) -> bytes:
    """A Word document with the given body."""
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}-officedocument.'
            'wordprocessingml.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}-officedocument.'
            'wordprocessingml.numbering+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
            f'Id="a" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{_RELATION}/numbering" Target="numbering.xml"/>'
            "</Relationships>",
            "word/numbering.xml": _NUMBERING,
            "word/document.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
        }
    )


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def text_cell(text: str) -> str:
    return cell(paragraph(run(text)))


def table(rows: Iterator[str] | list[str]) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def plain_rows(annex: Annex) -> list[str]:
    return [row("".join(map(text_cell, cells))) for cells in (annex.header, *annex.rows)]


def lists(rows_of: Callable[[Annex], list[str]]) -> bytes:
    """Each list below its title."""
    return document(
        "".join(paragraph(run(a.title)) + table(rows_of(a)) for a in annexes())
        + paragraph("", "<w:sectPr/>")
    )


def merged(annex: Annex) -> list[str]:
    """A title row over all columns; equal domains merged over their rows."""
    rows = [row(cell(paragraph(run(annex.title)), '<w:gridSpan w:val="7"/>'))]
    rows.append(row("".join(map(text_cell, annex.header))))
    for i, cells in enumerate(annex.rows):
        goes_on = i > 0 and annex.rows[i - 1][6] == cells[6]
        merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
        last = cell(paragraph("" if goes_on else run(cells[6])), merge)
        rows.append(row("".join(map(text_cell, cells[:6])) + last))
    return rows


def revised(annex: Annex) -> list[str]:
    """Insertions, deletions, moves, a deleted and an inserted row."""
    rows = [row("".join(map(text_cell, annex.header)))]
    deleted = "".join(
        cell(paragraph(f"<w:del {_AUTHOR}>{run(c, 'delText')}</w:del>")) for c in annex.rows[0]
    )
    for i, cells in enumerate(annex.rows):
        title = (
            f"<w:del {_AUTHOR}>{run('旧名称', 'delText')}</w:del>"
            f"<w:moveFrom {_AUTHOR}>{run('移走')}</w:moveFrom>"
            f"<w:ins {_AUTHOR}>{run(cells[1][:2])}</w:ins>"
            f"<w:moveTo {_AUTHOR}>{run(cells[1][2:])}</w:moveTo>"
        )
        parts = [text_cell(cells[0]), cell(paragraph(title)), *map(text_cell, cells[2:])]
        rows.append(row("".join(parts), f"<w:ins {_AUTHOR}/>" if i % 5 == 0 else ""))
        if i % 7 == 0:
            rows.append(row(deleted, f"<w:del {_AUTHOR}/>"))
    return rows


def numbered(annex: Annex) -> list[str]:
    """Numbers by Word's automatic numbering: the number cells hold no text."""
    number = 1 if annex is annexes()[0] else 2
    numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return [
        row("".join(map(text_cell, annex.header))),
        *(
            row(cell(paragraph("", numbering)) + "".join(map(text_cell, cells[1:])))
            for cells in annex.rows
        ),
    ]


def in_pieces(annex: Annex) -> list[str]:
    """Texts cut into runs, links, content controls, fields; hidden text; wrapped headers."""

    def title(text: str) -> str:
        return paragraph(
            run(text[:1])
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
            + f"<w:hyperlink>{run(text[1:2])}</w:hyperlink>"
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text[2:3])}</w:sdtContent></w:sdt>"
            + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:proofErr/>"
            + f"<w:smartTag>{run(text[3:])}</w:smartTag>"
        )

    header = [cell("".join(paragraph(run(p)) for p in c.split(" "))) for c in annex.header]
    rows = [row("".join(header))]
    for cells in annex.rows:
        parts = [text_cell(cells[0]), cell(title(cells[1])), *map(text_cell, cells[2:5])]
        committee = cells[5].replace("、", "、</w:t><w:br/><w:t>")
        parts.append(cell(paragraph(f"<w:r><w:t>{committee}</w:t></w:r>")))
        parts.append(f"<w:sdt><w:sdtContent>{text_cell(cells[6])}</w:sdtContent></w:sdt>")
        rows.append(f"<w:sdt><w:sdtContent>{row(''.join(parts))}</w:sdtContent></w:sdt>")
    return rows


def nested() -> bytes:
    """Lists inside of a table that arranges the page; a small table inside of a cell."""

    def rows_of(annex: Annex) -> list[str]:
        rows = [row("".join(map(text_cell, annex.header)))]
        for cells in annex.rows:
            parts = list(map(text_cell, cells))
            inner = table([row(text_cell(cells[4]))])
            parts[4] = cell(inner + paragraph(""))
            rows.append(row("".join(parts)))
        return rows

    outer = [
        row(cell(paragraph(run(a.title)) + table(rows_of(a)) + paragraph(""))) for a in annexes()
    ]
    return document(table(outer) + paragraph(""))


def page_by_page() -> bytes:
    """A table for every page, as converters from PDF make them, without repeated headers."""
    body = []
    for annex in annexes():
        body.append(paragraph(run(annex.title)))
        rows = plain_rows(annex)
        for at in range(0, len(rows), 17):
            body.append(table(rows[at : at + 17]))
            body.append(paragraph('<w:r><w:br w:type="page"/></w:r>'))
    return document("".join(body))


WORD: dict[str, Callable[[], bytes]] = {
    "plain": lambda: lists(plain_rows),
    "merged": lambda: lists(merged),
    "revised": lambda: lists(revised),
    "numbered": lambda: lists(numbered),
    "in pieces": lambda: lists(in_pieces),
    "nested": nested,
    "page by page": page_by_page,
    "strict": lambda: document(
        "".join(paragraph(run(a.title)) + table(plain_rows(a)) for a in annexes()), _STRICT
    ),
}
