"""What the understanding of searches asks of the catalogue. Every question is bounded: it is
answered through an index, and lists are cut."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from schema.search import fold
from schema.search_facets import FacetWord, fixed_facet_words
from schema.search_index import SEARCH_INDEX, SEARCH_PAIRS, SEARCH_READINGS, SEARCH_SYLLABLES

# Pairs that begin or end with one character, readings of one pair of syllables, at most; the most
# frequent come first.
MOST_PAIRS = 2_000
# The fields of the vocabulary whose values are facets of projects.
_FACETS = ("mandate", "project_type", "domain")


class Neighbour(NamedTuple):
    """A character beside another: its usual reading there, and how many projects have both."""

    reading: str
    found: int


class Questions:
    """Questions to one catalogue, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_found(self, match: str) -> bool:
        """Whether any project has what an FTS5 query asks for."""
        sql = f"select 1 from {SEARCH_INDEX} where {SEARCH_INDEX} match ? limit 1"
        return self._connection.execute(sql, (match,)).fetchone() is not None

    def count(self, match: str) -> int:
        """How many projects have it."""
        sql = f"select count(*) from {SEARCH_INDEX} where {SEARCH_INDEX} match ?"
        return int(self._connection.execute(sql, (match,)).fetchone()[0])

    def alias(self, folded: str) -> str | None:
        """The name of the body that an alias means."""
        names = self._texts(
            "select distinct name from organization_aliases "
            "join organizations on organizations.id = organization_id where folded = ? limit 2",
            folded,
        )
        return names[0] if len(names) == 1 else None

    def committee(self, sac_code: str) -> str | None:
        """The name of the committee with a code of SAC."""
        names = self._texts("select name from organizations where sac_code = ?", sac_code)
        return names[0] if names else None

    def committees_beginning(self, text: str) -> list[str]:
        """The committees whose names begin so, shortest first."""
        return self._texts(
            "select name from organizations where name >= ? and name < ? and kind = '技术委员会' "
            "order by length(name), id limit 200",
            text,
            text + "\U0010ffff",
        )

    def project_code(self, codes: Sequence[str]) -> str | None:
        """The first of these codes that a project has."""
        for code in codes:
            if self._texts("select code from projects where code = ?", code):
                return code
        return None

    def facet_words(self, folded: str) -> list[FacetWord]:
        """What a word says of facets, if it is exactly a value of one."""
        return [*fixed_facet_words(folded), *self._vocabulary.get(folded, ())]

    @cached_property
    def _vocabulary(self) -> dict[str, list[FacetWord]]:
        """The values of facets that lists print, by each of their folded spellings."""
        words: dict[str, list[FacetWord]] = {}
        marks = ", ".join("?" * len(_FACETS))
        for field, value, variants in self._connection.execute(
            f"select field, value, variants from vocabulary where field in ({marks}) "
            "order by field, value",
            _FACETS,
        ):
            for spelling in {fold(text) for text in (value, *json.loads(variants))}:
                words.setdefault(spelling, []).append(FacetWord(field, (value,)))
        return words

    def known_pairs(self, pairs: Sequence[str]) -> dict[str, int]:
        """Those of the pairs of characters that any text has, with their numbers of projects."""
        marks = ", ".join("?" * len(pairs))
        sql = f"select pair, found from {SEARCH_PAIRS} where pair in ({marks})"
        return {row[0]: row[1] for row in self._connection.execute(sql, tuple(pairs))}

    def following(self, character: str) -> dict[str, Neighbour]:
        """The characters that stand after one."""
        rows = self._connection.execute(
            f"select last, reading, found from {SEARCH_PAIRS} where pair >= ? and pair < ? "
            f"order by found desc, pair limit {MOST_PAIRS}",
            (character, character + "\U0010ffff"),
        )
        return {row[0]: Neighbour(row[1].partition(" ")[2], row[2]) for row in rows}

    def preceding(self, character: str) -> dict[str, Neighbour]:
        """The characters that stand before one."""
        rows = self._connection.execute(
            f"select substr(pair, 1, 1), reading, found from {SEARCH_PAIRS} where last = ? "
            f"order by found desc, pair limit {MOST_PAIRS}",
            (character,),
        )
        return {row[0]: Neighbour(row[1].partition(" ")[0], row[2]) for row in rows}

    def pairs_read(self, reading: str, usual: bool) -> dict[str, int]:
        """The pairs that are read as two syllables, as usual or at all."""
        rows = self._connection.execute(
            f"select pair, found from {SEARCH_READINGS} where reading = ? and is_usual >= ? "
            f"order by found desc, pair limit {MOST_PAIRS}",
            (reading, int(usual)),
        )
        return {row[0]: row[1] for row in rows}

    def pairs_with_initials(self, initials: str) -> dict[str, int]:
        """The pairs whose usual reading begins with two letters."""
        rows = self._connection.execute(
            f"select pair, found from {SEARCH_READINGS} where initials = ? and is_usual = 1 "
            f"order by found desc, pair limit {MOST_PAIRS}",
            (initials,),
        )
        return {row[0]: row[1] for row in rows}

    def characters_read(self, syllable: str) -> dict[str, int]:
        """The characters that are usually read so where they begin a pair."""
        rows = self._connection.execute(
            f"select substr(pair, 1, 1), sum(found) from {SEARCH_READINGS} "
            "where reading >= ? and reading < ? and is_usual = 1 group by 1 order by 2 desc, 1",
            (f"{syllable} ", f"{syllable}!"),
        )
        return {row[0]: row[1] for row in rows}

    def syllables(self, character: str) -> frozenset[str]:
        """How a common character may be read."""
        found = self._texts(
            f"select syllables from {SEARCH_SYLLABLES} where character = ?", character
        )
        return frozenset(syllable for text in found for syllable in text.split())

    def titles(self, match: str, most: int) -> list[tuple[int, str, str]]:
        """Number, code and title of the first projects that an FTS5 query finds."""
        return self._connection.execute(
            f"select id, code, title from projects where id in (select rowid from {SEARCH_INDEX} "
            f"where {SEARCH_INDEX} match ? limit {int(most)})",
            (match,),
        ).fetchall()

    def _texts(self, sql: str, *values: str) -> list[str]:
        return [str(row[0]) for row in self._connection.execute(sql, values)]
