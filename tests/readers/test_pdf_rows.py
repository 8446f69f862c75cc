"""Rows without rules between them: told apart by the heights of their cells, or said in doubt."""

import pytest

from etl.readers.pdf.band_rows import rows_of_band
from etl.readers.pdf.geometry import Glyph
from etl.readers.pdf.glyph_text import cell_text

SIZE, LEADING = 10.0, 12.0
COLUMNS = [(0.0, 30.0), (50.0, 150.0), (170.0, 250.0)]


def lines(texts: str, column: int, middle: float) -> list[Glyph]:
    """Lines of a cell, parted by ``|``, the first at ``middle``."""
    x = COLUMNS[column][0]
    return [
        Glyph(x + k * SIZE, x + (k + 1) * SIZE, y - SIZE / 2, y + SIZE / 2, character)
        for y, text in zip((middle + i * LEADING for i in range(9)), texts.split("|"), strict=False)
        for k, character in enumerate(text)
    ]


def band(rows: list[tuple[str, str, str]], share: float, padding: float = 0.0) -> list[Glyph]:
    """Rows one below the other. ``share`` of the free height of a cell stands above its text:
    0 at the top, 1 at the bottom."""
    glyphs: list[Glyph] = []
    top = 100.0
    for row in rows:
        high = max(len(cell.split("|")) for cell in row)
        for column, cell in enumerate(row):
            free = (high - len(cell.split("|"))) * LEADING
            glyphs += lines(cell, column, top + share * free + LEADING / 2)
        top += high * LEADING + padding
    return glyphs


def read(glyphs: list[Glyph]) -> tuple[list[tuple[str, ...]], bool]:
    rows, is_sure = rows_of_band(glyphs, COLUMNS)
    cells = [
        tuple(cell_text([g for g in row if a <= g.center <= b]) for a, b in COLUMNS) for row in rows
    ]
    return cells, is_sure


def with_lowered_numbers(glyphs: list[Glyph]) -> list[Glyph]:
    return [
        Glyph(g.x0, g.x1, g.top + 5, g.bottom + 5, g.text) if g.center < 30 else g for g in glyphs
    ]


ROWS = [
    ("序号", "名称", "领域"),
    ("1", "甲乙|丙丁|戊", "设备"),
    ("2", "甲", "设|备|更|新"),
    ("3", "甲乙|丙", "设备"),
    ("4", "丁", "设备|更新"),
]
PRINTED = [tuple(cell.replace("|", "\n") for cell in row) for row in ROWS]


@pytest.mark.parametrize("share", [0.0, 0.5], ids=["top", "middle"])
def test_rows_without_any_gap_are_told_apart_by_the_heights_of_their_cells(share: float) -> None:
    assert read(band(ROWS[1:], share)) == (PRINTED[1:], True)


def test_rows_that_end_at_one_height_need_a_gap() -> None:
    assert read(band(ROWS[1:], 1.0))[1] is False  # or is the first a rest of the page before?
    assert read(band(ROWS[1:], 1.0, padding=6)) == (PRINTED[1:], True)


def test_a_remark_below_rows_that_end_at_one_height_shifts_no_line() -> None:
    rows = band([*ROWS[1:], ("", "注", "")], 1.0, padding=6)

    assert read(rows) == ([*PRINTED[1:], ("", "注", "")], False)


@pytest.mark.parametrize("share", [0.0, 0.5], ids=["top", "middle"])
def test_a_header_above_the_first_number_is_a_row(share: float) -> None:
    assert read(band(ROWS, share)) == (PRINTED, True)


def test_numbers_stand_in_any_column_and_a_column_of_equal_numbers_is_none() -> None:
    rows = [("18", name, str(i)) for i, name in enumerate(("甲|乙", "丙", "丁|戊"), start=1)]

    cells, is_sure = read(band(rows, 0.5))

    assert is_sure
    assert cells == [("18", "甲\n乙", "1"), ("18", "丙", "2"), ("18", "丁\n戊", "3")]


def test_numbers_may_end_with_a_full_stop() -> None:
    rows = [(f"{i}.", name, "设备") for i, name in enumerate(("甲|乙", "丙", "丁|戊"), start=1)]

    cells, is_sure = read(band(rows, 0.5))

    assert is_sure
    assert [row[:2] for row in cells] == [("1.", "甲\n乙"), ("2.", "丙"), ("3.", "丁\n戊")]


def test_cells_at_different_heights_are_parted_by_gaps() -> None:
    rows = band(ROWS[1:], 0.0, padding=8)

    assert read(with_lowered_numbers(rows)) == (PRINTED[1:], True)


def test_rows_that_nothing_parts_are_in_doubt() -> None:
    rows = band(ROWS[1:], 0.0)

    assert read(with_lowered_numbers(rows))[1] is False


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["top", "middle", "bottom"])
def test_a_row_without_its_number_is_never_part_of_another_unsaid(share: float) -> None:
    rows = [ROWS[1], ("", *ROWS[2][1:]), ("2", *ROWS[3][1:]), ("3", *ROWS[4][1:])]

    cells, is_sure = read(band(rows, share))

    glued = any(len(row[2]) > len("设\n备\n更\n新") for row in cells)
    assert not is_sure or glued  # two domains in one cell are no domain
