"""The rules drawn on a page → tables: which rectangles are cells, and what each one spans.

Rules are joined where they are drawn in pieces. Rules that touch make one table. Between the
places where rules begin and end lies a grid of smallest cells; where no rule is drawn between
two of them, they are one merged cell. A side without a rule, as a page end leaves it, is closed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers import limits
from etl.readers.pdf.geometry import Box, Glyph, Rule
from etl.readers.pdf.settings import DEFAULT, PdfSettings
from etl.readers.refusal import over_limit


@dataclass(frozen=True)
class Region:
    """A cell of a table: columns and rows it spans in the grid, ends excluded."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True)
class RuledTable:
    """A grid of cells on a page.

    ``open_top``, ``open_bottom``: for each column, whether no rule closes its first or last
    cell, as where a merged cell goes on over a page end.
    """

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    open_top: list[bool]
    open_bottom: list[bool]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def holds(self, glyph: Glyph, tolerance: float) -> bool:
        return (
            self.xs[0] - tolerance <= glyph.center <= self.xs[-1] + tolerance
            and self.ys[0] - tolerance <= glyph.middle <= self.ys[-1] + tolerance
        )


def find_tables(
    horizontal: Sequence[Rule],
    vertical: Sequence[Rule],
    place: str,
    settings: PdfSettings = DEFAULT,
) -> tuple[list[RuledTable], list[Rule]]:
    """The tables that rules draw, and the horizontal rules that are part of none."""
    across, down = join_rules(horizontal, settings), join_rules(vertical, settings)
    if len(across) * len(down) > limits.MAX_PAGE_CROSSINGS:
        raise over_limit("too many lines are drawn on the page", "tables of a page", place)
    tables: list[RuledTable] = []
    alone: list[Rule] = []
    for rows, columns in _with_outer_sides(list(_components(across, down, settings)), settings):
        table = _table(rows, columns, settings) if columns and rows else None
        if table is not None and (table.columns > 1):
            tables.append(table)
        elif not columns:
            alone.extend(rows)
    return tables, alone


def join_rules(rules: Iterable[Rule], settings: PdfSettings) -> list[Rule]:
    """Rules at one place joined into one; those that differ by a hair are at one place."""
    joined: list[Rule] = []
    for group in _groups(sorted(rules), settings):
        at = sum(rule.at * (rule.end - rule.start) for rule in group)
        at /= sum(rule.end - rule.start for rule in group) or 1.0
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for next_start, next_end in pieces[1:]:
            if next_start <= end + settings.join_tolerance:
                end = max(end, next_end)
            else:
                joined.append(Rule(at, start, end))
                start, end = next_start, next_end
        joined.append(Rule(at, start, end))
    return joined


def _groups(rules: list[Rule], settings: PdfSettings) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= settings.snap_tolerance:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(
    across: list[Rule], down: list[Rule], settings: PdfSettings
) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Rules that touch, directly or by way of others."""
    parent = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    near = settings.intersection_tolerance
    places = [rule.at for rule in across]
    order = sorted(range(len(across)), key=lambda i: places[i])
    sorted_places = [places[i] for i in order]
    for j, column in enumerate(down):
        first = bisect_left(sorted_places, column.start - near)
        last = bisect_right(sorted_places, column.end + near)
        for i in order[first:last]:
            if across[i].start - near <= column.at <= across[i].end + near:
                parent[find(i)] = find(len(across) + j)
    components: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*across, *down)):
        rows, columns = components.setdefault(find(i), ([], []))
        (rows if i < len(across) else columns).append(rule)
    return components.values()


def _with_outer_sides(
    components: list[tuple[list[Rule], list[Rule]]],
    settings: PdfSettings,
) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch, and the side of an outer column that is one merged cell on this page.

    Such a cell begins and ends on other pages: only its side is drawn, and it touches no rule.
    It is taken for the table's where it runs along the whole height of the table, far enough
    outside to be no frame around it.
    """
    sides = [columns[0] for rows, columns in components if not rows and len(columns) == 1]
    for rows, columns in components:
        if not rows or not columns:
            continue
        low = min(rule.start for rule in columns)
        high = max(rule.end for rule in columns)
        left, right = min(rule.at for rule in columns), max(rule.at for rule in columns)
        for side in sides:
            outside = max(left - side.at, side.at - right) >= settings.column_min_width
            along = (
                abs(side.start - low) <= settings.open_side_length
                and abs(side.end - high) <= settings.open_side_length
            )
            if outside and along:
                columns.append(side)
    return components


