"""Web pages, and web pages that are named .xls or .doc: tables and the text between them.

The bytes decide the encoding, not the page's declaration. A table that only arranges others on
the page is taken apart; a small table inside of a cell is part of the cell's text. Rows, tabs
and tables that the page hides until a click are read, since a click is all that hides them;
hidden words inside of a cell (sort keys, tooltips) are not. The place of a row is
``table 2, row 5``, in the order of the page.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import html

from etl.problems import Problem
from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.encoding import decode
from etl.readers.grid import Grid
from etl.readers.html_checks import check_page, check_source, span_of

FORMAT = "html"
_SKIPPED = frozenset(
    ("script", "style", "template", "noscript", "head", "del", "rt", "rp", "object", "svg")
) | frozenset(("iframe", "select", "datalist", "textarea", "math", "canvas", "audio", "video"))
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em")
) | frozenset(
    ("font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rb", "ruby")
)
_INLINE |= frozenset(
    (
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_STYLE_RULE = re.compile(r"([^{}<>]*)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # for print, for phones
_CLASS_SELECTOR = re.compile(r"\s*[a-z0-9]*\.([\w-]+)\s*", re.IGNORECASE)
# A null character cannot stand in a page; here it stands for a line end.
_LINE_END = "\x00"
_EARLY_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
# They change how text looks, never what it is. Where they are not closed, a browser ends them
# with the cell around them; the parser would put all that follows inside of them.
_LOOKS = re.compile(
    r"</?(?:b|big|center|em|font|i|nobr|small|span|strong|tt|u)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
# Such a tag may hide its text or strike it through.
_TELLING = re.compile(r"hidden|display|mso-hide|visib|opacity|size:\s*0|line-through|class", re.I)
_TABLE_ROWS, _TABLE_COLUMNS = 2, 3
# What stands in a table and holds no rows of it.
_NO_ROWS = frozenset(("caption", "colgroup", "col", "table"))
_SECTION_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


def read_html(data: bytes, progress: Callable[[int, int], None]) -> Document:
    """Read a web page."""
    text = decode(data)
    check_source(text)
    text = text.replace(_LINE_END, "\ufffd")  # as browsers do; the parser would stop there
    text = _EARLY_END.sub("", text)  # browsers read on behind it, the parser does not
    text = without_looks(text)
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    check_page(root, text)
    reader = _Reader(_hidden_classes(root))
    reader.flow(root)
    reader.end_paragraph()
    return reader.built.document()


def without_looks(text: str) -> str:
    """A page without the tags that only change how text looks, unless one may hide some."""
    if any(_TELLING.search(tag[0]) for tag in _LOOKS.finditer(text)):
        return text
    return _LOOKS.sub("", text)


class _Reader:
    """Walks the page; text gathers into paragraphs until a block begins or ends."""

    def __init__(self, hidden_classes: set[str]) -> None:
        self.built = DocumentBuilder(FORMAT)
        self.hidden_classes = hidden_classes
        self.pieces: list[str] = []
        self.paragraphs = 0
        self.tables = 0

    def flow(self, element: Any) -> None:
        """Read text and tables in the order of the page."""
        name = _name(element)
        if name == "iframe" and "<td" in element.get("srcdoc", "").lower():
            self.built.problems.append(_page_within())
        if name in _SKIPPED:
            return
        if name == "table" and is_table(element):
            self.table(element)
            return
        block = name not in _INLINE and name != "br"
        if block:
            self.end_paragraph()
        if name == "br":
            self.end_paragraph()
        self.pieces.append(element.text or "")
        for child in element:
            self.flow(child)
            self.pieces.append(child.tail or "")
        if block:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        text = collapse("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.paragraphs += 1
            self.built.text(text, f"paragraph {self.paragraphs}")

    def table(self, table: Any) -> None:
        self.end_paragraph()
        self.built.end_table()
        for caption in table.iterchildren("caption"):
            self.flow(caption)
        self.pieces.extend(_loose_text(table))  # browsers, too, show it above the table
        self.end_paragraph()
        grid = Grid()
        number, section = 0, None
        for i, (row_section, row) in enumerate(rows_of(table), start=1):
            cells = cells_of(row)
            if row_section is not section:
                section = row_section
                grid.end_section()
            if any(is_table(nested) for cell in cells for nested in cell.iter("table")):
                number = 0
                for cell in cells:
                    self.flow(cell)
                continue
            if number == 0:
                self.tables += 1
                number = self.tables
            place = f"table {number}, row {i}"
            laid = grid.lay_row(
                (
                    (self.cell_text(c, place), span_of(c, "colspan"), span_of(c, "rowspan"))
                    for c in cells
                ),
                place,
            )
            if laid:
                self.built.row(laid, place)
        self.built.end_table()

    def cell_text(self, cell: Any, place: str) -> str:
        """The text of a cell: breaks and blocks as line ends, other blanks as one blank."""
        pieces: list[str] = []
        self._gather(cell, pieces, place)
        lines = "".join(pieces).split(_LINE_END)
        return "\n".join(line for line in map(collapse, lines) if line)

    def _gather(self, element: Any, pieces: list[str], place: str) -> None:
        pieces.append(element.text or "")
        for child in element:
            name = _name(child)
            if name == "br":
                pieces.append(_LINE_END)
            elif name in _SKIPPED:
                pass
            elif self._is_hidden(child):
                hidden = collapse("".join(child.itertext()))
                if hidden:
                    self.built.hidden(place, hidden)
            else:
                if name in ("s", "strike") or _STRUCK.search(child.get("style", "")):
                    self.built.struck(place, collapse("".join(child.itertext())))
                edge = "" if name in _INLINE else _LINE_END
                pieces.append(edge)
                self._gather(child, pieces, place)
                pieces.append(edge)
            pieces.append(child.tail or "")

    def _is_hidden(self, element: Any) -> bool:
        return (
            "hidden" in element.attrib
            or bool(_HIDDEN.search(element.get("style", "")))
            or not self.hidden_classes.isdisjoint(element.get("class", "").split())
        )


# A row, or the cells that stand together without one.
Row = Any | list[Any]


def rows_of(table: Any) -> list[tuple[Any, Row]]:
    """The rows of a table as shown, each with its section: the head first and the foot last. Their
    cells are looked up one row after the other: those of a long table together take much memory."""
    rows = list(_rows_in(table, table))
    rows.sort(key=lambda row: _SECTION_ORDER.get(_name(row[0]), 1))
    return rows


def cells_of(row: Row) -> list[Any]:
    """The cells of a row."""
    return row if isinstance(row, list) else list(_cells_in(row))


def _rows_in(container: Any, section: Any) -> Iterator[tuple[Any, Row]]:
    """Rows as they stand, also inside of stray elements, and cells without a row as a row."""
    loose: list[Any] = []
    for child in container:
        name = _name(child)
        if name in ("td", "th"):
            loose.append(child)
            continue
        if loose:
            yield section, loose
            loose = []
        if name == "tr":
            yield section, child
        elif name in _SECTION_ORDER:
            yield from _rows_in(child, child)
        elif name not in _NO_ROWS and name not in _SKIPPED:
            yield from _rows_in(child, section)
    if loose:
        yield section, loose


def _cells_in(container: Any) -> Iterator[Any]:
    for child in container:
        name = _name(child)
        if name in ("td", "th"):
            yield child
        elif name not in _NO_ROWS and name not in _SKIPPED:
            yield from _cells_in(child)


def _loose_text(container: Any) -> Iterator[str]:
    """Text inside of a table that stands in none of its cells."""
    yield container.text or ""
    for child in container:
        name = _name(child)
        if name not in ("td", "th") and name not in _NO_ROWS and name not in _SKIPPED:
            yield from _loose_text(child)
        yield child.tail or ""


def is_table(table: Any) -> bool:
    """Whether a table has rows and columns of its own, or holds one that has.

    Others only arrange a page, or lines inside of a cell.
    """
    return any(map(_is_large, table.iter("table")))


def _is_large(table: Any) -> bool:
    rows = [row for _, row in rows_of(table)]
    widest: list[Any] = []
    for row in rows:
        cells = cells_of(row)
        if len(cells) > len(widest):
            widest = cells
        if len(widest) >= _TABLE_COLUMNS and len(rows) >= _TABLE_ROWS:
            return True
    return len(widest) >= _TABLE_COLUMNS and all(_name(cell) == "th" for cell in widest)


def collapse(text: str) -> str:
    """A text with its blanks as a browser shows them. No-break blanks stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def _name(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _page_within() -> Problem:
    return Problem(
        "unsupported_layout",
        "whole file",
        "the page holds another page with a table, which is not read",
        "tables in the page itself",
        "Open the page in a browser, copy what you see into Word, and save that.",
    )


def _hidden_classes(root: Any) -> set[str]:
    """The classes that the page's own style sheets hide, as far as their selectors are simple."""
    found: set[str] = set()
    for style in root.iter("style"):
        for selectors, body in _STYLE_RULE.findall(_AT_RULE.sub("", style.text or "")):
            if _HIDDEN.search(body):
                matches = map(_CLASS_SELECTOR.fullmatch, selectors.split(","))
                found.update(match[1] for match in matches if match)
    return found
