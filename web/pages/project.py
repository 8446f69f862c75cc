"""The page of a project: everything that is known of it."""

import json

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from schema.kinds.fields import fields, fields_of
from schema.official_search import number_searches, title_searches
from schema.vocabulary import OutcomeRelation
from web import citing
from web.absolute import absolute_url
from web.corrections import corrections_of_project
from web.evidence import pages, result_pages
from web.notices.notice_page import notice_url
from web.policy.policy_measure import project_measures, unlinked_project
from web.rendering import render_page, site_of
from web.safety.numbers import whole_number
from web.standard import related_standards
from web.stated import Shown, mandate_in_words, stated
from web.store import PROJECTS, Row, Store, texts
from web.story import Statement, is_headed, story_of_project

# So many parts of a family are shown; the table has all.
FAMILY = 200
# The order in which people read what is planned; other fields follow as they are declared.
_FIRST = (
    "plan_number",
    "departments",
    "committees",
    "executors",
    "drafters",
    "mandate",
    "project_type",
    "domain",
    "industry",
)


async def find_project(store: Store, key: str) -> Row | None:
    """A project by its code or by its number."""
    return await store.row(
        """
        select projects.*, lists.title as list_title, lists.slug as list_slug, lists.annex,
               lists.header, lists.constants, notices.id as notice_id,
               notices.slug as notice_slug, notices.title as notice_title,
               notices.document_number, notices.issued_on, notices.issuers, notices.published_in,
               notices.published_at, notices.obtained_from
        from projects join lists on lists.id = projects.list_id
        join notices on notices.id = lists.notice_id
        where projects.code = :key or projects.id = :number
        """,
        key=key,
        number=whole_number(key),
    )


async def project_page(store: Store, project: Row) -> dict[str, object]:
    """What the page of a project shows."""
    number = project["id"]
    bodies = await store.rows(
        """
        select role, organizations.id, name, sac_code
        from project_organizations as link
        join organizations on organizations.id = link.organization_id
        where project_id = :id order by role, position
        """,
        id=number,
    )
    story = await story_of_project(store, number, project["status"])
    shown = _shown(project, story)
    replaced = next((field.values for field in shown if field.name == "replaces"), ())
    return {
        "project": project,
        "fields": shown,
        "bodies": {
            name: [body for body in bodies if body["role"] == field.role]
            for name, field in fields().items()
            if field.role
        },
        "mandate": mandate_in_words(project["mandate"], project["level"]),
        "without_committee": _lacks_committee(project),
        "known_numbers": await _known_numbers(store, replaced),
        "other": list(json.loads(project["other"]).items()),
        # One statement is what the page tells anyway.
        "story": story if len(story) > 1 else [],
        "family": await family_parts(store, project),
        "family_shown": FAMILY,
        "findings": await store.rows(
            "select kind, field, value, message from findings where project_id = :id order by id",
            id=number,
        ),
        "corrections": await corrections_of_project(store, number),
        "cells": texts(project["source_cells"]),
        "issuers": texts(project["issuers"]),
        "before": await neighbour(store, project, -1),
        "after": await neighbour(store, project, 1),
        "searches": title_searches(project["title"], project["level"]),
        "outcomes": await outcomes(store, number) if await store.has_outcomes() else None,
        "events": await events(store, project),
        "measures": await project_measures(store, number),
        "notice_path": notice_url(project["notice_slug"]),
        "unlinked": await unlinked_project(store, number),
    }


def _shown(project: Row, story: list[Statement]) -> list[Shown]:
    """What is stated of a project, each field once. What no row states and a list says of all its
    rows is marked as said of the list; a remark is taken from the only row there is."""
    rows = {field.name for statement in story for field in statement.fields if not field.of_list}
    shown = [
        Shown(field, values, of_list=bool(story) and field.name not in rows)
        for field in fields_of("projects")
        if (values := stated(project, field.name))
    ]
    if len(story) == 1:
        known = {field.name for field in fields_of("projects")}
        shown += [field for field in story[0].fields if field.name not in known]
    order = {name: place for place, name in enumerate(_FIRST)}
    return sorted(shown, key=lambda field: order.get(field.name, len(order)))


def _lacks_committee(project: Row) -> bool:
    """Whether the list has a column for bodies in charge, and its row names none."""
    if texts(project["committees"]):
        return False
    return is_headed(fields()["committees"], texts(project["header"]))


