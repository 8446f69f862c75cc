"""The search index of a new catalogue: the texts of every project, and what is made of the index
itself: its pairs of Chinese characters with the number of projects that have each, and how they
are read."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import groupby, product
from operator import itemgetter
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin

from schema.kinds.fields import fields_of
from schema.search import index_terms
from schema.search_facets import FACET_COLUMNS, facet_terms
from schema.search_index import (
    FACET_TERMS,
    INDEX_COLUMNS,
    SEARCH_COLUMNS,
    SEARCH_INDEX,
    SEARCH_PAIRS,
    SEARCH_READINGS,
    SEARCH_SYLLABLES,
)

_TITLES = """
select distinct project_id, standards.title
from project_outcomes join standards on standards.id = standard_id
where relation = '结果' and standards.title is not null
order by project_id, standard_id
"""
# What other rows call a project: its title before an adjustment, or as published.
_OTHER_TITLES = """
select distinct project_id, entries.title
from entries join projects on projects.id = project_id
where entries.title <> projects.title
order by project_id, entries.id
"""
_ARRAYS = {
    "standard_numbers",
    "replaced_numbers",
    *(field.name for field in fields_of("projects") if field.is_array),
}
# The column of the index that is no column of projects.
_ADDED = "published_titles"
# SQL that puts a document into an index.
INTO_INDEX = (
    f"insert into {{index}} (rowid, {', '.join(INDEX_COLUMNS)}) "
    f"values ({', '.join('?' * (len(INDEX_COLUMNS) + 1))})"
)
# Pairs of Chinese characters: the blocks of ideographs that texts of the field use.
_IS_CHINESE = "unicode({0}) between 0x3400 and 0x9fff"
_PAIRS = f"""
select term, doc from temp.index_terms
where length(term) = 2 and {_IS_CHINESE.format("term")}
  and {_IS_CHINESE.format("substr(term, 2)")}
order by term
"""
# Readings of one character; the most usual come first.
_MOST_SYLLABLES = 4
_SYLLABLES = re.compile("[a-z]+ [a-z]+")


def fill_search_index(connection: sqlite3.Connection) -> None:
    """Fill the empty index of a catalogue, then the tables that are made of it."""
    with connection:
        connection.executemany(INTO_INDEX.format(index=SEARCH_INDEX), index_rows(connection))
        connection.execute(f"insert into {SEARCH_INDEX} ({SEARCH_INDEX}) values ('optimize')")
    learn_pairs(connection)


def learn_pairs(connection: sqlite3.Connection) -> None:
    """Make the tables of pairs and readings again from the index as it is; the time grows with the
    number of different pairs."""
    with connection:
        for table in (SEARCH_PAIRS, SEARCH_READINGS, SEARCH_SYLLABLES):
            connection.execute(f"delete from {table}")
        put_pairs(connection, pairs_of(connection, "main", SEARCH_INDEX))
        connection.executemany(
            f"insert into {SEARCH_SYLLABLES} (character, syllables) values (?, ?)",
            [(character, " ".join(_syllables(character))) for character in _common_characters()],
        )


def pairs_of(connection: sqlite3.Connection, schema: str, index: str) -> list[tuple[str, int]]:
    """The pairs of Chinese characters of an index, each with the number of documents that have
    it."""
    connection.execute(
        f"create virtual table temp.index_terms using fts5vocab({schema}, {index}, row)"
    )
    pairs = connection.execute(_PAIRS).fetchall()
    connection.execute("drop table temp.index_terms")
    return pairs


def put_pairs(connection: sqlite3.Connection, pairs: Sequence[tuple[str, int]]) -> None:
    """Put pairs that are not there yet, each with its number of projects, into the tables of pairs
    and readings."""
    read = {pair: readings(pair) for pair, _ in pairs}
    connection.executemany(
        f"insert into {SEARCH_PAIRS} (pair, last, reading, found) values (?, ?, ?, ?)",
        [(pair, pair[1], _usual(read[pair]), found) for pair, found in pairs],
    )
    connection.executemany(
        f"insert into {SEARCH_READINGS} (reading, pair, initials, is_usual, found) "
        "values (?, ?, ?, ?, ?)",
        [
            (reading, pair, initials(reading), int(is_usual), found)
            for pair, found in pairs
            for reading, is_usual in read[pair].items()
        ],
    )


def _usual(read: dict[str, bool]) -> str:
    return next((reading for reading, is_usual in read.items() if is_usual), "")


def readings(pair: str) -> dict[str, bool]:
    """How two characters may be read, as syllables without tones, and whether that is the usual
    way: 长度 is usually ``chang du``, 重庆 ``chong qing``; ü is written v. None for characters
    that have no reading."""
    usual = " ".join(lazy_pinyin(pair))
    single = [_syllables(character) for character in pair]
    read = {" ".join(syllables): False for syllables in product(*single)} | {usual: True}
    return {reading: usually for reading, usually in read.items() if _SYLLABLES.fullmatch(reading)}


@cache
def _syllables(character: str) -> tuple[str, ...]:
    found: list[str] = pinyin(character, heteronym=True, style=Style.NORMAL)[0]
    return tuple(found[:_MOST_SYLLABLES])


def _common_characters() -> Iterator[str]:
    """The 6,763 characters of GB 2312: what people type, in a text of the catalogue or not."""
    for first in range(0xB0, 0xF8):
        for second in range(0xA1, 0xFF):
            with suppress(UnicodeDecodeError):
                yield bytes((first, second)).decode("gb2312")


def initials(reading: str) -> str:
    """The first letters of two syllables."""
    return "".join(syllable[0] for syllable in reading.split(" "))


def index_rows(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """The documents of the index in the order of their ids: the texts of the projects, each under
    every title that a list gives it, with the published titles of its standards."""
    titles, others = _TextsBeside(connection, _TITLES), _TextsBeside(connection, _OTHER_TITLES)
    own = [name for name in SEARCH_COLUMNS if name != _ADDED]
    names = list(dict.fromkeys(["id", *own, *FACET_COLUMNS]))
    for values in connection.execute(f"select {', '.join(names)} from projects order by id"):
        row = dict(zip(names, values, strict=True))
        key = row["id"]
        terms = {
            **{name: _json_terms(row[name]) for name in own if name in _ARRAYS or name == "other"},
            "title": index_terms(row["title"], *others.of(key)),
            _ADDED: index_terms(*titles.of(key)),
            FACET_TERMS: facet_terms(row),
        }
        yield (
            key,
            *(
                terms[name] if name in terms else index_terms(str(row[name] or ""))
                for name in INDEX_COLUMNS
            ),
        )


@lru_cache(maxsize=10_000)
def _json_terms(text: str) -> str:
    """The terms of the texts of an array or object. Kept: most projects name bodies and cells that
    others name, too."""
    held = json.loads(text)
    return index_terms(*(held.values() if isinstance(held, dict) else held))


class _TextsBeside:
    """The texts of each project that a query of (project, text) in the order of projects gives,
    asked for in that order: none of them is held longer than its project."""

    def __init__(self, connection: sqlite3.Connection, sql: str) -> None:
        self._groups = groupby(connection.execute(sql), key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, project: int) -> list[str]:
        while self._next is not None and self._next[0] < project:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] > project:
            return []
        return [text for _, text in self._next[1]]
