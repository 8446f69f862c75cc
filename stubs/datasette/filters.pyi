from collections.abc import Iterator, Mapping, Sequence
from typing import Any

class FilterArguments:
    where_clauses: Sequence[str]
    params: Mapping[str, Any]
    human_descriptions: Sequence[str]
    extra_context: Mapping[str, Any]
    def __init__(
        self,
        where_clauses: Sequence[str],
        params: Mapping[str, Any] | None = ...,
        human_descriptions: Sequence[str] | None = ...,
        extra_context: Mapping[str, Any] | None = ...,
    ) -> None: ...

class Filters:
    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None: ...
    def lookups(self) -> Iterator[tuple[str, str, bool]]: ...
    def selections(self) -> Iterator[tuple[str, str, str]]: ...
    def has_selections(self) -> bool: ...
    def build_where_clauses(self, table: str) -> tuple[list[str], dict[str, Any]]: ...
