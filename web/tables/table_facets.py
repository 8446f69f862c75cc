"""The facets of a request of a table, by the classes that plugins register for them."""

from dataclasses import dataclass, field
from itertools import chain

from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request

from web.site import DATABASE
from web.tables.asked_rows import AskedRows


@dataclass
class TableFacets:
    """What facets say, by their names, and the names of those that took too long."""

    results: dict[str, dict[str, object]] = field(default_factory=dict)
    timed_out: list[str] = field(default_factory=list)


async def table_facets(datasette: Datasette, request: Request, found: AskedRows) -> TableFacets:
    """Count all facets of a page."""
    shape, statement = found.shape, found.statement
    columns = ", ".join(map(escape_sqlite, shape.columns))
    sql = f"select {columns} from {escape_sqlite(shape.name)} {statement.conditions}"
    facets = TableFacets()
    for facet_class in chain.from_iterable(pm.hook.register_facet_classes()):
        facet = facet_class(
            datasette,
            request,
            DATABASE,
            sql=sql,
            params=statement.params,
            table=shape.name,
            metadata=shape.metadata,
            row_count=found.count,
        )
        results, timed_out = await facet.facet_results()
        facets.timed_out += timed_out
        for result in results:
            name, number = result["name"], 1
            while name in facets.results:
                number += 1
                name = f"{result['name']}_{number}"
            facets.results[name] = result
    return facets
