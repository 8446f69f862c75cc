from collections.abc import Iterable
from typing import Any

class _Hooks:
    def filters_from_request(self, **arguments: Any) -> Iterable[Any]: ...
    def __getattr__(self, name: str) -> Any: ...

class _Manager:
    hook: _Hooks

pm: _Manager
