"""Who answers for which measure and who manages its standards; and measures by domain and year."""

from collections import defaultdict
from dataclasses import dataclass

from schema.counts import WITH_PARTS
from schema.vocabulary import CountSubject, Role
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
select subject_id as measure_id, dimension = :with_parts as is_whole,
       coalesce(body.part_of_id, body.id) as body, body.id, counted as projects
from measures
join counts on subject = :subject and subject_id = measures.id and part = ''
  and dimension in (:competent, :with_parts)
join organizations as body on body.id = cast(value as integer)
where measures.document_id = :id
order by body.id
"""
_DOMAINS = """
select subject_id as measure_id, cast(part as integer) as year, nullif(value, '') as domain,
       counted as projects
from measures
join counts on subject = :subject and subject_id = measures.id and dimension = 'domain'
where measures.document_id = :id
"""


@dataclass(frozen=True)
class _Managed:
    """How many projects of a measure a body is competent for, alone or by way of those that are
    part of it, and which of these they name."""

    projects: int
    bodies: tuple[int, ...]


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
    managing = await _managing(store, number)
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


async def _managing(store: Store, document_id: int) -> dict[tuple[int, int], _Managed]:
    """By body, with those that are part of it, and measure."""
    projects: dict[tuple[int, int], int] = {}
    ids: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in await store.rows(
        _MANAGING,
        id=document_id,
        subject=CountSubject.MEASURE.value,
        competent=Role.COMPETENT.value,
        with_parts=WITH_PARTS,
    ):
        key = (row["body"], row["measure_id"])
        if row["is_whole"]:
            projects[key] = row["projects"]
        else:
            ids[key].append(row["id"])
    return {key: _Managed(count, tuple(ids[key])) for key, count in projects.items()}


def _cell(
    body: int,
    measure: Row,
    answering: dict[tuple[int, int], str],
    managing: dict[tuple[int, int], _Managed],
) -> dict[str, object]:
    key = (body, measure["id"])
    found = managing.get(key)
    projects = found.projects if found else 0
    ids = found.bodies if found else ()
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
    rows = await store.rows(_DOMAINS, id=document_id, subject=CountSubject.MEASURE.value)
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
