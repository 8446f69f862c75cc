"""Standards by the numbers that addresses name: in any spelling, with or without a year, or by the
permanent number of the record."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from schema.numbers import StandardNumber, parse_standard_number, read_number, slug_of
from web.safety.numbers import whole_number
from web.store import Row, Store

STANDARDS = "/catalogue/standards"
# What may follow the number in the one spelling of an edition: its year, and an amendment.
_EDITION = re.compile(r"[-:](?:19|20)\d\d(?:/.*)?", re.ASCII)
_NATIONAL = ("GB", "GB/T", "GB/Z")
_MOST = 100
# Paths that are kept, of numbers that are no longer than numbers are.
_KEPT, _LENGTH = 1_000, 40


@dataclass(frozen=True)
class Named:
    """What an address names. ``standard`` is the one that it means, if that is certain. Else
    ``editions`` are those of this number without a year, ``same`` those of other years, and
    ``others`` those that share its serial number under other letters."""

    number: StandardNumber | None
    standard: Row | None
    editions: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
    same: tuple[Row, ...] = ()


def standard_path(number: str) -> str:
    """The path of a standard by its number in any spelling."""
    return path_of_number(number) or _path(number)


def path_of_number(text: str) -> str | None:
    """The path of a standard by a text that is its number; None for one that is none."""
    return _short_path(text) if len(text) <= _LENGTH else _path_of_number(text)


def _path_of_number(text: str) -> str | None:
    read = parse_standard_number(text)
    return None if read is None else _path(slug_of(read))


_short_path = lru_cache(_KEPT)(_path_of_number)


def _path(slug: str) -> str:
    return f"/standards/{quote(slug, safe='()+:~')}"


async def named(store: Store, text: str) -> Named:
    """The standard that a text names."""
    record = whole_number(text)
    if record is not None:
        return Named(None, await store.row("select * from standards where id = :id", id=record))
    number = read_number(text)
    if number is None:
        return Named(None, None)
    found = await store.row(
        "select * from standards where normalized_number = :number", number=number.normalized
    )
    if found is not None:
        return Named(number, found)
    undated = replace(number, year=None, amendment=None)
    editions = await _editions(store, undated)
    if number.year is None and number.amendment is None:
        if len(editions) == 1:
            return Named(number, editions[0])
        others = () if editions else await _under_other_letters(store, undated)
        return Named(number, None, editions, others)
    return Named(number, None, (), await _under_other_letters(store, undated), editions)


async def _editions(store: Store, undated: StandardNumber) -> tuple[Row, ...]:
    """The editions of a number, the newest first."""
    base = undated.normalized
    # The range of texts that begin with the number and a sign: ``.`` comes after ``-`` and ``;``
    # after ``:``.
    rows = await store.rows(
        f"""
        select * from standards
        where (normalized_number >= :hyphen and normalized_number < :after_hyphen)
           or (normalized_number >= :colon and normalized_number < :after_colon)
        order by number_year desc, normalized_number limit {_MOST}
        """,
        hyphen=f"{base}-",
        after_hyphen=f"{base}.",
        colon=f"{base}:",
        after_colon=f"{base};",
    )
    return tuple(
        row for row in rows if _EDITION.fullmatch(row["normalized_number"].removeprefix(base))
    )


async def _under_other_letters(store: Store, undated: StandardNumber) -> tuple[Row, ...]:
    """The editions of the national standards of this serial number whose nature is another: no two
    share one."""
    if undated.code not in _NATIONAL:
        return ()
    found: list[Row] = []
    for code in _NATIONAL:
        if code != undated.code:
            found += await _editions(store, replace(undated, code=code))
    return tuple(found)
