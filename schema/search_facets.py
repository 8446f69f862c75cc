"""Values of facets as terms of the search index, and the words by which people name them.

A term begins with a character that no folded text has, so a typed word never meets one by chance.
``强制`` in a title and the nature 强制 are two things to the index.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from schema.search import fold, spelled
from schema.vocabulary import ProjectStatus

# The facets whose values are words or years, each with the character that its terms begin with.
_MARKS = {
    "mandate": "\uf8f0",
    "project_type": "\uf8f1",
    "domain": "\uf8f2",
    "year": "\uf8f3",
    "status": "\uf8f4",
}
FACET_COLUMNS = tuple(_MARKS)
# What people call the states of a project: each word may cover several.
STATUS_WORDS: Mapping[str, tuple[ProjectStatus, ...]] = {
    "已发布": (ProjectStatus.VERIFIED, ProjectStatus.UNVERIFIED, ProjectStatus.STATED),
    "发布": (ProjectStatus.VERIFIED, ProjectStatus.UNVERIFIED, ProjectStatus.STATED),
    "已核实": (ProjectStatus.VERIFIED,),
    "待核实": (ProjectStatus.UNVERIFIED,),
    "标准号未查明": (ProjectStatus.STATED,),
    "说法不一": (ProjectStatus.DISPUTED,),
    "已终止": (ProjectStatus.ENDED,),
    "终止": (ProjectStatus.ENDED,),
    "已暂缓": (ProjectStatus.SUSPENDED,),
    "暂缓": (ProjectStatus.SUSPENDED,),
    "未查明": (ProjectStatus.UNKNOWN,),
}
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")


class FacetWord(NamedTuple):
    """A typed word as values of a facet: its column, and any of these values."""

    column: str
    values: tuple[str, ...]


@lru_cache(maxsize=1_000)
def facet_term(column: str, value: str) -> str:
    """The index term of a value of a facet."""
    return _MARKS[column] + spelled(fold(value))


def facet_terms(row: Mapping[str, object]) -> str:
    """The index terms of a row's facets, separated by blanks."""
    return " ".join(
        facet_term(column, str(value))
        for column in FACET_COLUMNS
        if (value := row.get(column)) not in (None, "")
    )


def facet_phrase(word: FacetWord) -> str:
    """The FTS5 expression that finds the rows with any of the values."""
    return " OR ".join(f'"{facet_term(word.column, value)}"' for value in word.values)


def fixed_facet_words(folded: str) -> Iterator[FacetWord]:
    """What a folded word says of years and states; what it says of values that lists print is in
    the table ``vocabulary``."""
    year = _YEAR.fullmatch(folded)
    if year:
        yield FacetWord("year", (year[1],))
    if folded in STATUS_WORDS:
        yield FacetWord("status", tuple(STATUS_WORDS[folded]))
