"""Merged cells over page ends, as browsers print them: without a rule where the page ends, and
with their text on any of the pages."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from etl.readers import read_document
from etl.readers.document import Table
from etl.readers.pdf.geometry import Glyph, Rule
from etl.readers.pdf.ruled_cells import fill_table
from etl.readers.pdf.ruled_tables import find_tables

FONT = "STSong-Light"
LEFT, MIDDLE, RIGHT, END = 60, 110, 300, 420
TOP, HEIGHT = 760, 24
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Page:
    """A page with a column of numbers, one of titles, and one of merged cells."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        canvas.setFont(FONT, 10)

    def rows(self, numbers: list[int], open_top: bool = False) -> None:
        """Rows with rules around number and title, and the sides of the last column."""
        for row, number in enumerate(numbers):
            y = TOP - row * HEIGHT
            if row or not open_top:
                self.canvas.line(LEFT, y, RIGHT, y)
            self.canvas.drawString(LEFT + 4, y - 16, str(number))
            self.canvas.drawString(MIDDLE + 4, y - 16, f"标准第{number}号")
        bottom = TOP - len(numbers) * HEIGHT
        self.canvas.line(LEFT, bottom, RIGHT, bottom)
        for x in (LEFT, MIDDLE, RIGHT, END):
            self.canvas.line(x, TOP, x, bottom)

    def merged(self, first: int, last: int, text: str = "", ends: str = "") -> None:
        """A cell of the last column over some rows; ``ends``: ``top``, ``bottom`` or both."""
        top, bottom = TOP - first * HEIGHT, TOP - (last + 1) * HEIGHT
        if "top" in ends:
            self.canvas.line(RIGHT, top, END, top)
        if "bottom" in ends:
            self.canvas.line(RIGHT, bottom, END, bottom)
        self.canvas.drawString(RIGHT + 4, (top + bottom) / 2 - 4, text)


