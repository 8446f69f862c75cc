"""The annexes as PDF files, drawn with a Chinese font that every viewer has (not embedded)."""

import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tests.corpus.annexes import annexes

FONT = "STSong-Light"
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
OPEN_SIDES = [
    ("INNERGRID", (0, 0), (-1, -1), 0.5, "black"),
    ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
]
THREE_LINES = [
    ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
]
ROW_LINES = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")]
# Rows that surely fit on a page.
_MERGED_ROWS = 14
NARROW = (28, 100, 40, 40, 70, 90, 52)
WIDTHS = (28, 140, 40, 40, 80, 130, 52)


def styles(leading: int = 12) -> tuple[ParagraphStyle, ParagraphStyle]:
    """The styles of cells and of titles."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=leading, wordWrap="CJK")
    return cell, ParagraphStyle("title", fontName=FONT, fontSize=16, leading=22, alignment=1)


def render(
    style: Sequence[Any],
    *,
    rows: int = 1000,
    repeat: int = 1,
    middle: bool = True,
    cut_rows: bool = False,
    leading: int = 12,
    widths: Sequence[float] = WIDTHS,
    size: tuple[float, float] = A4,
    on_page: Callable[[Canvas, Any], None] | None = None,
) -> bytes:
    """Both lists, each below its title and on pages of its own."""
    cell, title = styles(leading)
    story: list[Flowable] = []
    align = ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")
    for annex in annexes(rows):
        cells = [
            [Paragraph(escape(text), cell) for text in row] for row in (annex.header, *annex.rows)
        ]
        table = Table(
            cells,
            colWidths=widths,
            repeatRows=repeat,
            splitInRow=int(cut_rows),
            style=TableStyle([*style, align]),
        )
        story += [Paragraph(annex.title, title), Spacer(1, 10), table, PageBreak()]
    return build(story, size, on_page)


def build(
    story: list[Flowable],
    size: tuple[float, float] = A4,
    on_page: Callable[[Canvas, Any], None] | None = None,
) -> bytes:
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=size, leftMargin=40, rightMargin=40, invariant=1, title="notice"
    )
    nothing = on_page or (lambda canvas, template: None)
    template.build(story, onFirstPage=nothing, onLaterPages=nothing)
    return out.getvalue()


def merged_domains(rows: int) -> bytes:
    """Equal domains in one cell over their rows: the text stands once, also over page ends."""
    cell, title = styles()
    story: list[Flowable] = []
    for annex in annexes(rows):
        story += [Paragraph(annex.title, title), Spacer(1, 10)]
        for at in range(0, len(annex.rows), _MERGED_ROWS):
            page = annex.rows[at : at + _MERGED_ROWS]
            cells = [annex.header]
            style = [*GRID, ("VALIGN", (0, 0), (-1, -1), "TOP")]
            first = 0
            for i, row in enumerate(page):
                goes_on = at + i > 0 and annex.rows[at + i - 1][6] == row[6]
                first = first if goes_on and i else i
                cells.append((*row[:6], "" if goes_on else row[6]))
                if i + 1 == len(page) or page[i + 1][6] != row[6]:
                    style.append(("SPAN", (6, first + 1), (6, i + 1)))
            drawn = [[Paragraph(escape(text), cell) for text in row] for row in cells]
            story += [Table(drawn, colWidths=WIDTHS, style=TableStyle(style)), PageBreak()]
    return build(story)


def watermark(canvas: Canvas, template: Any) -> None:
    """A slanted watermark, a large pale one behind the table, a running head, page numbers."""
    canvas.saveState()
    canvas.setFont(FONT, 60)
    canvas.setFillGray(0.8)
    canvas.drawCentredString(300, 300, "内部资料")
    canvas.translate(300, 500)
    canvas.rotate(45)
    canvas.drawCentredString(0, 0, "征求意见稿")
    canvas.restoreState()
    canvas.setFont(FONT, 9)
    canvas.drawString(40, 810, "国家标准化管理委员会文件")
    canvas.drawCentredString(300, 20, f"— {template.page} —")


def turned(canvas: Canvas, template: Any) -> None:
    canvas.setPageRotation(90)


def picture(canvas: Canvas, template: Any) -> None:
    """A picture over the whole page, as a scanner makes."""
    from PIL import Image

    image = Image.new("L", (60, 80), 240)
    canvas.drawImage(ImageReader(image), 0, 0, A4[0], A4[1])


def recognised(canvas: Canvas, template: Any) -> None:
    """A scan with the text that a machine recognised, drawn invisibly over it."""
    picture(canvas, template)
    text = canvas.beginText(100, 700)
    text.setFont(FONT, 12)
    text.setTextRenderMode(3)
    text.textLine("二〇二五年国家标准项目清单由机器识别的文字共二十个字以上")
    canvas.drawText(text)


PRINTS: dict[str, Callable[[int], bytes]] = {
    "grid": lambda rows: render(GRID, rows=rows),
    "header once": lambda rows: render(GRID, rows=rows, repeat=0),
    "rows cut by page ends": lambda rows: render(
        GRID, rows=rows, repeat=0, middle=False, cut_rows=True
    ),
    "landscape": lambda rows: render(
        GRID, rows=rows, size=landscape(A4), widths=(40, 250, 50, 50, 120, 180, 60)
    ),
    "on its side": lambda rows: render(GRID, rows=rows, on_page=turned),
    "watermark": lambda rows: render(GRID, rows=rows, on_page=watermark),
    "open sides": lambda rows: render(OPEN_SIDES, rows=rows),
    "merged domains": merged_domains,
    "row lines": lambda rows: render(ROW_LINES, rows=rows),
    "row lines, header once": lambda rows: render(ROW_LINES, rows=rows, repeat=0),
    "three lines": lambda rows: render(THREE_LINES, rows=rows),
    "three lines, top": lambda rows: render(THREE_LINES, rows=rows, middle=False),
    "three lines, header once": lambda rows: render(THREE_LINES, rows=rows, repeat=0),
    "three lines, a column that widens": lambda rows: render(
        THREE_LINES, rows=rows, widths=NARROW, leading=9
    ),
    "three lines, header once, running head": lambda rows: render(
        THREE_LINES, rows=rows, repeat=0, widths=NARROW, on_page=watermark
    ),
    "no rules": lambda rows: render([], rows=rows, widths=NARROW, leading=10),
    "no rules, header once": lambda rows: render([], rows=rows, repeat=0, on_page=watermark),
    "no rules, rows cut by page ends": lambda rows: render(
        [], rows=rows, repeat=0, middle=False, cut_rows=True, widths=NARROW
    ),
}
