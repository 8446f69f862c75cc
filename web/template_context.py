"""What functions of templates take of a page: its variables, by name."""

from typing import Any, Protocol


class PageVariables(Protocol):
    """Jinja's context of a template, or the variables from which one is made."""

    def __getitem__(self, name: str, /) -> Any: ...

    def __contains__(self, name: str, /) -> bool: ...

    def get(self, name: str, default: Any = None, /) -> Any:
        """A variable, or ``default`` where there is none."""
