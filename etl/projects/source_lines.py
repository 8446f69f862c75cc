"""The lines of a document that its entries were read from."""

from collections.abc import Iterable, Mapping

from etl.readers.printed_lines import PrintedLine
from schema.places import BOTH


def numbers_of_places(lines: Iterable[PrintedLine]) -> dict[str, int]:
    """The number of the line at each place, from 1. Of several lines at one place the first
    counts."""
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        numbers.setdefault(line.place, number)
    return numbers


def lines_at(place: str, known: Mapping[str, int]) -> list[int]:
    """The lines of a row: of both its places where a page end cuts it. The name of a sheet may hold
    what stands between two places, so a place is what is known as one."""
    found = set()
    open_place = ""
    for piece in place.split(BOTH):
        open_place += piece
        if open_place in known:
            found.add(known[open_place])
            open_place = ""
        else:
            open_place += BOTH
    return sorted(found)
