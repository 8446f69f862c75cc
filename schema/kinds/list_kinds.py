"""The kinds of list, as declared in ``kinds.yml``, and how a list is told to be of one."""

import re
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schema.declared_yaml import read_declared

DECLARED_KINDS = Path(__file__).with_name("kinds.yml")


class ListKind(BaseModel):
    """A kind of list: what makes it recognisable, what it must have, what its rows are about.

    A list is of the kind if it has all of ``needs`` (``a|b``: either), and a heading that one of
    ``heading`` (regular expressions) is found in, or one of ``fields``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    title: str
    english: str
    heading: tuple[str, ...]
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    entries: Literal["project", "standard"]

    @cached_property
    def _headings(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern in self.heading]

    def is_headed(self, heading: str) -> bool:
        """Whether ``heading`` (a clean text) is one of this kind."""
        return any(pattern.search(heading) for pattern in self._headings)

    def has_needs(self, columns: Collection[str]) -> bool:
        return all(
            any(name in columns for name in alternatives.split("|")) for alternatives in self.needs
        )


@cache
def list_kinds() -> tuple[ListKind, ...]:
    """Every declared kind, in the order in which they are tried."""
    content = read_declared(DECLARED_KINDS)
    return tuple(ListKind.model_validate(declared) for declared in content)


def kind_of(heading: str, columns: Collection[str]) -> ListKind:
    """The kind of a list with this heading (clean, empty if there is none) and these fields.

    The heading decides before the columns do; the last kind declared takes what no other does.
    """
    able = [kind for kind in list_kinds() if kind.has_needs(columns)]
    headed = (kind for kind in able if kind.is_headed(heading))
    told = (kind for kind in able if set(kind.fields) & set(columns))
    return next(headed, None) or next(told, None) or list_kinds()[-1]


def kind_named(name: str) -> ListKind:
    """The declared kind called ``name``. Raises ``KeyError`` if there is none."""
    return {kind.kind: kind for kind in list_kinds()}[name]
