"""The home page: what the catalogue is, its key figures, and pictures of the plan."""

from typing import Any

from schema.kinds.fields import Field, fields_of
from web.charts import Figure, figure
from web.directory import joined
from web.labels import NOT_STATED
from web.mandates import by_mandate
from web.policy.plan import short_plan
from web.site import Site
from web.store import Row, Store, projects_url, status_series

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
    roles = [field for field in fields_of("projects") if field.role]
    bodies = [picture for field in roles if (picture := await top_bodies(store, field))]
    plan = (await by_list(store), await by_domain(store))
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
        "pictures": [picture for picture in plan if picture],
        "progress": (
            [await progress(store), await over_time(store)] if await store.has_outcomes() else []
        ),
        "plan": await short_plan(store),
        "bodies": bodies,
        "roles": joined([picture.heading for picture in bodies]),
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
    """Projects of each list, by mandate."""
    rows = await store.rows(
        """
        select lists.title, lists.slug, mandate, count(*) as projects
        from lists join projects on projects.list_id = lists.id
        group by lists.id, mandate order by lists.year, lists.id
        """
    )
    series, lines = by_mandate(rows, lambda row: (row["title"], f"/lists/{row['slug']}"))
    return figure("by-list", "各清单的项目数", "清单", series, lines)


async def by_domain(store: Store) -> Figure | None:
    """Projects of each domain, by mandate; None where no list divides them."""
    rows = await store.rows(
        """
        select domain, mandate, count(*) as projects from projects group by domain, mandate
        order by sum(count(*)) over (partition by domain) desc, domain
        """
    )
    if not any(row["domain"] for row in rows):
        return None
    series, lines = by_mandate(rows, lambda row: _domain(row["domain"]))
    return figure("by-domain", "各领域的项目数", "所属领域", series, lines)


async def top_bodies(store: Store, field: Field) -> Figure | None:
    """The bodies with the most projects in the role of a field; None where there are none."""
    rows = await store.rows(
        """
        with totals as (
          select organization_id, count(*) as total from project_organizations where role = :role
          group by organization_id order by total desc, organization_id limit :top
        )
        select organizations.id, name, mandate, count(*) as projects
        from totals
        join project_organizations as link
          on link.organization_id = totals.organization_id and role = :role
        join organizations on organizations.id = link.organization_id
        join projects on projects.id = link.project_id
        group by organizations.id, mandate order by totals.total desc, organizations.id
        """,
        role=field.role,
        top=TOP,
    )
    if not rows:
        return None
    series, lines = by_mandate(rows, lambda row: (row["name"], f"/organizations/{row['id']}"))
    count = await store.value(
        "select count(distinct organization_id) from project_organizations where role = :role",
        role=field.role,
    )
    rest = f"共 {count} 个，这里列出项目最多的 {TOP} 个。" if count > TOP else ""
    return figure(field.name, f"项目最多的{field.role}", str(field.role), series, lines, rest)


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
    lines: dict[tuple[int, str | None], dict[str, Any]] = {}
    divided = {row["grade"] for row in rows if row["label"]}
    for row in rows:
        if row["grade"] not in divided:
            continue
        label, url = row["label"], f"/lists/{row['slug']}"
        if row["grade"] == 2:
            label, url = _domain(label)
        elif row["grade"] == 3:
            label, url = _stated("mandate", "标准性质", label)
        line = lines.setdefault(
            (row["grade"], row["slug"] or row["label"]),
            {"label": label, "url": url, "values": [0] * len(series)},
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


def _domain(value: str | None) -> tuple[str, str]:
    return _stated("domain", "所属领域", value)


def _stated(column: str, title: str, value: str | None) -> tuple[str, str]:
    """Label and address of the projects with a value, or of those for which none is stated."""
    if value is None:
        return f"{title}{NOT_STATED}", projects_url(**{f"{column}__isnull": 1})
    return value, projects_url(**{column: value})
