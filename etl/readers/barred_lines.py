"""Tables whose cells stand on lines of their own with a bar on a line between them.

Web pages lose their tables so when they are copied as text. Nothing says where a row ends but the
numbers in its first column, so that only a table with numbers from 1 on can be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_BAR = "|"
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 30
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class BarredTable:
    """The rows of such a table, each with the number of its first line (from 1), and the line
    (from 0) after its last one. Without rows: the lines up to ``end`` have bars and no rows that
    can be told, and none of them begins a table."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    end: int


def has_bars_alone(text: str) -> bool:
    """Whether bars stand alone on many lines of a text."""
    return sum(1 for line in text.splitlines() if line.strip() == _BAR) >= _FEWEST_COLUMNS * 2


def barred_table(lines: Sequence[str], start: int) -> BarredTable | None:
    """The table that begins at ``lines[start]``, if one does: a cell with a bar below it."""
    following = start + 1
    if following >= len(lines) or not lines[start].strip() or _is_bar(lines[start]):
        return None
    if not _is_bar(lines[following]):
        return None
    cells, end = _cells(lines, start)
    width = _width([text for _, text in cells])
    if width is None:
        return BarredTable((), end)
    rows = [cells[i : i + width] for i in range(0, len(cells), width)]
    return BarredTable(tuple((row[0][0], tuple(text for _, text in row)) for row in rows), end)


def _is_bar(line: str) -> bool:
    return line.strip() == _BAR


def _cells(lines: Sequence[str], start: int) -> tuple[list[tuple[int, str]], int]:
    """The cells from ``start`` up to the last bar, each with the number of its line."""
    cells: list[tuple[int, str]] = []
    texts: list[str] = []
    first = start + 1
    end = at = start
    while at < len(lines):
        line = lines[at]
        if _is_bar(line):
            cells.append((first, "\n".join(texts)))
            texts, first, end = [], at + 2, at + 1
        elif line.strip():
            if texts:  # two lines without a bar between: what follows is no cell
                break
            texts.append(line.strip())
            first = at + 1
        at += 1
    return cells, end


def _width(cells: Sequence[str]) -> int | None:
    """The number of columns with which the first cells of rows are 1, 2, 3 … to the end."""
    for width in range(_FEWEST_COLUMNS, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        firsts = cells[width::width]
        numbered = [str(number) for number in range(1, len(firsts) + 1)]
        if len(firsts) >= _FEWEST_ROWS and len(cells) % width == 0 and firsts == numbered:
            return width
    return None
