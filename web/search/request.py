"""What a request searches for, made fit for Datasette before it sees the request."""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from web.asgi import App, Receive, Scope, Send

# The field of the ready-made query that searches.
QUERY_FIELD = "q"


@dataclass(frozen=True)
class Searched:
    """What the current request searches for: everywhere, or by column."""

    anywhere: str = ""
    by_column: tuple[tuple[str, str], ...] = ()

    def words_for(self, column: str) -> str:
        """What is searched for in a column; empty if nothing is."""
        return self.anywhere or dict(self.by_column).get(column, "")


_NOTHING = Searched()
searched: ContextVar[Searched] = ContextVar("searched", default=_NOTHING)


def normalize_search(app: App) -> App:
    """Let an empty search box list everything, and remember what is searched for.

    Datasette would answer an empty box with no rows. ``_searchmode=raw`` is left out: it would
    make an error page of a quote.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            query = scope.get("query_string", b"").decode("latin-1")
            pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
            kept = [pair for pair in pairs if not _is_needless(*pair)]
            if len(kept) < len(pairs):
                scope = {**scope, "query_string": urlencode(kept).encode("ascii")}
            searched.set(_searched(kept))
        await app(scope, receive, send)

    return wrapped


def _is_needless(key: str, value: str) -> bool:
    if key == "_searchmode":
        return True
    return (key == "_search" or key.startswith("_search_")) and not value.strip()


def _searched(pairs: list[tuple[str, str]]) -> Searched:
    arguments = dict(reversed(pairs))
    anywhere = arguments.get("_search") or arguments.get(QUERY_FIELD) or ""
    by_column = tuple(
        (key.removeprefix("_search_"), value)
        for key, value in arguments.items()
        if key.startswith("_search_")
    )
    return Searched(anywhere, () if anywhere else by_column)
