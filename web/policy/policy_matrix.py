"""Who answers for which measure and who manages its standards; and measures by domain and year."""

from web.policy.policy_plan import plans
from web.policy.reading import measures_of
from web.store import PROJECTS, Row, Store, projects_url

# From how many projects on a cell has which shade, 1 the lightest.
_SHADES = (1, 3, 6, 12)

_ANSWERING = """
select link.measure_id, coalesce(body.part_of_id, body.id) as body, min(link.role) as role
from measures
join measure_organizations as link on link.measure_id = measures.id
join organizations as body on body.id = link.organization_id
where measures.document_id = :id and link.role in ('牵头', '负责', '文中载明')
  and body.kind <> '部门统称'
group by link.measure_id, coalesce(body.part_of_id, body.id)
"""
_MANAGING = """
select link.measure_id, coalesce(body.part_of_id, body.id) as body,
       count(distinct link.project_id) as projects,
       group_concat(distinct body.id) as ids
from measures
join measure_projects as link on link.measure_id = measures.id
join project_organizations as manager
  on manager.project_id = link.project_id and manager.role = '主管部门'
join organizations as body on body.id = manager.organization_id
where measures.document_id = :id
group by link.measure_id, coalesce(body.part_of_id, body.id)
"""
_DOMAINS = """
select link.measure_id, projects.year, projects.domain, count(*) as projects
from measures
join measure_projects as link on link.measure_id = measures.id
join projects on projects.id = link.project_id
where measures.document_id = :id
group by link.measure_id, projects.year, projects.domain
"""


async def matrix(store: Store) -> dict[str, object]:
    """What the matrix page shows, for each plan."""
    return {"plans": [await _plan(store, document) for document in await plans(store)]}


async def _plan(store: Store, document: Row) -> dict[str, object]:
    number = document["id"]
    measures = await measures_of(store, number)
    answering = {
        (row["body"], row["measure_id"]): row["role"]
        for row in await store.rows(_ANSWERING, id=number)
    }
    managing = {
        (row["body"], row["measure_id"]): row for row in await store.rows(_MANAGING, id=number)
    }
    bodies = await _bodies(store, {body for body, _ in (*answering, *managing)})
    for body in bodies:
        body["cells"] = [_cell(body["id"], measure, answering, managing) for measure in measures]
        body["answers"] = sum(cell["answers"] for cell in body["cells"])
        body["projects"] = sum(cell["projects"] for cell in body["cells"])
    bodies.sort(key=lambda body: (-body["answers"], -body["projects"], body["id"]))
    with_projects = {measure for _, measure in managing}
    return {
        "document": document,
        "measures": measures,
        "bodies": bodies,
        "idle": _unmatched(bodies, measures, with_projects, answers=True),
        "unnamed": _unmatched(bodies, measures, with_projects, answers=False),
        **await _domains(store, number, measures),
    }


def _cell(
    body: int,
    measure: Row,
    answering: dict[tuple[int, int], str],
    managing: dict[tuple[int, int], Row],
) -> dict[str, object]:
    key = (body, measure["id"])
    found = managing.get(key)
    projects = found["projects"] if found else 0
    ids = str(found["ids"]).split(",") if found else []
    address = f"{PROJECTS}?_measures={measure['id']}" + "".join(
        f"&_departments={one}" for one in ids
    )
    return {
        "measure": measure,
        "answers": key in answering,
        "role": answering.get(key, ""),
        "projects": projects,
        "shade": sum(projects >= least for least in _SHADES),
        "url": address if projects else "",
    }


def _unmatched(
    bodies: list[Row], measures: list[Row], with_projects: set[int], answers: bool
) -> list[dict[str, object]]:
    """The bodies that answer for measures and manage none of their standards; or the reverse."""
    found: list[dict[str, object]] = []
    for body in bodies:
        cells = [
            cell
            for cell in body["cells"]
            if cell["measure"]["id"] in with_projects
            and cell["answers"] is answers
            and (cell["projects"] == 0) is answers
        ]
        if cells:
            found.append({"body": body, "cells": cells})
    return found


async def _bodies(store: Store, ids: set[int]) -> list[Row]:
    rows = await store.rows(
        """
        select body.id, body.name, body.kind, group_concat(part.name, '、') as parts
        from organizations as body
        left join organizations as part on part.part_of_id = body.id
        where body.id in (select organization_id from measure_organizations)
           or body.id in (select organization_id from project_organizations)
           or part.id is not null
        group by body.id
        """
    )
    return [row for row in rows if row["id"] in ids]


async def _domains(store: Store, document_id: int, measures: list[Row]) -> dict[str, object]:
    """The projects of each measure by year and domain."""
    rows = await store.rows(_DOMAINS, id=document_id)
    counts = {(row["measure_id"], row["year"], row["domain"]): row["projects"] for row in rows}
    years = sorted({row["year"] for row in rows})
    domains = list(dict.fromkeys(measure["domain"] for measure in measures if measure["domain"]))
    domains += sorted({row["domain"] for row in rows} - set(domains))
    columns = [(year, domain) for year in years for domain in domains]
    lines = [
        {
            "measure": measure,
            "total": sum(counts.get((measure["id"], *column), 0) for column in columns),
            "cells": [
                _domain_cell(measure["id"], column, counts.get((measure["id"], *column), 0))
                for column in columns
            ],
        }
        for measure in measures
        if any((measure["id"], *column) in counts for column in columns)
    ]
    return {"years": years, "domains": domains, "lines": lines}


def _domain_cell(measure: int, column: tuple[int, str], projects: int) -> dict[str, object]:
    year, domain = column
    return {
        "projects": projects,
        "year": year,
        "domain": domain,
        "shade": sum(projects >= least for least in _SHADES),
        "url": projects_url(_measures=measure, year=year, domain=domain) if projects else "",
    }