async def _known_numbers(store: Store, numbers: tuple[str, ...]) -> set[str]:
    """Those of these numbers whose standards the catalogue has."""
    if not numbers:
        return set()
    marks = {f"n{place}": number for place, number in enumerate(numbers)}
    rows = await store.rows(
        "select normalized_number from standards where normalized_number in "
        f"({', '.join(f':{mark}' for mark in marks)})",
        **marks,
    )
    return {row["normalized_number"] for row in rows}


async def family_parts(store: Store, project: Row) -> list[Row]:
    """The parts of the project's family, in all lists; one more than are shown, where there are
    more."""
    if not project["family"]:
        return []
    return await store.rows(
        """
        select id, code, part_number, part_title, project_type, mandate from projects
        where family = :family order by cast(part_number as integer), part_number, id
        limit :most
        """,
        family=project["family"],
        most=FAMILY + 1,
    )


async def neighbour(store: Store, project: Row, step: int) -> Row | None:
    """The project before or after this one in its list."""
    comparison, order = ("<", "desc") if step < 0 else (">", "asc")
    return await store.row(
        f"select code, title from projects where list_id = :list and seq {comparison} :seq "
        f"order by seq {order} limit 1",
        list=project["list_id"],
        seq=project["seq"],
    )


async def outcomes(store: Store, project_id: int) -> list[Row]:
    """The standards that a project resulted in or revises, with what they replace."""
    found = await store.rows(
        """
        select standards.*, relation, confidence, evidence, note, entry_id,
               project_outcomes.evidence_rank as evidence_rank, entries.source_place,
               lists.slug as list_slug, lists.title as list_title, notices.document_number
        from project_outcomes join standards on standards.id = project_outcomes.standard_id
        left join entries on entries.id = entry_id
        left join lists on lists.id = entries.list_id
        left join notices on notices.id = lists.notice_id
        where project_outcomes.project_id = :id
        order by relation = :revises, normalized_number
        """,
        id=project_id,
        revises=OutcomeRelation.REVISES.value,
    )
    seen = await result_pages(store, "project_id", project_id)
    for outcome in found:
        known = seen.get((project_id, outcome["id"]))
        outcome["evidence"] = known or await pages(store, texts(outcome["evidence"]))
        outcome["searches"] = number_searches(outcome["normalized_number"], outcome["level"])
        outcome["replaces"] = await related_standards(
            store, outcome["id"], "standard_id", "replaced_id"
        )
    return found


async def events(store: Store, project: Row) -> list[Row]:
    """The events that speak of the project, of its list, domain or notice."""
    if not await store.database.table_exists("events"):
        return []
    found = await store.rows(
        """
        select events.*, event_subjects.scope, event_subjects.stated_count,
               event_subjects.counted
        from events join event_subjects on event_subjects.event_id = events.id
        where event_subjects.project_id = :id
           or event_subjects.list_id = :list
           or (scope = '领域' and domain = :domain and event_subjects.notice_id = :notice)
           or (scope = '通知' and event_subjects.notice_id = :notice)
        order by stated_on, events.id, event_subjects.position
        """,
        id=project["id"],
        list=project["list_id"],
        domain=project["domain"],
        notice=project["notice_id"],
    )
    distinct = {event["id"]: event for event in found}
    for event in distinct.values():
        event["evidence"] = await pages(store, texts(event["evidence"]))
    return list(distinct.values())


async def project_view(datasette: Datasette, request: Request) -> Response:
    store = Store(datasette)
    found = await find_project(store, request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    context = await project_page(store, found)
    path = f"/projects/{found['code']}"
    address = absolute_url(datasette, request, datasette.urls.path(path))
    accessed = citing.accessed_on(request)
    context |= citing.of_project(site_of(datasette), found, address, accessed)
    trail = [("项目", PROJECTS), (found["code"], "")]
    return await render_page(
        datasette,
        request,
        "project.html",
        f"{found['title']}（{found['code']}）",
        trail,
        context | {"path": path},
        canonical=path,
    )


async def project_json(datasette: Datasette, request: Request) -> Response:
    found = await find_project(Store(datasette), request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    return Response.redirect(datasette.urls.path(f"{PROJECTS}/{found['id']}.json?_shape=objects"))


async def project_bib(datasette: Datasette, request: Request) -> Response:
    found = await find_project(Store(datasette), request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    address = absolute_url(datasette, request, datasette.urls.path(f"/projects/{found['code']}"))
    text = citing.bibtex_of_project(found, address, citing.accessed_on(request))
    return citing.bib_response(datasette, text, found["code"])
