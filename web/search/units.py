"""A search cut into what belongs together: words, and codes however they are spelled.

``tc 114/sc1`` and ``GB/T 38031 - 2025`` are one thing each, though blanks stand within them.
"""

import re
import unicodedata

from schema.search import MAX_WORD_LENGTH, MAX_WORDS, fold
from web.search.meaning import Kind, Unit

_DASH = r"\-‐‑‒–—―－"
_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
COMMITTEE = re.compile(
    rf"{_START}(?:SAC[\s/{_DASH}]*)?TC[\s{_DASH}]*(?P<tc>[0-9]{{1,4}})"
    rf"(?:[\s/{_DASH}]*SC[\s{_DASH}]*(?P<sc>[0-9]{{1,3}}))?{_END}",
    re.IGNORECASE,
)
PROJECT = re.compile(
    rf"(?<![A-Za-z0-9{_DASH}])(?P<list>(?:19|20)[0-9]{{2}}(?:[{_DASH}][a-z0-9]+)*?)[{_DASH}]"
    rf"(?P<seq>[0-9]{{1,5}})(?![A-Za-z0-9{_DASH}])"
)
NUMBER = re.compile(
    rf"(?:{_START}GB\s*/?\s*(?P<letter>[TZ])?|国标)\s*"
    rf"(?P<serial>[0-9]{{1,6}}(?:\.[0-9]{{1,3}}){{0,2}})"
    rf"(?:\s*[{_DASH}]\s*(?P<year>[0-9]{{4}}|[0-9]{{2}}))?(?![A-Za-z0-9.])",
    re.IGNORECASE,
)
_CODES = ((COMMITTEE, Kind.COMMITTEE), (PROJECT, Kind.PROJECT), (NUMBER, Kind.NUMBER))
# Characters of a search that are read for codes; no search of people is longer.
_READ = 500


def units_of(query: str) -> tuple[Unit, ...]:
    """The units of a query, in order, at most ``MAX_WORDS`` words; words of punctuation only are
    none."""
    text = unicodedata.normalize("NFKC", query[:_READ]) + query[_READ:]
    units: list[Unit] = []
    done = 0
    for start, end, kind in _codes(text):
        units.extend(_plain(text[done:start]))
        typed = text[start:end]
        units.append(Unit(typed, _folded(typed), kind))
        done = end
    units.extend(_plain(text[done:]))
    seen: set[str] = set()
    kept: list[Unit] = []
    for unit in units:
        if unit.words and unit.joined not in seen:
            seen.add(unit.joined)
            kept.append(unit)
    while sum(len(unit.words) for unit in kept) > MAX_WORDS:
        kept.pop()
    return tuple(kept)


def _codes(text: str) -> list[tuple[int, int, Kind]]:
    found: list[tuple[int, int, Kind]] = []
    for pattern, kind in _CODES:
        for match in pattern.finditer(text[:_READ]):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), kind))
    return sorted(found)


def _plain(text: str) -> list[Unit]:
    return [Unit(word, _folded(word)) for word in text.split()]


def _folded(text: str) -> tuple[str, ...]:
    folded = (fold(word)[:MAX_WORD_LENGTH] for word in text.split())
    return tuple(dict.fromkeys(word for word in folded if word))
