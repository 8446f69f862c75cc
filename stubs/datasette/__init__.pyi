# What the site takes of Datasette 0.65, which is published without types. Only what is used.
from collections.abc import Callable
from typing import TypeVar, overload

from datasette import handle_exception as handle_exception

_F = TypeVar("_F", bound=Callable[..., object])

@overload
def hookimpl(function: _F, /) -> _F: ...
@overload
def hookimpl(
    *, hookwrapper: bool = ..., tryfirst: bool = ..., trylast: bool = ...
) -> Callable[[_F], _F]: ...
