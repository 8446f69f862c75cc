"""Where numbers were seen: pages of evidence, the ranks of all projects; and the data's date."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from datasette.app import Datasette

from schema.models import DATA_DATE
from schema.vocabulary import CountSubject, EvidenceRank, SiteKind
from web.counts import by_value
from web.per_site import PerSite
from web.safety.sql.visit import on_the_sites_lane
from web.site import DATABASE
from web.store import Row, Store, projects_url

_SITES: PerSite[dict[str, Row]] = PerSite()
_UNLINKED: PerSite[frozenset[str]] = PerSite()
_DATES: PerSite[str] = PerSite()


@dataclass(frozen=True)
class Page:
    """An address of evidence: the name of its site (or its host), what the site is, whether our
    pages lead there, and why the page does not count for the rank, if it does not."""

    address: str
    site: str
    kind: str
    is_linked: bool
    reason: str | None = None


@dataclass(frozen=True)
class RankCount:
    """How many projects have numbers of a rank; ``rank`` is None for those without a number."""

    rank: str | None
    projects: int
    url: str


async def distribution(store: Store) -> list[RankCount]:
    """How many projects there are of each rank, the best first and those without a number last,
    each with the address of the table of them."""
    counted = await by_value(store, CountSubject.CATALOGUE, "evidence_rank")
    found = [
        RankCount(rank, counted.get(rank, 0), projects_url(evidence_rank=rank))
        for rank in (rank.value for rank in EvidenceRank)
    ]
    return [*found, RankCount(None, counted.get(None, 0), projects_url(evidence_rank__isnull=1))]


async def uncounted_official(store: Store) -> int:
    """How many projects have a page of an official site that does not count, and none that does."""
    return int(
        await store.value(
            """
            select count(distinct project_id) from evidence_pages as page
            join projects on projects.id = project_id
            where page.kind = :official and is_counted = 0 and evidence_rank <> :rank
            """,
            rank=EvidenceRank.OFFICIAL.value,
            official=SiteKind.OFFICIAL.value,
        )
    )


async def site_kinds(store: Store) -> list[Row]:
    """How many sites and pages there are of each kind, in the order of trust."""
    rows = await store.rows(
        """
        select sites.kind, count(distinct sites.host) as sites, count(page.address) as pages
        from sites join evidence_pages as page on page.host = sites.host
        group by sites.kind
        """
    )
    order = [kind.value for kind in SiteKind]
    for row in rows:
        row["url"] = f"/{DATABASE}/evidence_pages?{urlencode({'kind': row['kind']})}"
    return sorted(rows, key=lambda row: order.index(row["kind"]))


async def pages(store: Store, addresses: Iterable[str]) -> list[Page]:
    """Addresses with their sites, in their order."""
    known = await _sites(store.datasette)
    hosts = [(text, host_of(text)) for text in addresses]
    return [
        _page(text, known[host]) if host in known else Page(text, host, "", is_linked=False)
        for text, host in hosts
    ]


async def result_pages(store: Store, column: str, number: int) -> dict[tuple[int, int], list[Page]]:
    """The pages of results of which ``column`` (``project_id`` or ``standard_id``) is ``number``,
    by project and standard; those that count stand first."""
    rows = await store.rows(
        f"""
        select project_id, standard_id, address, page.reason, sites.host, name, sites.kind,
               is_linked
        from evidence_pages as page join sites on sites.host = page.host
        where page.{column} = :number
        order by project_id, standard_id, is_counted desc, position
        """,
        number=number,
    )
    found: dict[tuple[int, int], list[Page]] = {}
    for row in rows:
        key = (row["project_id"], row["standard_id"])
        found.setdefault(key, []).append(_page(row["address"], row, row["reason"]))
    return found


def host_of(address: str) -> str:
    """The host of an address, in small letters; nothing for a text that is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


async def unlinked_hosts(datasette: Datasette) -> frozenset[str]:
    """The sites that are named and not linked."""
    known = _UNLINKED.get(datasette)
    if known is None:
        sites = await _sites(datasette)
        unlinked = frozenset(host for host, site in sites.items() if not site["is_linked"])
        known = _UNLINKED.keep(datasette, unlinked)
    return known


async def _sites(datasette: Datasette) -> dict[str, Row]:
    """Every site that evidence names, by host; read once, the catalogue does not change."""
    known = _SITES.get(datasette)
    if known is None:
        with on_the_sites_lane():
            rows = await Store(datasette).rows("select host, name, kind, is_linked from sites")
        known = _SITES.keep(datasette, {row["host"]: row for row in rows})
    return known


async def data_date(datasette: Datasette) -> str:
    """The newest date among what the catalogue holds; nothing where it cannot be read, so that a
    page on a fault can be shown."""
    known = _DATES.get(datasette)
    if known is not None:
        return known
    try:
        with on_the_sites_lane():
            found = await datasette.get_database(DATABASE).execute(
                "select value from build_info where key = ?", [DATA_DATE]
            )
    except (KeyError, sqlite3.Error):
        return ""
    return _DATES.keep(datasette, str(found.rows[0]["value"]) if found.rows else "")


def _page(address: str, site: Row, reason: str | None = None) -> Page:
    name = site["name"] or site["host"]
    return Page(address, name, site["kind"], bool(site["is_linked"]), reason)
