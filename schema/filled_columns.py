"""What the columns of a finished catalogue hold, as its data dictionary counts it at the build.

A column that no row fills, or that says the same of every row and was declared to count only where
it differs, has nothing to say to a reader: pages, facets and files for people leave it out. Data
for programs always has every column.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from schema.dictionary import declarations

FILLED_QUERY = "select table_name, column_name, filled, is_uniform from data_dictionary"
# SQL: how many rows fill a column, and whether all rows hold the same in it.
FILLED = "count(nullif(nullif(nullif({column}, ''), '[]'), '{{}}'))"
UNIFORM = "count(*) > 0 and count({column}) = count(*) and min({column}) = max({column})"


@dataclass(frozen=True)
class FilledColumns:
    """Columns, as pairs of table and column: those that no row fills, of tables that have rows,
    and those that hold the same in every row."""

    empty: frozenset[tuple[str, str]] = frozenset()
    uniform: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def is_silent(self, table: str, column: str) -> bool:
        """Whether a column has nothing to say."""
        if (table, column) in self.empty:
            return True
        declared = declarations().get(table)
        meaning = declared.columns.get(column) if declared else None
        only_varied = meaning is not None and meaning.only_if_varied
        return only_varied and (table, column) in self.uniform

    def divides(self, table: str, column: str) -> bool:
        """Whether a column tells rows of its table apart, so that a facet over it is of use."""
        return (table, column) not in self.empty | self.uniform


def read_filled(rows: Iterable[tuple[str, str, int, int]]) -> FilledColumns:
    """The filled columns of a catalogue from the rows of :data:`FILLED_QUERY`."""
    found = list(rows)
    sizes = {table: filled for table, column, filled, _ in found if not column}
    return FilledColumns(
        frozenset((t, c) for t, c, filled, _ in found if c and not filled and sizes.get(t)),
        frozenset((t, c) for t, c, _, is_uniform in found if c and is_uniform),
    )
