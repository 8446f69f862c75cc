"""The home page: what the catalogue is, its key figures, and pictures of the plan."""

from typing import Any

from web.charts import Figure, figure
from web.policy.plan import short_plan
from web.site import Site
from web.store import Row, Store, projects_url, status_series

MANDATES = ("强制", "推荐")
TOP = 10
# The ready-made queries that answer the commonest questions, by name.
QUESTIONS = (
    "committees_by_projects",
    "mandatory_by_committee",
    "without_committee",
    "outcomes_of_projects",
    "outcome_in_force",
    "outcome_unverified",
    "policy_task_standards",
    "policy_uncovered",
)


async def home(store: Store, site: Site) -> dict[str, Any]:
    """What the home page shows."""
    figures = await key_figures(store)
    return {
        "figures": figures,
        "notices": await store.rows(
            "select id, title, document_number, issued_on from notices order by issued_on desc, id"
        ),
        "questions": [
            {"title": site.queries[name]["title"], "url": f"/catalogue/{name}"}
            for name in QUESTIONS
            if name in site.queries
        ],
        "pictures": [
            await by_list(store),
            await by_domain(store),
        ],
        "progress": (
            [await progress(store), await over_time(store)] if await store.has_outcomes() else []
        ),
        "plan": await short_plan(store),
        "bodies": [
            await top_bodies(store, "主管部门"),
            await top_bodies(store, "归口单位"),
        ],
    }


async def key_figures(store: Store) -> list[Row]:
    """The numbers at the head of the home page, each leading to what it counts."""
    count = await store.row(
        """
        select (select count(*) from projects) as projects,
               (select count(*) from projects where mandate = '强制') as mandatory,
               (select count(*) from projects where mandate = '推荐') as recommended,
               (select count(*) from projects where project_type = '制定') as new,
               (select count(*) from projects where project_type = '修订') as revised,
               (select count(*) from lists) as lists,
               (select count(distinct organization_id) from project_organizations) as bodies
        """
    )
    assert count is not None
    return [
        {"label": "标准项目", "value": count["projects"], "url": projects_url()},
        {"label": "强制性", "value": count["mandatory"], "url": projects_url(mandate="强制")},
        {"label": "推荐性", "value": count["recommended"], "url": projects_url(mandate="推荐")},
        {"label": "制定", "value": count["new"], "url": projects_url(project_type="制定")},
        {"label": "修订", "value": count["revised"], "url": projects_url(project_type="修订")},
        {"label": "机构", "value": count["bodies"], "url": "/organizations"},
        {"label": "清单", "value": count["lists"], "url": "/lists"},
    ]


async def by_list(store: Store) -> Figure:
    """Projects of each list, mandatory and recommended."""
    rows = await store.rows(
        """
        select lists.title, lists.slug, sum(mandate = '强制') as mandatory,
               sum(mandate = '推荐') as recommended
        from lists join projects on projects.list_id = lists.id
        group by lists.id order by lists.year, lists.id
        """
    )
    lines = [_line(row["title"], f"/lists/{row['slug']}", row) for row in rows]
    return figure("by-list", "各清单的项目数", "清单", MANDATES, lines)


async def by_domain(store: Store) -> Figure:
    """Projects of each domain, mandatory and recommended."""
    rows = await store.rows(
        """
        select domain, sum(mandate = '强制') as mandatory, sum(mandate = '推荐') as recommended
        from projects group by domain order by count(*) desc, domain
        """
    )
    lines = [_line(row["domain"], projects_url(domain=row["domain"]), row) for row in rows]
    return figure("by-domain", "各领域的项目数", "所属领域", MANDATES, lines)


async def top_bodies(store: Store, role: str) -> Figure:
    """The bodies with the most projects in a role."""
    rows = await store.rows(
        """
        select organizations.id, name, sum(mandate = '强制') as mandatory,
               sum(mandate = '推荐') as recommended
        from project_organizations as link
        join organizations on organizations.id = link.organization_id
        join projects on projects.id = link.project_id
        where role = :role group by organizations.id order by count(*) desc, organizations.id
        """,
        role=role,
    )
    lines = [_line(row["name"], f"/organizations/{row['id']}", row) for row in rows[:TOP]]
    rest = f"共 {len(rows)} 个，这里列出项目最多的 {TOP} 个。" if len(rows) > TOP else ""
    name = "departments" if role == "主管部门" else "committees"
    return figure(name, f"项目最多的{role}", role, MANDATES, lines, rest)


async def progress(store: Store) -> Figure:
    """How many projects of each list and domain are known to be published."""
    rows = await store.rows(
        """
        select 1 as grade, lists.id as position, lists.title as label, lists.slug, status,
               count(*) as projects
        from projects join lists on lists.id = projects.list_id group by lists.id, status
        union all
        select 2, min(id), domain, null, status, count(*) from projects group by domain, status
        union all
        select 3, min(id), mandate, null, status, count(*) from projects group by mandate, status
        order by 1, 2
        """
    )
    series = status_series([row["status"] for row in rows])
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        filters = {2: {"domain": row["label"]}, 3: {"mandate": row["label"]}}.get(row["grade"])
        url = projects_url(**filters) if filters else f"/lists/{row['slug']}"
        line = lines.setdefault(
            row["label"], {"label": row["label"], "url": url, "values": [0] * len(series)}
        )
        line["values"][series.index(row["status"])] = row["projects"]
    note = "依据已收集的公开证据，标准号见各项目页；尚未查明的不表示没有发布。"
    return figure(
        "progress", "各清单、领域与性质的发布情况", "范围", series, lines.values(), note, True
    )


async def over_time(store: Store) -> Figure:
    """When the standards that projects gave were published, by quarter."""
    rows = await store.rows(
        """
        select substr(published_on, 1, 4) as year,
               case when length(published_on) >= 7
                    then (cast(substr(published_on, 6, 2) as integer) + 2) / 3 end as quarter,
               count(distinct case when confidence = 'high' then standards.id end) as verified,
               count(distinct standards.id) as standards
        from project_outcomes join standards on standards.id = standard_id
        where relation = '结果' and published_on is not null
        group by 1, 2 order by 1, 2 is null, 2
        """
    )
    lines = [
        {
            "label": f"{row['year']}年" + (f"第{row['quarter']}季度" if row["quarter"] else ""),
            "url": "",
            "values": (row["verified"], row["standards"] - row["verified"]),
        }
        for row in rows
    ]
    note = "只计已查明发布日期的标准。"
    series = ("标准号已核实", "标准号待核实")
    return figure("over-time", "已查明标准的发布时间", "发布时间", series, lines, note)


def _line(label: str, url: str, row: Row) -> Row:
    return {"label": label, "url": url, "values": (row["mandatory"], row["recommended"])}
