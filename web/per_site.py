"""What is made once for each Datasette: what its catalogue holds does not change while it runs."""

from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from datasette.app import Datasette

T = TypeVar("T")


class PerSite(Generic[T]):
    """One value for each Datasette, let go together with it."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Datasette, T] = WeakKeyDictionary()

    def get(self, datasette: Datasette) -> T | None:
        """The value of a site; None before it was made."""
        return self._known.get(datasette)

    def keep(self, datasette: Datasette, value: T) -> T:
        """Make ``value`` that of a site, and give it back."""
        self._known[datasette] = value
        return value
