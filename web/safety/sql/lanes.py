"""Which lane a request is on. What is not listed here is a visitor's.

The site's lane has our own pages, pages of tables and rows as their links and forms ask for them,
and ready-made queries without fields. Lookups by pattern, conditions in SQL, other facets, long
values and large pages are on the visitors' lane, where they do what they always did.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.plugins import pm

from web.request.comparison import COMPARE, COMPARE_ARGUMENTS
from web.request.linked import LINKED_COLUMNS, TABLE
from web.site import DATABASE

# Arguments that change nothing about what is asked of the database.
_FREE = frozenset(
    (
        *("_col", "_nocol", "_nocount", "_nofacet", "_nosuggest", "_nl", "_ttl", "_json"),
        *("_json_infinity", "_header", "_shape", "_sort", "_sort_desc", "_next"),
        *("_hide_sql", "_show_sql", "_show_hidden", "_lang", "_version"),
    )
)
# Lookups that an index answers, or one comparison a row.
_LOOKUPS = frozenset(
    ("exact", "not", "gt", "gte", "lt", "lte", "isnull", "notnull", "isblank", "notblank", "date")
)
_LISTS = frozenset(("in", "notin"))
_MAX_ARGUMENTS = 30
_MAX_VALUE = 200
_MAX_LIST = 30
_MAX_WORDS = 8
# Rows of a page of the site's own; more take long to lay out.
_MAX_PAGE = 100
# Facet values of a page.
_MAX_FACET_SIZE = 100
_FORMATS = ("", "json", "jsono", "csv")
# No character that could be written in another way: what does not match is a visitor's.
_PLAIN = re.compile(
    rf"/{DATABASE}/(?P<name>[a-z0-9_]+)(?P<row>/[0-9A-Za-z,_-]+)?(?:\.(?P<form>\w+))?"
)
# How the addresses of tables begin, each of which is judged by its arguments.
_TABLES = "/(?P<database>"
_OTHERS = re.compile(r"/(?:\.json|favicon\.ico)?|/(?:static|-)/.*|/catalogue\.db")
_FIELD = re.compile(r":\w")


class Lanes:
    """Decides for the requests of one Datasette."""

    def __init__(self, datasette: Datasette) -> None:
        self._datasette = datasette
        self._own = [re.compile(pattern) for pattern in _patterns(datasette)]

    def is_of_the_site(self, path: str, query: str) -> bool:
        """Whether a request is on the site's lane. ``path`` is as sent, not decoded."""
        base = self._datasette.setting("base_url")
        if base != "/" and path.startswith(base):
            path = "/" + path[len(base) :]
        is_compared = path == COMPARE
        own = _OTHERS.fullmatch(path) or any(pattern.match(path) for pattern in self._own)
        if own and not is_compared:
            return True
        try:
            pairs = parse_qsl(
                query, keep_blank_values=True, errors="strict", max_num_fields=_MAX_ARGUMENTS
            )
        except ValueError:
            return False
        if path in (f"/{DATABASE}", f"/{DATABASE}.json"):
            return all(key in _FREE for key, _ in pairs)
        if is_compared:
            # It counts what a table page of projects selects, and asks for no more.
            pairs = [pair for pair in pairs if pair[0] not in COMPARE_ARGUMENTS]
            path = f"/{DATABASE}/{TABLE}"
        found = _PLAIN.fullmatch(path)
        if found is None or (found["form"] or "") not in _FORMATS:
            return False
        metadata = self._datasette.metadata(database=DATABASE, fallback=False) or {}
        query_declared = (metadata.get("queries") or {}).get(found["name"])
        if query_declared is not None:
            is_fixed = not _FIELD.search(query_declared["sql"])
            return is_fixed and all(key in _FREE for key, _ in pairs)
        declared = (metadata.get("tables") or {}).get(found["name"])
        if not declared or not declared.get("columns"):
            return False
        is_page = not found["form"]
        return all(_is_simple(declared, key, value, is_page) for key, value in pairs)


def _patterns(datasette: Datasette) -> Iterable[str]:
    """The addresses of pages that plugins bring: ours, but for tables."""
    for routes in pm.hook.register_routes(datasette=datasette):
        routes = routes() if isinstance(routes, Callable) else routes  # type: ignore[arg-type]
        for pattern, _ in routes:
            if not pattern.startswith(_TABLES):
                yield pattern


def _is_simple(declared: dict[str, Any], key: str, value: str, is_page: bool) -> bool:
    """Whether an argument of a table asks for no more than the pages of the site do."""
    if len(value) > _MAX_VALUE:
        return False
    if key in _FREE:
        return True
    if key == "_search" or key.startswith("_search_"):
        return len(value.split()) <= _MAX_WORDS
    if key in ("_facet", "_facet_array"):
        return value in _facets(declared)
    if key == "_facet_size":
        return value.isascii() and value.isdigit() and int(value) <= _MAX_FACET_SIZE
    if key == "_size":
        return not is_page or (value.isascii() and value.isdigit() and int(value) <= _MAX_PAGE)
    if key == "_labels":
        # Without labels, each number of another row is looked up by itself.
        return not is_page or value == "on"
    if key in {column.argument for column in LINKED_COLUMNS}:
        return True
    column, _, lookup = key.rpartition("__") if "__" in key else (key, "", "exact")
    if column not in declared["columns"]:
        return False
    if lookup in _LISTS:
        return value.count(",") < _MAX_LIST
    return lookup in _LOOKUPS


def _facets(declared: dict[str, Any]) -> set[str]:
    return {
        facet if isinstance(facet, str) else str(next(iter(facet.values())))
        for facet in declared.get("facets") or ()
    }
