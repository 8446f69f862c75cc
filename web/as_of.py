"""As of which date the site speaks: what a reader has to know of every statement on status."""

from datasette.app import Datasette
from jinja2.runtime import Context

from schema.models import DATA_DATE
from web.per_site import PerSite
from web.safety.sql.visit import on_the_sites_lane
from web.site import DATABASE, Site

_DATES: PerSite[str] = PerSite()


async def data_date(context: Context) -> str:
    """Template function: the date of the newest fact of the catalogue, as precise as it is known;
    empty where none has a date."""
    site: Site = context["site"]
    return await data_date_of(site.datasette)


async def data_date_of(datasette: Datasette) -> str:
    """The date of the data of a site. Read once, the catalogue does not change."""
    known = _DATES.get(datasette)
    if known is None:
        with on_the_sites_lane():
            found = await datasette.execute(
                DATABASE, "select value from build_info where key = :key", {"key": DATA_DATE}
            )
        known = _DATES.keep(datasette, str(found.rows[0]["value"]) if found.rows else "")
    return known
