"""How what a table page shows is passed on: its address with the version of the data, its feed,
and the comparison of years."""

from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.machines.projects_feed import feed_url
from web.pages.compare import compare_url
from web.pages.version import ARGUMENT, is_served, short_version
from web.request.arguments import without
from web.request.condition import address
from web.request.linked import TABLE
from web.request.table_request import TableRequest


@dataclass(frozen=True)
class Share:
    """Addresses; ``other_version`` is what the page's own address was copied from, if the site
    serves another now."""

    link: str
    version: str
    other_version: str
    feed: str
    compare: str


def share_of(datasette: Datasette, request: Request, asked: TableRequest) -> Share:
    """What a table page offers."""
    version = short_version(datasette)
    given = request.args.get(ARGUMENT) or ""
    is_of_projects = asked.table == TABLE
    return Share(
        address(datasette, request, (*without(asked.arguments, (ARGUMENT,)), (ARGUMENT, version))),
        version,
        "" if not given or is_served(datasette, given) else given[:64],
        feed_url(datasette, request, asked) if is_of_projects else "",
        compare_url(datasette, asked) if is_of_projects else "",
    )
