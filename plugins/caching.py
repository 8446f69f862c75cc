"""Pages that were made are kept for who asks next."""

from collections.abc import Callable

from datasette import hookimpl
from datasette.app import Datasette

from web.asgi import App
from web.caching.answers import keep_answers


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    # Of the results of all plugins, Datasette wraps the first innermost: the last sees the
    # request as it comes.
    return keep_answers(datasette)
