"""Pictures of projects by a value and by mandate, as the pages of bodies and lists have them."""

from web.charts import Figure, figure
from web.labels import NOT_STATED
from web.mandates import by_mandate
from web.store import Row

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
