"""Texts that differ by a short insertion, found without comparing every pair: names are looked up
with each of their short runs left out; titles in sorted order, where those that begin alike stand
together and are taken as groups, never pair by pair."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

SHARED_MINIMUM = 4
INSERTED_MAXIMUM = 3
# Of a title only the beginning is compared: families of a standard share no longer one.
_LONGEST = 60
_LAST_HEAD = _LONGEST - SHARED_MINIMUM
_SIZES = range(2, INSERTED_MAXIMUM + 1)


def inserted_text(short: str, long: str) -> str | None:
    """What must be inserted into ``short`` to give ``long``, if that is one short run of text
    and the rest is long enough to be no coincidence."""
    extra = len(long) - len(short)
    if not 0 < extra <= INSERTED_MAXIMUM or len(short) < SHARED_MINIMUM:
        return None
    head = _common_prefix(short, long)
    return long[head : head + extra] if short[head:] == long[head + extra :] else None


def inserted_within(short: str, long: str) -> str | None:
    """Like :func:`inserted_text`, for titles that go on differently after the insertion.
    Insertions beyond the first characters of a title are not looked for."""
    head = _common_prefix(short, long)
    if not SHARED_MINIMUM <= head <= _LAST_HEAD:
        return None
    for extra in _SIZES:
        tail = _common_prefix(short[head:], long[head + extra :])
        if tail >= SHARED_MINIMUM:
            return long[head : head + extra]
    return None


def pairs_with_insertion(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The positions of a shorter and a longer text where :func:`inserted_text` finds something,
    each pair once."""
    known: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        known[text].append(position)
    for long, text in enumerate(texts):
        found: set[int] = set()
        for extra in range(1, INSERTED_MAXIMUM + 1):
            for at in range(len(text) - extra + 1):
                found.update(known.get(text[:at] + text[at + extra :], ()))
        for short in sorted(found):
            if inserted_text(texts[short], text) is not None:
                yield short, long


@dataclass(frozen=True)
class Likeness:
    """The text at ``position`` and ``count`` others, of which the ``first`` are named in order,
    differ by the insertion of ``text``."""

    position: int
    text: str
    first: tuple[int, ...]
    count: int


# Some of a sorted list of positions: the list, and where they begin and end in it.
_Slice = tuple[list[int], int, int]


def likenesses(texts: Sequence[str], most: int) -> Iterator[Likeness]:
    """For each text and each insertion by which it differs from others (:func:`inserted_within`)
    those others, ``most`` of them by position. Of a pair in which each has something that the
    other lacks, the earlier is taken as it stands.

    Time grows with the length of the texts and the number of likenesses, not of pairs: texts are
    sorted, and all that go on alike after a common beginning are one group.
    """
    order = sorted(range(len(texts)), key=lambda position: texts[position])
    found: dict[tuple[int, str], list[_Slice]] = defaultdict(list)
    for head, start, end in _beginnings([texts[position] for position in order]):
        _compare(texts, order[start:end], head, found)
    for (position, text), slices in sorted(found.items()):
        named = islice(merge(*(of[begin:stop] for of, begin, stop in _cut(slices, most))), most)
        count = sum(stop - begin for _, begin, stop in slices)
        yield Likeness(position, text, tuple(named), count)


def _cut(slices: list[_Slice], most: int) -> Iterator[_Slice]:
    for of, begin, stop in slices:
        yield of, begin, min(stop, begin + most)


def _beginnings(ordered: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Each beginning of SHARED_MINIMUM to _LAST_HEAD characters after which sorted texts go on
    differently: its length, and the range of the texts that have it."""
    opened: list[tuple[int, int]] = []  # length of a beginning, and its first text
    for i in range(1, len(ordered) + 1):
        shared = _common_prefix(ordered[i - 1], ordered[i]) if i < len(ordered) else 0
        first = i - 1
        while opened and opened[-1][0] > shared:
            head, first = opened.pop()
            if SHARED_MINIMUM <= head <= _LAST_HEAD:
                yield head, first, i
        if not opened or opened[-1][0] < shared:
            opened.append((shared, first))


@dataclass
class _Longs:
    """The texts that go on with ``text`` and then ``rest``, and those that go on with ``rest``
    at once; positions in ascending order."""

    text: str
    rest: str
    longs: list[int]
    shorts: list[int]


def _compare(
    texts: Sequence[str],
    members: Sequence[int],
    head: int,
    found: dict[tuple[int, str], list[_Slice]],
) -> None:
    """Note which ``members``, equal in their first ``head`` characters, differ by an insertion
    right there."""
    after = head + SHARED_MINIMUM
    shorts: dict[str, list[int]] = defaultdict(list)
    for position in members:
        rest = texts[position][head:after]
        if len(rest) == SHARED_MINIMUM:
            shorts[rest].append(position)
    if len(shorts) < 2:
        return
    linked: dict[str, _Longs] = {}
    for position in members:
        for size in _SIZES:
            run = texts[position][head : after + size]
            rest = run[size:]
            if len(rest) < SHARED_MINIMUM or rest not in shorts or run[0] == rest[0]:
                continue
            if any(run[less : less + SHARED_MINIMUM] == rest for less in _SIZES if less < size):
                continue  # the shorter insertion is found
            if run not in linked:
                linked[run] = _Longs(run[:size], rest, [], shorts[rest])
            linked[run].longs.append(position)
    for positions in shorts.values():
        positions.sort()
    for link in linked.values():
        link.longs.sort()
    by_rest: dict[str, list[_Longs]] = defaultdict(list)
    for link in linked.values():
        by_rest[link.rest].append(link)
    for run, link in linked.items():
        # Texts that themselves have something more, and then what those of this link begin with.
        back = [
            other
            for other in by_rest.get(run[:SHARED_MINIMUM], ())
            if (other.text + other.rest)[:SHARED_MINIMUM] == link.rest
        ]
        _note(link, back, found)


def _note(link: _Longs, back: Sequence[_Longs], found: dict[tuple[int, str], list[_Slice]]) -> None:
    both_ways = [other.longs for other in back]
    turned = {position for positions in both_ways for position in positions}
    shorts = [p for p in link.shorts if p not in turned] if turned else link.shorts
    for position in link.longs:
        slices = found[position, link.text]
        if shorts:
            slices.append((shorts, 0, len(shorts)))
        for others in both_ways:
            earlier = bisect_left(others, position)
            if earlier:
                slices.append((others, 0, earlier))
        if not slices:
            del found[position, link.text]
    for position in shorts:
        found[position, link.text].append((link.longs, 0, len(link.longs)))
    for position in turned:
        later = bisect_right(link.longs, position)
        if later < len(link.longs):
            found[position, link.text].append((link.longs, later, len(link.longs)))


def _common_prefix(first: str, second: str) -> int:
    length = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        length += 1
    return length
