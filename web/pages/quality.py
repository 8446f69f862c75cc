"""The data quality page: totals against totals, findings, corrections. Nothing hidden."""

from itertools import groupby
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.evidence import distribution, site_kinds, uncounted_official
from web.rendering import render_page
from web.store import Row, Store, projects_url


async def quality(store: Store) -> dict[str, Any]:
    """What the data quality page shows."""
    totals = await store.rows(
        """
        select stated_totals.*, lists.title as list_title, lists.slug, document_number
        from stated_totals join notices on notices.id = stated_totals.notice_id
        left join lists on lists.id = stated_totals.list_id
        order by stated_totals.id
        """
    )
    for total in totals:
        total["subject"] = total["list_title"] or total["domain"] or total["document_number"]
        total["url"] = _address(total)
    findings = await store.rows(
        """
        select findings.*, code, projects.title from findings
        join projects on projects.id = project_id order by kind, findings.id
        """
    )
    groups = [
        {"kind": kind, "findings": list(found)}
        for kind, found in groupby(findings, key=lambda finding: finding["kind"])
    ]
    corrections = await store.rows(
        """
        select corrections.*, code, projects.title from corrections
        join projects on projects.id = project_id order by corrections.id
        """
    )
    gaps = await store.row(
        """
        select sum(committees = '[]') as without_committee, count(*) as projects,
               (select count(*) from organizations where kind = '技术委员会') as committees,
               (select count(*) from organizations where kind = '技术委员会'
                and sac_code is null) as without_code
        from projects
        """
    )
    return {
        "totals": totals,
        "agree": sum(total["stated_count"] == total["counted"] for total in totals),
        "groups": groups,
        "finding_count": len(findings),
        "corrections": corrections,
        "gaps": gaps,
        "ranks": await distribution(store),
        "uncounted_official": await uncounted_official(store),
        "site_kinds": await site_kinds(store),
        "notices": await store.rows("select * from notices order by id"),
        "build": await store.rows(
            "select key, value from build_info where key like 'sha256 %' order by key"
        ),
    }


def _address(total: Row) -> str:
    if total["slug"]:
        return f"/lists/{total['slug']}"
    return projects_url(domain=total["domain"]) if total["domain"] else projects_url()


async def quality_view(datasette: Datasette, request: Request) -> Response:
    context = await quality(Store(datasette))
    trail = [("数据质量", "")]
    return await render_page(datasette, request, "quality.html", "数据质量", trail, context)
