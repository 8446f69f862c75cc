"""The page of a body."""

import json

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from schema.counts import COUNTED_AT_REQUEST
from schema.vocabulary import CountSubject
from web.counts import newest_evidence, total
from web.evidence import pages
from web.numbered_pages import NumberedPage, asked_page, numbered_page
from web.policy.policy_measure import body_measures
from web.project_figures import LISTED, figures_of
from web.rendering import render_page
from web.roles import ROLE_COLUMNS
from web.safety.numbers import whole_number
from web.store import Context, Row, Store, projects_url, texts

# So many bodies beside a body are named for each role.
PARTNERS = 100
# Name and title of each picture, heading of its values, column.
_PICTURES = (
    ("years", "分年度", "年度", "year"),
    ("types", "制定与修订", "制修订", "project_type"),
    ("domains", "分领域", "所属领域", "domain"),
)


async def body_page(store: Store, number: int, page_number: int = 1) -> Context | None:
    """What the page of a body shows; ``page_number`` is the page of its projects."""
    body = await store.row("select * from organizations where id = :id", id=number)
    if body is None:
        return None
    roles = await store.rows(
        """
        select part as role, sum(counted) as projects from counts
        where subject = :subject and subject_id = :id and part <> '' and dimension = ''
        group by part order by projects desc, part
        """,
        subject=CountSubject.BODY.value,
        id=number,
    )
    for role in roles:
        role["url"] = projects_url(**{f"_{ROLE_COLUMNS[role['role']]}": number})
    count = await total(store, CountSubject.BODY, number)
    page = numbered_page(page_number, LISTED, count)
    partners = await _partners(store, number, count)
    return {
        "page": page,
        "body": body,
        "measures": await body_measures(store, number),
        "part_of": await store.row(
            "select id, name from organizations where id = :id", id=body["part_of_id"]
        ),
        "parts": await store.rows(
            "select id, name from organizations where part_of_id = :id order by id", id=number
        ),
        "projects": await _projects(store, number, [role["role"] for role in roles], page),
        "project_count": count,
        "roles": roles,
        "partners": {role: partners[role] for role in ROLE_COLUMNS if role in partners},
        "pictures": await figures_of(store, CountSubject.BODY, number, _PICTURES),
        "with_status": await store.has_outcomes(),
        "as_of": await newest_evidence(store, CountSubject.BODY, number),
        "sources": await pages(store, (body["sac_code_sources"] or "").split()),
    }


async def _projects(store: Store, number: int, roles: list[str], page: NumberedPage) -> list[Row]:
    """The projects of a page, each with the roles of the body. Each role has an index of its
    projects in order; a union of them ends where the page ends."""
    if not roles:
        return []
    of_role = (
        "select project_id from project_organizations "
        "where organization_id = :id and role = :role_{}"
    )
    union = " union ".join(of_role.format(place) for place in range(len(roles)))
    projects = await store.rows(
        f"""
        select projects.*, (select group_concat(role, '、') from (
          select role from project_organizations
          where project_id = projects.id and organization_id = :id order by role
        )) as roles
        from ({union} order by project_id limit :size offset :skipped)
        join projects on projects.id = project_id order by projects.id
        """,
        id=number,
        size=page.size,
        skipped=page.skipped,
        **{f"role_{place}": role for place, role in enumerate(roles)},
    )
    for project in projects:
        project["standard_numbers"] = texts(project.get("standard_numbers"))
    return projects


async def _partners(store: Store, number: int, projects: int) -> dict[str, list[Row]]:
    """The bodies that stand beside a body in its projects, those with the most first, by role; of
    many, the first, each row with the number of all of that role, ``bodies``."""
    if projects > COUNTED_AT_REQUEST:
        counted = (
            "select dimension as role, cast(value as integer) as body, counted as projects "
            "from counts where subject = :subject and subject_id = :id and part = '' "
            "and dimension in (select value from json_each(:roles))"
        )
    else:
        counted = (
            "select other.role, other.organization_id as body, "
            "count(distinct mine.project_id) as projects "
            "from project_organizations as mine join project_organizations as other "
            "on other.project_id = mine.project_id and other.organization_id <> :id "
            "where mine.organization_id = :id group by other.role, other.organization_id"
        )
    rows = await store.rows(
        f"""
        select role, organizations.id, name, projects, bodies from (
          select *, count(*) over (partition by role) as bodies,
                 row_number() over (partition by role order by projects desc, body) as rank
          from ({counted})
        ) join organizations on organizations.id = body
        where rank <= :most order by rank
        """,
        subject=CountSubject.BODY.value,
        id=number,
        roles=json.dumps(list(ROLE_COLUMNS), ensure_ascii=False),
        most=PARTNERS,
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["role"], []).append(row)
    return found


async def body_view(datasette: Datasette, request: Request) -> Response:
    number = whole_number(request.url_vars["key"])
    context = (
        None if number is None else await body_page(Store(datasette), number, asked_page(request))
    )
    if context is None:
        raise NotFound("Record not found")
    name = context["body"]["name"]
    trail = [("机构", "/organizations"), (name, "")]
    canonical = context["page"].address(f"/organizations/{number}")
    return await render_page(
        datasette, request, "body.html", name, trail, context, canonical=canonical
    )
