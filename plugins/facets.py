"""Facets in which several values can be chosen, and facets over many-to-many.

Which facets a table has is declared in ``schema/dictionary.yml``. The classes here take the
places of Datasette's own column and array facets.
"""

from collections.abc import Awaitable, Generator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.facets import ArrayFacet, ColumnFacet, DateFacet
from datasette.filters import FilterArguments
from datasette.utils.asgi import Request

from web.facets.choices import ChoiceFacet
from web.facets.known import KnownDateFacet
from web.facets.linked import LinkFacet
from web.request.condition import link_filters

_REPLACED = {ColumnFacet: ChoiceFacet, ArrayFacet: LinkFacet, DateFacet: KnownDateFacet}


@hookimpl(hookwrapper=True)
def register_facet_classes() -> Generator[None, Any, None]:
    outcome = yield
    outcome.force_result(
        [[_REPLACED.get(known, known) for known in classes] for classes in outcome.get_result()]
    )


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Awaitable[FilterArguments | None]:
    return link_filters(datasette, request, database, table)
