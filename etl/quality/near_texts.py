"""Texts that differ by a short insertion, found without comparing every pair: each text is looked
up with each of its short runs left out, which takes time in proportion to the texts' length."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

SHARED_MINIMUM = 4
INSERTED_MAXIMUM = 3
# Of a title only the beginning is compared: families of a standard share no longer one.
_LONGEST = 60


def inserted_text(short: str, long: str) -> str | None:
    """What must be inserted into ``short`` to give ``long``, if that is one short run of text
    and the rest is long enough to be no coincidence."""
    extra = len(long) - len(short)
    if not 0 < extra <= INSERTED_MAXIMUM or len(short) < SHARED_MINIMUM:
        return None
    head = _common_prefix(short, long)
    return long[head : head + extra] if short[head:] == long[head + extra :] else None


def inserted_within(short: str, long: str) -> str | None:
    """Like :func:`inserted_text`, for titles that go on differently after the insertion."""
    head = _common_prefix(short, long)
    if head < SHARED_MINIMUM:
        return None
    for extra in range(2, INSERTED_MAXIMUM + 1):
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


def pairs_that_go_on(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The positions of a shorter and a longer text where :func:`inserted_within` finds something,
    each pair once. Insertions beyond the first characters of a title are not looked for."""
    known: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        for end in range(2 * SHARED_MINIMUM, min(len(text), _LONGEST) + 1):
            known[text[:end]].append(position)
    for long, text in enumerate(texts):
        found: set[int] = set()
        for extra in range(2, INSERTED_MAXIMUM + 1):
            for head in range(SHARED_MINIMUM, min(len(text), _LONGEST) - extra):
                rest = text[head + extra : head + extra + SHARED_MINIMUM]
                if len(rest) == SHARED_MINIMUM:
                    found.update(known.get(text[:head] + rest, ()))
        for short in sorted(found):
            if short != long and inserted_within(texts[short], text) is not None:
                yield short, long


def _common_prefix(first: str, second: str) -> int:
    length = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        length += 1
    return length
