"""The data quality page: totals against totals, findings, corrections. Nothing hidden."""

from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from schema.vocabulary import CountSubject, OrganizationKind, Role
from web.corrections import first_corrections
from web.counts import by_value, total
from web.evidence import distribution, site_kinds, uncounted_official
from web.rendering import render_page
from web.store import Row, Store, projects_url

# So many totals, findings of a kind, corrections and input files are shown; tables have all.
TOTALS = 200
FINDINGS = 40
CORRECTIONS = 200
INPUTS = 200


async def quality(store: Store) -> dict[str, object]:
    """What the data quality page shows. Of what is many, the first with the number of all."""
    totals = await store.rows(
        """
        select stated_totals.*, lists.title as list_title, lists.slug, document_number
        from stated_totals join notices on notices.id = stated_totals.notice_id
        left join lists on lists.id = stated_totals.list_id
        order by stated_totals.stated_count = counted, stated_totals.id limit :most
        """,
        most=TOTALS,
    )
    for one in totals:
        one["subject"] = one["list_title"] or one["domain"] or one["document_number"]
        one["url"] = _address(one)
    groups = await _findings(store)
    counts = await store.row(
        """
        select (select count(*) from stated_totals) as totals,
               (select count(*) from stated_totals where stated_count = counted) as agree,
               (select count(*) from corrections) as corrections,
               (select count(*) from build_info where key like 'sha256 %') as inputs
        """
    )
    return {
        "totals": totals,
        "groups": groups,
        "finding_count": sum(group.count for group in groups),
        "corrections": await first_corrections(store, CORRECTIONS),
        "counts": counts,
        "gaps": await _gaps(store),
        "ranks": await distribution(store),
        "uncounted_official": await uncounted_official(store),
        "site_kinds": await site_kinds(store),
        "build": await store.rows(
            "select key, value from build_info where key like 'sha256 %' order by key limit :most",
            most=INPUTS,
        ),
    }


@dataclass(frozen=True)
class FindingGroup:
    """The first findings of a kind, the number of all, and the address of the table of them."""

    kind: str
    count: int
    url: str
    findings: list[Row]


async def _findings(store: Store) -> list[FindingGroup]:
    """The first findings of each kind, with the number of all."""
    kinds = await by_value(store, CountSubject.FINDINGS, "kind")
    return [
        FindingGroup(
            kind,
            kinds[kind],
            f"/catalogue/findings?{urlencode({'kind': kind})}",
            await store.rows(
                """
                select findings.*, code, projects.title from findings
                join projects on projects.id = project_id
                where kind = :kind order by findings.id limit :most
                """,
                kind=kind,
                most=FINDINGS,
            ),
        )
        for kind in sorted(kind for kind in kinds if kind is not None)
    ]


async def _gaps(store: Store) -> Row:
    """What is not known: projects without a body in charge, committees without a code."""
    gaps = await store.row(
        """
        select count(*) as committees, coalesce(sum(sac_code is null), 0) as without_code
        from organizations where kind = :committee
        """,
        committee=OrganizationKind.COMMITTEE.value,
    )
    assert gaps is not None
    gaps["projects"] = await total(store, CountSubject.CATALOGUE)
    role = Role.IN_CHARGE.value
    gaps["without_committee"] = await total(store, CountSubject.NO_BODY, part=role)
    return gaps


def _address(one: Row) -> str:
    if one["slug"]:
        return f"/lists/{one['slug']}"
    return projects_url(domain=one["domain"]) if one["domain"] else projects_url()


async def quality_view(datasette: Datasette, request: Request) -> Response:
    context = await quality(Store(datasette))
    trail = [("数据质量", "")]
    return await render_page(datasette, request, "quality.html", "数据质量", trail, context)
