"""Characters of a cell that cannot be what the page prints: a reader's fault, or the document's."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from etl.text.cleaning import (
    clean,
    control_characters,
    has_chinese,
    is_ordinary,
    looks_garbled,
    odd_characters,
    unreadable_characters,
)

# Lists print the same cells again and again: of so many it is remembered what is said of them.
_OFTEN_SEEN = 1 << 14


class Doubt(NamedTuple):
    """A kind of problem of a cell, and its words."""

    kind: str
    found: str
    expected: str
    next_step: str


@lru_cache(maxsize=_OFTEN_SEEN)
def doubts_of(printed: str, is_title: bool, is_traditional: bool) -> tuple[Doubt, ...]:
    """What is wrong with the characters of a cell, in a list whose header is printed in
    traditional characters or not."""
    return tuple(_doubts(printed, is_title, is_traditional))


def _doubts(printed: str, is_title: bool, is_traditional: bool) -> Iterator[Doubt]:
    text = clean(printed)
    said = []
    if not is_ordinary(printed):
        if control := control_characters(printed):
            yield Doubt(
                "control_chars",
                f"control characters {control} in {printed!r}",
                "text only",
                "They are left out; compare with the printed page if a character may be missing.",
            )
        if unreadable := unreadable_characters(printed):
            yield Doubt(
                "undecodable_chars",
                f"{unreadable} in {printed!r} stands for no readable text",
                "readable text",
                "Get the document in another format, or correct the cell in "
                "curation/corrections.yml.",
            )
        if odd := odd_characters(text, is_traditional):
            said.append(f"{odd}, which may be look-alikes of common characters")
    if garbled := looks_garbled(text):
        said.append(garbled)
    elif is_title and text and not has_chinese(text):
        said.append("no Chinese words, as every title has")
    if said:
        yield Doubt(
            "suspicious_text",
            f"{printed!r} has {' and '.join(said)}",
            "common Chinese characters",
            "Compare with the printed page; correct the cell in curation/corrections.yml or, "
            "if the page prints it so, accept the problem in notice.yml.",
        )