def pages_of(
    *pages: tuple[list[int], list[tuple[int, int, str, str]]],
    titles: tuple[str, ...] = (),
    open_top: bool = False,
) -> list[list[str]]:
    """The last column of each page, as read from a file with these pages."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=True)
    for i, (numbers, merged) in enumerate(pages):
        page = Page(canvas)
        canvas.drawString(LEFT, TOP + 20, titles[i] if titles else "")
        page.rows(numbers, open_top and i > 0)
        for cell in merged:
            page.merged(*cell)
        canvas.showPage()
    canvas.save()
    document = read_document(data.getvalue())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[row.cells[-1] for row in table.rows] for table in tables]


def test_a_cell_whose_text_stands_on_the_next_page_is_filled_on_both() -> None:
    found = pages_of(
        ([1, 2, 3], [(0, 0, "甲", "top bottom"), (1, 2, "", "")]),
        ([4, 5, 6], [(0, 1, "乙", "bottom"), (2, 2, "丙", "bottom")]),
    )

    assert found == [["甲", "乙", "乙"], ["乙", "乙", "丙"]]


def test_a_cell_over_a_whole_page_is_a_column_of_that_page() -> None:
    found = pages_of(
        ([1, 2, 3], [(0, 2, "", "top")]),
        ([4, 5, 6], [(0, 2, "甲", "")]),
        ([7, 8, 9], [(0, 1, "", "bottom"), (2, 2, "乙", "bottom")]),
    )

    assert found == [["甲", "甲", "甲"], ["甲", "甲", "甲"], ["甲", "甲", "乙"]]


def test_a_closed_cell_does_not_get_the_text_of_the_next_page() -> None:
    found = pages_of(
        ([1, 2, 3], [(0, 0, "甲", "top bottom"), (1, 2, "", "bottom")]),
        ([4, 5, 6], [(0, 2, "乙", "top bottom")]),
    )

    assert found == [["甲", "", ""], ["乙", "乙", "乙"]]


def test_a_cell_that_begins_on_a_page_does_not_get_the_text_of_the_page_before() -> None:
    found = pages_of(
        ([1, 2, 3], [(0, 2, "甲", "top bottom")]),
        ([4, 5, 6], [(0, 2, "", "top")]),
        ([7, 8, 9], [(0, 2, "乙", "bottom")]),
    )

    assert found == [["甲", "甲", "甲"], ["乙", "乙", "乙"], ["乙", "乙", "乙"]]


def test_a_cell_goes_on_where_only_the_page_before_closes_the_others() -> None:
    found = pages_of(
        ([1, 2, 3], [(0, 1, "甲", "top bottom"), (2, 2, "乙", "")]),
        ([4, 5, 6], [(0, 0, "", "bottom"), (1, 2, "丙", "bottom")]),
        open_top=True,
    )

    assert found == [["甲", "甲", "乙"], ["乙", "丙", "丙"]]


def test_a_cell_below_a_new_title_does_not_get_the_text_of_the_page_before() -> None:
    pages = (
        ([1, 2, 3], [(0, 2, "甲", "top bottom")]),
        ([4, 5, 6], [(0, 1, "", "top bottom"), (2, 2, "乙", "bottom")]),
    )

    assert pages_of(*pages, titles=("2024年项目清单", "2025年项目清单"))[1] == ["", "", "乙"]
    assert pages_of(*pages, titles=("征求意见稿", "征求意见稿"))[1] == ["甲", "甲", "乙"]


def test_a_cell_goes_on_below_a_repeated_header() -> None:
    found = pages_of(
        ([0, 1, 2], [(0, 0, "题", "top bottom"), (1, 1, "甲", "bottom"), (2, 2, "乙", "")]),
        ([0, 3, 4], [(0, 0, "题", "top bottom"), (1, 1, "", "bottom"), (2, 2, "丙", "bottom")]),
    )

    assert found == [["题", "甲", "乙"], ["题", "乙", "丙"]]


def test_a_frame_around_a_table_is_no_column() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=True)
    Page(canvas).rows([1, 2, 3])
    Page(canvas).merged(0, 2, "甲", "top bottom")
    canvas.line(END + 5, TOP, END + 5, TOP - 3 * HEIGHT)
    canvas.save()

    (table,) = [b for b in read_document(data.getvalue()).blocks if isinstance(b, Table)]

    assert {len(row.cells) for row in table.rows} == {3}


def boxes(*cells: tuple[float, float, float, float]) -> tuple[list[Rule], list[Rule]]:
    """The rules of cells with a frame each, as browsers draw them side by side."""
    across = [Rule(y, x0, x1) for x0, top, x1, bottom in cells for y in (top, bottom)]
    down = [Rule(x, top, bottom) for x0, top, x1, bottom in cells for x in (x0, x1)]
    return across, down


def word(text: str, x: float, y: float) -> Glyph:
    return Glyph(x, x + 10, y, y + 10, text)


def test_sides_that_reach_further_than_the_rows_make_no_row() -> None:
    across, down = boxes((0, 0, 50, 20), (50, 0, 99, 20), (0, 20, 50, 40), (50, 20, 99, 40))
    down += [Rule(99, 0, 60), Rule(150, 0, 60)]
    across += [Rule(0, 99, 150)]
    glyphs = [word("1", 5, 5), word("2", 5, 25), word("甲", 55, 5), word("乙", 55, 25)]

    (table,), _ = find_tables(across, down, "page 1")
    filled = fill_table(table, [*glyphs, word("合", 105, 30)])

    assert [row.cells for row in filled.rows] == [["1", "甲", "合"], ["2", "乙", "合"]]
    assert filled.open_bottom == {2}


@pytest.mark.parametrize("end", [32, 28], ids=["early", "a hair early"])
def test_a_merged_cell_that_ends_early_parts_no_row(end: float) -> None:
    columns = [(0, 30), (30, 60), (60, 90)]
    cells = [(a, top, b, top + 20) for a, b in columns for top in (0, 20, 40)]
    across, down = boxes(*cells, (90, 0, 120, end), (90, 40, 120, 60))
    glyphs = [
        word(text, x + 5, y + 5)
        for y, number in ((0, "1"), (20, "2"), (40, "3"))
        for x, text in ((0, number), (30, "甲"), (60, "乙"))
    ]

    (table,), _ = find_tables(across, down, "page 1")
    filled = fill_table(table, [*glyphs, word("合", 95, 10), word("丙", 95, 45)])

    assert [row.cells[0] for row in filled.rows] == ["1", "2", "3"]
    assert [row.cells[-1] for row in filled.rows] == ["合", "合", "丙"]


def test_two_tables_that_touch_have_columns_of_their_own() -> None:
    across = [Rule(y, 0, 90) for y in (0, 20, 40, 60, 80)]
    down = [Rule(0, 0, 80), Rule(90, 0, 80), Rule(30, 20, 40), Rule(60, 60, 80)]
    glyphs = [word("甲", 40, 5), word("1", 10, 25), word("2", 50, 25)]

    (table,), _ = find_tables(across, down, "page 1")
    filled = fill_table(table, [*glyphs, word("乙", 40, 45), word("3", 10, 65), word("4", 70, 65)])

    assert [row.cells for row in filled.rows[1::2]] == [["1", "2"], ["3", "4"]]
    assert [set(row.cells) for row in filled.rows[::2]] == [{"甲"}, {"乙"}]


def test_the_parts_of_a_row_that_a_page_end_cuts_are_not_filled_into_each_other() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=True)
    for number, title, body in (("", "标准", ""), ("1", "", "甲")):
        Page(canvas)
        if not number:
            canvas.line(LEFT, TOP, END, TOP)
        for x in (LEFT, MIDDLE, RIGHT, END):
            canvas.line(x, TOP, x, TOP - 2 * HEIGHT)
        for x, text in ((LEFT, number), (MIDDLE, title), (RIGHT, body)):
            canvas.drawString(x + 4, TOP - 16, text)
        if number:
            canvas.line(LEFT, TOP - 2 * HEIGHT, END, TOP - 2 * HEIGHT)
        canvas.showPage()
    canvas.save()

    tables = read_document(data.getvalue()).tables

    assert [[row.cells for row in table.rows] for table in tables] == [
        [("", "标准", "")],
        [("1", "", "甲")],
    ]
