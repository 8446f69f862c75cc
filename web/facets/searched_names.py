"""Searches for a part of the names of bodies, answered from the links in memory.

What most projects have in their texts is mostly a part of the names of bodies, as 标准化技术委员会.
The index compares the places of each of its pairs of characters in every project, a quarter of a
second for a million. The projects of the bodies that are named so are in memory; that no others
have it, or which, follows from its rarest pair: of that the index has counted the projects.
"""

import json
from typing import NamedTuple

import numpy as np
from datasette.app import Datasette

from schema.kinds.fields import fields_of
from schema.search import match_query, phrase, unquoted, words
from schema.search_index import SEARCH_INDEX, SEARCH_PAIRS
from web.facets.codes import Coded, Mask
from web.facets.index_rows import index_rows
from web.request.linked import TABLE
from web.search.site_search import interpreter_of

# Where fewer projects have it, the index is as quick.
MANY = 20_000
# So many other projects that have the rarest pair are looked at one by one.
_LOOKED_AT = 1_000
# The columns of the index that hold the names of the bodies that a project is linked to.
_ROLES = tuple(field.name for field in fields_of(TABLE) if field.role and field.search)
_ELSEWHERE = f"- {{{' '.join(_ROLES)}}} : "
_MATCHES = f"{SEARCH_INDEX} match :match"
_AMONG = " and rowid in (select value from json_each(:among))"


class _Pair(NamedTuple):
    """Two characters, and how many projects have them."""

    text: str
    projects: int


async def named_so(
    datasette: Datasette, database: str, coded: Coded, text: str, least: int = MANY
) -> Mask | None:
    """The projects that a search finds; None where the index is to be asked for all of it: if no
    word is a part of the names of bodies that together have ``least`` projects, or one means more
    than itself."""
    interpreter = interpreter_of(datasette)
    if coded.table != TABLE or interpreter is None or interpreter.match(text) != match_query(text):
        return None
    found: list[Mask] = []
    left: list[str] = []
    for word in words(unquoted(text)[0]):
        mask = await _with_word(datasette, database, coded, word, least)
        if mask is None:
            left.append(phrase(word))
        else:
            found.append(mask)
    if not found:
        return None
    if left:
        ids = await index_rows(datasette, database, _MATCHES, {"match": " ".join(left)})
        found.append(coded.mask_of(ids))
    all_words: Mask = np.logical_and.reduce(found)
    return all_words


async def _with_word(
    datasette: Datasette, database: str, coded: Coded, word: str, least: int
) -> Mask | None:
    """The projects that have a word; None where memory does not tell."""
    mask = np.zeros(len(coded.ids), np.bool_)
    for role in _ROLES:
        links = coded.links[role]
        named = np.array([word in name for name in links.folded], np.bool_)
        if named.any():
            mask[links.places[named[links.codes]]] = True
    many = int(np.count_nonzero(mask))
    rarest = await _rarest_pair(datasette, database, word) if many >= least else None
    if rarest is None or not 0 <= rarest.projects - many <= _LOOKED_AT:
        return None
    if rarest.projects > many:
        # Others have the pair, in other texts; some of them may have the whole word there.
        match = f"{_ELSEWHERE}{phrase(rarest.text)}"
        having = coded.mask_of(await index_rows(datasette, database, _MATCHES, {"match": match}))
        others = json.dumps(coded.ids[having & ~mask].tolist())
        asked = {"match": phrase(word), "among": others}
        mask |= coded.mask_of(await index_rows(datasette, database, _MATCHES + _AMONG, asked))
    return mask


async def _rarest_pair(datasette: Datasette, database: str, word: str) -> _Pair | None:
    """Of the pairs of Chinese characters of a word, that of the fewest projects; None for a word
    without any."""
    pairs = [word[place : place + 2] for place in range(len(word) - 1)]
    sql = (
        f"select pair, found from {SEARCH_PAIRS} where pair in ({', '.join('?' * len(pairs))}) "
        "order by found, pair limit 1"
    )
    rows = (await datasette.get_database(database).execute(sql, pairs)).rows
    return _Pair(str(rows[0]["pair"]), int(rows[0]["found"])) if rows else None
