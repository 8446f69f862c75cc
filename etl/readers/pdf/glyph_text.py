"""Characters of a PDF page → lines, the text of cells, and paragraphs.

A PDF has no words and no blanks that can be relied on: only characters at places. Between
Chinese characters a blank is believed only if it is drawn or as wide as a character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf.geometry import Glyph
from etl.readers.pdf.settings import DEFAULT, PdfSettings

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile(r"[0-9A-Za-z]")
_PAGE_NUMBER = re.compile(
    r"[-—–―·.\s]*(?:\d{1,4}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
    r"\d{1,4}\s*/\s*\d{1,4})[-—–―·.\s]*"
)
_LINE_END = re.compile(r"[。；：！？.;:!?]\s*$")


@dataclass
class PageRow:
    """A row: the text of its cells, and how many rows each of them spans; the characters that are
    drawn one over the other in any of them, and those that run over the edge of their cell."""

    cells: list[str]
    spans: list[int]
    overdrawn: str = ""
    overrun: str = ""


@dataclass(frozen=True)
class Line:
    """One line of text and the box around it."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph], settings: PdfSettings) -> list[Line]:
    """The lines of text that ``glyphs`` make, from top to bottom."""
    return [
        _line(row, settings)
        for row in glyph_lines(glyphs, settings)
        if any(g.text.strip() for g in row)
    ]


def glyph_lines(glyphs: Iterable[Glyph], settings: PdfSettings) -> list[list[Glyph]]:
    """The glyphs in lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.middle):
        if rows and abs(glyph.middle - middle) <= settings.line_tolerance * min(
            glyph.size, rows[-1][0].size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle = glyph.middle
    for row in rows:
        row.sort(key=lambda g: g.x0)
    return rows


def line_text(row: list[Glyph], settings: PdfSettings) -> str:
    """The text of one line of glyphs."""
    return _line(row, settings).text if any(g.text.strip() for g in row) else ""


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number: 12, — 12 —, 第 12 页 共 40 页."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def without_watermark(glyphs: Sequence[Glyph], settings: PdfSettings) -> list[Glyph]:
    """The glyphs of a table without those much larger ones that are drawn behind it."""
    sizes = sorted(g.size for g in glyphs if g.text.strip())
    largest = settings.watermark_ratio * sizes[len(sizes) // 2] if sizes else 0.0
    return [g for g in glyphs if g.size <= largest]


def overdrawn(glyphs: Sequence[Glyph], settings: PdfSettings) -> str:
    """Chinese characters that are drawn over others, as where a text covers an older one or
    stands out of its cell. The glyphs are those of one cell."""
    found = []
    lines = glyph_lines((g for g in glyphs if _IDEOGRAPH.match(g.text)), settings)
    for line in lines:
        for before, glyph in pairwise(line):
            near = glyph.x0 - before.x0 < settings.overdrawn_tolerance * min(
                before.size, glyph.size
            )
            if near and before.text != glyph.text:
                found.append(before.text + glyph.text)
    for upper, lower in pairwise(lines):
        if lower[0].middle - upper[0].middle < settings.overdrawn_max_leading * min(
            upper[0].size, lower[0].size
        ):
            pairs = (
                (a, b)
                for a in upper
                for b in lower
                if abs(a.x0 - b.x0) < settings.overdrawn_shift * a.size
            )
            found.extend(above.text + below.text for above, below in pairs)
    return " ".join(found)


def cell_text(glyphs: Sequence[Glyph], settings: PdfSettings = DEFAULT) -> str:
    """The text of a cell, its lines one below the other."""
    return "\n".join(line.text for line in lines_of(glyphs, settings)).strip()


def _line(row: list[Glyph], settings: PdfSettings) -> Line:
    pieces: list[str] = []
    before: Glyph | None = None
    spread = _spread(row, settings)
    for glyph in row:
        if before is not None:
            if _drawn_twice(before, glyph, settings):
                continue
            if _blank_between(before, glyph, spread, settings):
                pieces.append(" ")
        pieces.append(glyph.text)
        before = glyph
    printed = [g for g in row if g.text.strip()]
    return Line(
        "".join(pieces).lstrip(),
        min(g.x0 for g in printed),
        max(g.x1 for g in printed),
        min(g.top for g in printed),
        max(g.bottom for g in printed),
    )


def _drawn_twice(before: Glyph, glyph: Glyph, settings: PdfSettings) -> bool:
    """Whether a character is drawn again at its place, to make it look bold."""
    return (
        before.text == glyph.text
        and bool(glyph.text.strip())
        and glyph.x0 - before.x0 < settings.dedupe_tolerance * (before.x1 - before.x0)
        and abs(glyph.top - before.top) < settings.dedupe_tolerance * glyph.size
    )


def _spread(row: list[Glyph], settings: PdfSettings) -> float:
    """How far the characters of a line stand apart that is spread over the width of a column."""
    gaps = sorted(
        after.x0 - before.x1
        for before, after in pairwise(g for g in row if g.text.strip())
        if not _LATIN.search(before.text + after.text)
    )
    return max(gaps[len(gaps) // 2], 0.0) if len(gaps) >= settings.spread_min_gaps else 0.0


def _blank_between(before: Glyph, glyph: Glyph, spread: float, settings: PdfSettings) -> bool:
    gap = glyph.x0 - before.x1
    size = min(before.size, glyph.size)
    if (
        before.text.isspace()
        or glyph.text.isspace()
        or gap <= spread + settings.latin_blank_width * size
    ):
        return False
    if _LATIN.search(before.text) or _LATIN.search(glyph.text):
        return True
    return gap > spread + settings.chinese_blank_width * size


def paragraphs_of(lines: Sequence[Line], settings: PdfSettings) -> list[list[Line]]:
    """Lines that belong to one paragraph: a full line and the one close below it."""
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    left = min(line.x0 for line in lines)
    found: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        close = line.top - before.top <= settings.paragraph_max_leading * max(
            before.size, line.size
        )
        alike = abs(line.size - before.size) <= settings.paragraph_size_tolerance * line.size
        full = (
            before.x1 >= right - settings.paragraph_max_ragged * before.size
            and not _LINE_END.search(before.text)
        )
        indented = line.x0 > left + settings.paragraph_min_indent * line.size
        if close and alike and full and not indented:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def join_lines(lines: Sequence[Line]) -> str:
    """The lines of a paragraph as one text: a blank only between two Latin words."""
    text = ""
    for line in lines:
        piece = line.text.strip()
        if text and _LATIN.match(text[-1]) and _LATIN.match(piece[:1]):
            text += " "
        text += piece
    return text
