"""Hits of a search, marked in the text that is shown."""

from markupsafe import Markup, escape

from schema.search import find_hits
from schema.search_index import SEARCH_COLUMNS
from web.escaped import escaped
from web.search.interpreter import MAX_SEARCH
from web.search.request import searched
from web.search.site_search import understood

# The columns of a table and of the ready-made search that hold searched text.
_SEARCHED = {
    "projects": frozenset(SEARCH_COLUMNS),
    None: frozenset({"标准项目名称", "项目编号"}),
}


def mark_hits(text: str, column: str = "") -> Markup:
    """The text as HTML, escaped, with ``<mark>`` around what the current request searches for.

    ``column`` matters only where the request searches single columns.
    """
    query = searched.get().words_for(column)
    if not query:
        return Markup(escaped(text))
    pieces = [Markup("")]
    done = 0
    found = understood.get()
    if query and found is not None and found.typed == query[:MAX_SEARCH]:
        query = found.marked
    for start, end in find_hits(text, query):
        pieces += [
            escape(text[done:start]),
            Markup("<mark>{}</mark>").format(text[start:end]),
        ]
        done = end
    return Markup("").join([*pieces, escape(text[done:])])


def is_marked(column: str, table: str | None) -> bool:
    """Whether the current request searches a column, so that its cells may have hits."""
    return column in _SEARCHED.get(table, ()) and bool(searched.get().words_for(column))


def marked_cell(value: object, column: str, table: str | None, size: int) -> Markup | None:
    """A cell of a result with its hits marked, cut to ``size`` characters (0: never) as
    Datasette cuts; None for a cell without a hit."""
    if not isinstance(value, str) or not is_marked(column, table):
        return None
    if size and len(value) > size:
        value = value[:size] + "…"
    marked = mark_hits(value, column)
    return marked if "<mark>" in marked else None
