"""By what tables are sorted: names by their stored key, codes of projects by the ids that follow
them, since a code beyond 999 is no text of the same length."""

from schema.dictionary import declarations

SORTED_BY = {
    ("projects", "code"): "id",
    ("projects", "title"): "title_sort_key",
    ("organizations", "name"): "name_sort_key",
}


def sorted_by(table: str, column: str) -> str:
    """The column by which rows are sorted where a column is asked for."""
    return SORTED_BY.get((table, column), column)


def sort_columns(table: str) -> list[str]:
    """The columns that rows of a table with facets in memory are sorted by, without its key."""
    asked = declarations()[table].sortable or []
    found = dict.fromkeys(sorted_by(table, column) for column in asked)
    return [column for column in found if column != "id"]
