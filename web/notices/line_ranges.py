"""Lines of a text as addresses name them: ``468``, ``468-470``, ``468,472-473``."""

import re
from collections.abc import Iterable

_RANGES = re.compile(r"[0-9]{1,7}(?:-[0-9]{1,7})?(?:,[0-9]{1,7}(?:-[0-9]{1,7})?)*", re.ASCII)
# More than any row takes; each is compared with each line of a page.
MOST_RANGES = 20

Ranges = tuple[tuple[int, int], ...]


def read_ranges(text: str) -> Ranges | None:
    """The ranges that a text names, first and last line of each; None if it names none, a range
    that runs backwards, or more than ``MOST_RANGES``."""
    if not _RANGES.fullmatch(text) or text.count(",") >= MOST_RANGES:
        return None
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.append((int(first), int(last or first)))
    if any(not 0 < first <= last for first, last in found):
        return None
    return tuple(found)


def written(lines: Iterable[int]) -> str:
    """Lines in the shortest form: neighbours as one range."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in ranges[:MOST_RANGES]
    )


def holds(ranges: Ranges, line: int) -> bool:
    """Whether a line stands in one of the ranges."""
    return any(first <= line <= last for first, last in ranges)
