"""How many rows of a request each value of a column has, as SQL: for facets and comparisons."""

from datasette.utils import escape_sqlite

from web.request.condition import Condition
from web.request.linked import TABLE, LinkedColumn


def counted_values(table: str, column: str, rest: Condition) -> str:
    """SQL: each value of a column and its ``count``; it may be null."""
    return (
        f"{rest.select(f'{escape_sqlite(column)} as value, count(*) as count', table)} group by 1"
    )


def counted_links(column: LinkedColumn, rest: Condition) -> str:
    """SQL: what projects are linked to, its ``value``, ``label`` and ``count``, the most first."""
    among = f"and link.project_id in ({rest.select('id', TABLE)})" if rest.clauses else ""
    return f"""
        select cast({column.target}.id as text) as value, {column.label} as label, counted.count
        from (
          select {column.key} as key, count(*) as count
          from {column.links} {among} group by {column.key}
        ) as counted
        join {column.target} on {column.target}.id = counted.key
        order by counted.count desc, {column.order}
        """


def without_links(column: LinkedColumn, rest: Condition) -> str:
    """SQL: the ``count`` of projects without a link."""
    return rest.select("count(*) as count", TABLE, f"id not in ({column.linked})")
