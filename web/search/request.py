"""What a request searches for, remembered for those who mark hits."""

from contextvars import ContextVar
from dataclasses import dataclass

from web.request.arguments import Pairs
from web.request.sound import SEARCH, SEARCH_COLUMN, is_search

# The field of the ready-made query that searches.
QUERY_FIELD = "q"


@dataclass(frozen=True)
class Searched:
    """What the current request searches for: everywhere, or by column."""

    anywhere: str = ""
    by_column: tuple[tuple[str, str], ...] = ()

    def words_for(self, column: str) -> str:
        """What is searched for in a column; empty if nothing is."""
        if self.anywhere or not self.by_column:
            return self.anywhere
        return dict(self.by_column).get(column, "")


_NOTHING = Searched()
searched: ContextVar[Searched] = ContextVar("searched", default=_NOTHING)


def remember(pairs: Pairs) -> None:
    """Remember what sound arguments search for, while the request is answered."""
    arguments = dict(reversed(pairs))
    anywhere = arguments.get(SEARCH) or arguments.get(QUERY_FIELD) or ""
    by_column = tuple(
        (key.removeprefix(SEARCH_COLUMN), value) for key, value in pairs if is_search(key)
    )
    searched.set(Searched(anywhere, () if anywhere else by_column))
