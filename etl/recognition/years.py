"""The year of each list: from its heading, from a column of years, or from the file's name."""

from collections.abc import Iterator
from dataclasses import replace

from etl.problems import Problem
from etl.recognition.header_words import expected_word
from etl.recognition.headings import year_of_cell, year_of_name, years_in
from etl.recognition.lists import ListRow, StandardsList
from etl.text.cleaning import clean

# Words above a column of years that may tell the lists of one table.
_YEARS_OF_LISTS = ("年度", "年份")


def resolve_years(
    lists: list[StandardsList],
    file_name: str,
    problems: list[Problem],
    announced: int | None = None,
) -> list[StandardsList]:
    """The lists with their years; a table with several years becomes several lists.

    ``file_name`` (without its ending) is asked only for the one list of a document. ``announced``
    is the year in the number of the announcement that the document is. A list without a year in
    a document where no other list has one is simply not one of a year.
    """
    resolved: list[StandardsList] = []
    for found in lists:
        resolved.extend(_by_column(found, problems))
    for found in resolved:
        if found.year is None and len(years_in(found.title)) < 2:
            found.year = announced
    of_years = any(found.year is not None for found in resolved)
    for found in resolved:
        if found.year is None:
            found.years_expected = of_years or len(years_in(found.title)) > 1
            problems.append(_without_year(found, resolved, file_name))
    return resolved


def _without_year(found: StandardsList, lists: list[StandardsList], file_name: str) -> Problem:
    named = year_of_name(file_name)
    if named is not None and len(lists) == 1 and not years_in(found.title):
        found.year = named
        found.years_expected = False
        return Problem(
            "year_from_filename",
            found.place,
            f"no heading says which year the list is for; the file's name says {named}",
            "a title such as 2025年制修订重点国家标准项目清单",
            "Compare with the document, and state the year in notice.yml.",
            year=named,
        )
    if not found.years_expected:
        return Problem(
            "year_from_notice",
            found.place,
            "no heading says which year the list is for",
            "a title such as 2025年制修订重点国家标准项目清单, or a column 年度",
            "A build takes the year of the notice's date, unless notice.yml states another.",
        )
    return Problem(
        "year_unknown",
        found.place,
        f"the list {found.title!r} has no heading with exactly one year"
        if found.title
        else "the list has no title with a year above it",
        "a title such as 2025年制修订重点国家标准项目清单, or a column 年度",
        "Compare with the document: the heading of the list was lost or names no year. "
        "None of its rows is loaded.",
    )


def _by_column(found: StandardsList, problems: list[Problem]) -> list[StandardsList]:
    """The list, cut by its column of years if it has one."""
    column = next(
        (
            name
            for name in ("year", "due_on")
            if any(row.values is not None and name in row.values for row in found.rows)
        ),
        None,
    )
    if column is None or (column == "due_on" and not _are_years_of_list(found)):
        return [found]
    groups: dict[int | None, list[ListRow]] = {}
    positions: dict[int | None, list[int]] = {}
    year = found.year
    for i, row in enumerate(found.rows):
        if row.values is not None and column in row.values and not _is_rest(row.values):
            named = year_of_cell(row.values[column])
            if named is None or found.year not in (None, named):
                problems.append(_wrong_year(found, row, row.values[column], named, column))
                row = replace(row, values=None)
            else:
                year = named
        groups.setdefault(year, []).append(row)
        positions.setdefault(year, []).append(i)
    if None in groups and len(groups) > 1:  # rows before the first year that can be read
        first = next(year for year in groups if year is not None)
        groups[first] = [*groups.pop(None), *groups[first]]
        positions[first] = [*positions.pop(None), *positions[first]]
    last, ends = 0, list(_starts(groups))
    lists = []
    for (year, rows), (start, end) in zip(groups.items(), ends, strict=True):
        mine = replace(found, year=year, rows=rows, notes=[], note_positions=[])
        mine.seq_start = start if start == last + 1 else 1
        last = max(last, end)
        lists.append(mine)
    for note, position in zip(found.notes, found.note_positions, strict=True):
        at = next(
            (k for k, where in enumerate(positions.values()) if where[-1] >= position),
            len(lists) - 1,
        )
        lists[at].notes.append(note)
        before = sum(1 for i in list(positions.values())[at] if i < position)
        lists[at].note_positions.append(before)
    return lists


def _are_years_of_list(found: StandardsList) -> bool:
    """Whether the years in which work is to end (完成年度) tell the lists of a table: where no
    heading names a year, and each row names one and nothing more precise."""
    word = found.header.words[found.header.columns["due_on"]]
    return (
        found.year is None
        and word.endswith(_YEARS_OF_LISTS)
        and all(
            row.values is None
            or _is_rest(row.values)
            or year_of_cell(row.values.get("due_on", "")) is not None
            for row in found.rows
        )
    )


def _starts(groups: dict[int | None, list[ListRow]]) -> Iterator[tuple[int, int]]:
    """First and highest number of each group."""
    for rows in groups.values():
        numbers = [row.seq_hint for row in rows if row.seq_hint is not None]
        yield (numbers[0] if numbers else 1), max(numbers, default=0)


def _is_rest(values: dict[str, str]) -> bool:
    """Whether the row may be the rest of a row cut by a page end, which repeats no year."""
    return not any(values.get(name, "").strip() for name in ("seq", "project_type", "mandate"))


def _wrong_year(
    found: StandardsList, row: ListRow, printed: str, named: int | None, column: str
) -> Problem:
    if named is not None:
        what = f"the row says {named} and the heading of the list {found.year}"
        kind, expected = "bad_row", "one year"
    else:
        what = f"{clean(printed)!r} is no year" if printed.strip() else "the cell is empty"
        kind = "unknown_value" if printed.strip() else "missing_value"
        expected = "one year such as 2025"
    return Problem(
        kind,
        row.place,
        what,
        expected,
        "Compare with the printed page; the row is not loaded.",
        expected_word(column),
        year=found.year,
        seq=row.seq_hint,
    )
