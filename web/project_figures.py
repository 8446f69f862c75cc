"""Pictures of projects by a value and by mandate, as the pages of bodies and lists have them."""

from schema.vocabulary import CountSubject
from web.charts import Figure, figure
from web.counts import counted_rows
from web.labels import NOT_STATED
from web.mandates import by_mandate
from web.store import Row, Store

# A page shows so many rows of a list in numbered pages.
LISTED = 400


def figure_of(name: str, title: str, heading: str, rows: list[Row]) -> Figure | None:
    """A picture of projects by a value and by mandate; None where no row states the value."""
    if not any(row["value"] for row in rows):
        return None
    unit = "年" if name == "years" else ""
    series, lines = by_mandate(
        rows, lambda row: (NOT_STATED if row["value"] is None else f"{row['value']}{unit}", "")
    )
    return figure(name, title, heading, series, lines)


async def figures_of(
    store: Store,
    subject: CountSubject,
    number: int,
    columns: tuple[tuple[str, str, str, str], ...],
) -> list[Figure]:
    """Pictures of the projects of a subject, one for each column: name and title of the picture,
    heading of its values, column. None of what no list states."""
    pictures = [
        figure_of(name, title, heading, await counted_rows(store, subject, column, number))
        for name, title, heading, column in columns
    ]
    return [picture for picture in pictures if picture]
