"""The pages of bodies and of lists."""

from typing import Any

from web.cells import body_ids
from web.charts import figure
from web.home import MANDATES
from web.policy.measure_page import body_measures
from web.safety.numbers import whole_number
from web.store import Row, Store, projects_url, status_series, texts

KINDS = ("政府部门", "行业组织", "技术委员会")
LEVELS = ("国家", "省", "市", "县")
ROLE_COLUMNS = {"主管部门": "departments", "归口单位": "committees"}


async def bodies(store: Store) -> dict[str, Any]:
    """The bodies of projects with their numbers of projects, by kind; and apart from them those
    that only policy documents name, by level and place."""
    rows = await store.rows(
        """
        select organizations.*, count(distinct project_id) as projects,
               count(distinct case when mandate = '强制' then project_id end) as mandatory,
               (select count(*) from measure_organizations as answer
                where answer.organization_id = organizations.id
                  and answer.basis = '载明') as measures
        from organizations
        left join project_organizations as link on link.organization_id = organizations.id
        left join projects on projects.id = link.project_id
        group by organizations.id order by projects desc, organizations.id
        """
    )
    of_projects = [row for row in rows if row["projects"]]
    of_policy = sorted(
        (row for row in rows if not row["projects"]), key=lambda row: -row["measures"]
    )
    kinds = [*KINDS, *sorted({row["kind"] for row in of_projects} - set(KINDS))]
    places = sorted(
        {(row["level"] or "", row["place"] or "") for row in of_policy},
        key=lambda place: (bool(place[1]), _level(place[0]), place[1]),
    )
    return {
        "total": len(of_projects),
        "groups": [
            {"kind": kind, "bodies": [row for row in of_projects if row["kind"] == kind]}
            for kind in kinds
            if any(row["kind"] == kind for row in of_projects)
        ],
        "policy_total": len(of_policy),
        "places": [
            {
                "name": place or "国家",
                "bodies": [row for row in of_policy if (row["place"] or "") == place],
            }
            for place in dict.fromkeys(place for _, place in places)
        ],
    }


def _level(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


async def body_page(store: Store, number: int) -> dict[str, Any] | None:
    """What the page of a body shows."""
    body = await store.row("select * from organizations where id = :id", id=number)
    if body is None:
        return None
    projects = await store.rows(
        """
        select projects.*, group_concat(role, '、') as roles
        from projects join project_organizations as link on link.project_id = projects.id
        where organization_id = :id group by projects.id order by projects.id
        """,
        id=number,
    )
    roles = await store.rows(
        """
        select role, count(*) as projects from project_organizations
        where organization_id = :id group by role order by count(*) desc
        """,
        id=number,
    )
    for role in roles:
        role["url"] = projects_url(**{f"_{ROLE_COLUMNS[role['role']]}": number})
    partners = await store.rows(
        """
        select other.role, organizations.id, name, count(*) as projects
        from project_organizations as mine
        join project_organizations as other
          on other.project_id = mine.project_id and other.organization_id <> :id
        join organizations on organizations.id = other.organization_id
        where mine.organization_id = :id
        group by other.role, organizations.id order by count(*) desc, organizations.id
        """,
        id=number,
    )
    for project in projects:
        project["standard_numbers"] = texts(project.get("standard_numbers"))
    return {
        "body": body,
        "measures": await body_measures(store, number),
        "part_of": await store.row(
            "select id, name from organizations where id = :id", id=body["part_of_id"]
        ),
        "parts": await store.rows(
            "select id, name from organizations where part_of_id = :id order by id", id=number
        ),
        "projects": projects,
        "roles": roles,
        "partners": {
            role: [partner for partner in partners if partner["role"] == role]
            for role in ROLE_COLUMNS
            if any(partner["role"] == role for partner in partners)
        },
        "pictures": [
            _picture("years", "分年度", "年度", projects, "year"),
            _picture("types", "制定与修订", "制修订", projects, "project_type"),
            _picture("domains", "分领域", "所属领域", projects, "domain"),
        ],
        "with_status": await store.has_outcomes(),
        "sources": (body["sac_code_sources"] or "").split(),
    }


def _picture(name: str, title: str, heading: str, projects: list[Row], column: str) -> Any:
    values = list(dict.fromkeys(project[column] for project in projects))
    lines = [
        {
            "label": f"{value}年" if column == "year" else value,
            "url": "",
            "values": [
                sum(p[column] == value and p["mandate"] == mandate for p in projects)
                for mandate in MANDATES
            ],
        }
        for value in values
    ]
    return figure(name, title, heading, MANDATES, lines)


async def all_lists(store: Store) -> dict[str, Any]:
    """Every notice with its lists."""
    notices = await store.rows("select * from notices order by issued_on desc, id")
    lists = await store.rows("select * from lists order by notice_id, id")
    for notice in notices:
        notice["issuers"] = texts(notice["issuers"])
        notice["lists"] = [row for row in lists if row["notice_id"] == notice["id"]]
    return {"notices": notices}


async def list_page(store: Store, key: str) -> dict[str, Any] | None:
    """What the page of a list shows; ``key`` is its slug or number."""
    found = await store.row(
        """
        select lists.*, notices.title as notice_title, document_number, issued_on
        from lists join notices on notices.id = lists.notice_id
        where lists.slug = :key
        union all
        select lists.*, notices.title, document_number, issued_on
        from lists join notices on notices.id = lists.notice_id
        where lists.id = :number and not exists (select 1 from lists where slug = :key)
        """,
        key=key,
        number=whole_number(key),
    )
    if found is None:
        return None
    projects = await store.rows(
        "select * from projects where list_id = :id order by seq", id=found["id"]
    )
    for project in projects:
        for column in ("departments", "committees", "standard_numbers"):
            project[column] = texts(project.get(column))
    progress = None
    if await store.has_outcomes():
        series = status_series([project["status"] for project in projects])
        values = [sum(p["status"] == status for p in projects) for status in series]
        line = {"label": "全部项目", "url": "", "values": values}
        progress = figure("progress", "发布情况", "范围", series, [line])
    return {
        "list": found,
        "body_ids": await body_ids(store.datasette),
        "projects": projects,
        "with_status": progress is not None,
        "pictures": [
            _picture("domains", "分领域", "所属领域", projects, "domain"),
            _picture("types", "制定与修订", "制修订", projects, "project_type"),
            *([progress] if progress else []),
        ],
    }
