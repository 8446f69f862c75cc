"""The page of a body."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from web.charts import Figure
from web.evidence import pages
from web.policy.policy_measure import body_measures
from web.project_figures import LISTED, figure_of
from web.rendering import render_page
from web.roles import ROLE_COLUMNS
from web.safety.numbers import whole_number
from web.store import Store, projects_url, texts


async def body_page(store: Store, number: int) -> dict[str, Any] | None:
    """What the page of a body shows."""
    body = await store.row("select * from organizations where id = :id", id=number)
    if body is None:
        return None
    projects = await store.rows(
        """
        select projects.*, group_concat(role, '、') as roles
        from projects join project_organizations as link on link.project_id = projects.id
        where organization_id = :id group by projects.id order by projects.id limit :listed
        """,
        id=number,
        listed=LISTED,
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
    count = await store.value(
        "select count(distinct project_id) from project_organizations where organization_id = :id",
        id=number,
    )
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
        "project_count": count,
        "roles": roles,
        "partners": {
            role: [partner for partner in partners if partner["role"] == role]
            for role in ROLE_COLUMNS
            if any(partner["role"] == role for partner in partners)
        },
        "pictures": await _pictures(store, number),
        "with_status": await store.has_outcomes(),
        "as_of": await store.value(
            "select max(status_as_of) from project_organizations "
            "join projects on projects.id = project_id where organization_id = :id",
            id=number,
        ),
        "sources": await pages(store, (body["sac_code_sources"] or "").split()),
    }


async def _pictures(store: Store, number: int) -> list[Figure]:
    """Pictures of the body's projects; none of what no list states."""
    found = []
    for name, title, heading, column in (
        ("years", "分年度", "年度", "year"),
        ("types", "制定与修订", "制修订", "project_type"),
        ("domains", "分领域", "所属领域", "domain"),
    ):
        rows = await store.rows(
            f"""
            select {column} as value, mandate, count(*) as projects
            from projects where id in (
              select project_id from project_organizations where organization_id = :id
            )
            group by 1, 2 order by min(min(id)) over (partition by {column}), 2
            """,
            id=number,
        )
        picture = figure_of(name, title, heading, rows)
        if picture:
            found.append(picture)
    return found


async def body_view(datasette: Datasette, request: Request) -> Response:
    number = whole_number(request.url_vars["key"])
    context = None if number is None else await body_page(Store(datasette), number)
    if context is None:
        raise NotFound("Record not found")
    name = context["body"]["name"]
    trail = [("机构", "/organizations"), (name, "")]
    canonical = f"/organizations/{number}"
    return await render_page(
        datasette, request, "body.html", name, trail, context, canonical=canonical
    )