def _table(rows: list[Rule], columns: list[Rule], settings: PdfSettings) -> RuledTable | None:
    xs = _places(columns, settings)
    ys = _places(rows, settings)
    low, high = min(c.start for c in columns), max(c.end for c in columns)
    ys = (
        [low] * (low < ys[0] - settings.open_side_length)
        + ys
        + [high] * (high > ys[-1] + settings.open_side_length)
    )
    left, right = min(r.start for r in rows), max(r.end for r in rows)
    xs = (
        [left] * (left < xs[0] - settings.open_side_length)
        + xs
        + [right] * (right > xs[-1] + settings.open_side_length)
    )
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) * len(ys) > limits.MAX_ROW_CELLS:
        raise over_limit("a table on a page has too many cells", f"{limits.MAX_ROW_CELLS:,} cells")
    (top,), (bottom,) = _walls(ys[:1], rows, xs, settings), _walls(ys[-1:], rows, xs, settings)
    ends = [not wall for wall in top], [not wall for wall in bottom]
    return RuledTable(xs, ys, _regions(xs, ys, rows, columns, settings), *ends)


def _places(rules: list[Rule], settings: PdfSettings) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules):
        if not places or rule.at - places[-1] > settings.snap_tolerance:
            places.append(rule.at)
    return places


def _regions(
    xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule], settings: PdfSettings
) -> list[Region]:
    """The cells: smallest ones, joined where no rule is drawn between them."""
    wide, high = len(xs) - 1, len(ys) - 1
    below = _walls(
        ys[1:-1], rows, xs, settings
    )  # below[row][column]: a rule under that smallest cell
    beside = _walls(
        xs[1:-1], columns, ys, settings
    )  # beside[column][row]: a rule to the right of it
    parent = list(range(wide * high))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    # The white between cells with frames of their own is no way from one cell to another.
    flat = [after - before < settings.frame_max_gap for before, after in pairwise(ys)]
    narrow = [after - before < settings.frame_max_gap for before, after in pairwise(xs)]
    for row in range(high):
        for column in range(wide):
            here = row * wide + column
            if column + 1 < wide and not beside[column][row] and not flat[row]:
                parent[find(here + 1)] = find(here)
            if row + 1 < high and not below[row][column] and not narrow[column]:
                parent[find(here + wide)] = find(here)
    members: dict[int, list[tuple[int, int]]] = {}
    for i in range(wide * high):
        members.setdefault(find(i), []).append(divmod(i, wide))
    regions: list[Region] = []
    for cells in members.values():
        top, bottom = cells[0][0], cells[-1][0] + 1
        left, right = min(c for _, c in cells), max(c for _, c in cells) + 1
        if (bottom - top) * (right - left) == len(cells):
            regions.append(Region(left, right, top, bottom))
        else:  # no rectangle: a rule is missing somewhere; nothing is filled by guess
            regions.extend(Region(c, c + 1, r, r + 1) for r, c in cells)
    return regions


def _walls(
    places: list[float], rules: list[Rule], ends: list[float], settings: PdfSettings
) -> list[list[bool]]:
    """For every place: between which of ``ends`` a rule is drawn there."""
    walls = [[False] * (len(ends) - 1) for _ in places]
    for rule in rules:
        at = bisect_left(places, rule.at - settings.snap_tolerance)
        if at == len(places) or abs(places[at] - rule.at) > settings.snap_tolerance:
            continue
        if at + 1 < len(places) and abs(places[at + 1] - rule.at) < abs(places[at] - rule.at):
            at += 1
        for i, (start, end) in enumerate(pairwise(ends)):
            overlap = min(rule.end, end) - max(rule.start, start)
            if overlap >= settings.wall_min_share * (end - start):
                walls[at][i] = True
    return walls
