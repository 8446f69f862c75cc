"""The page of a project: everything that is known of it."""

from typing import Any

from web.policy.measure_page import project_measures, unlinked_project
from web.safety.numbers import whole_number
from web.site import Site
from web.store import Row, Store, texts


async def find_project(store: Store, key: str) -> Row | None:
    """A project by its code or by its number."""
    return await store.row(
        """
        select projects.*, lists.title as list_title, lists.slug as list_slug, lists.annex,
               notices.id as notice_id, notices.title as notice_title, notices.document_number,
               notices.issued_on, notices.issuers
        from projects join lists on lists.id = projects.list_id
        join notices on notices.id = lists.notice_id
        where projects.code = :key or projects.id = :number
        """,
        key=key,
        number=whole_number(key),
    )


async def project_page(store: Store, site: Site, project: Row) -> dict[str, Any]:
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
    return {
        "project": project,
        "departments": [body for body in bodies if body["role"] == "主管部门"],
        "committees": [body for body in bodies if body["role"] == "归口单位"],
        "family": await family_parts(store, project),
        "findings": await store.rows(
            "select kind, field, value, message from findings where project_id = :id order by id",
            id=number,
        ),
        "corrections": await store.rows(
            "select * from corrections where project_id = :id order by id", id=number
        ),
        "cells": texts(project["source_cells"]),
        "issuers": texts(project["issuers"]),
        "before": await neighbour(store, project, -1),
        "after": await neighbour(store, project, 1),
        "citation": citation(project, site),
        "outcomes": await outcomes(store, number) if await store.has_outcomes() else None,
        "events": await events(store, project),
        "measures": await project_measures(store, number),
        "unlinked": await unlinked_project(store, number),
    }


async def family_parts(store: Store, project: Row) -> list[Row]:
    """The parts of the project's family, in all lists."""
    if not project["family"]:
        return []
    return await store.rows(
        """
        select id, code, part_number, part_title, project_type, mandate from projects
        where family = :family order by cast(part_number as integer), part_number, id
        """,
        family=project["family"],
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


def citation(project: Row, site: Site) -> str:
    """A line to cite the project by."""
    version = f"，数据版本 {site.version}" if site.version else ""
    return (
        f"{project['title']}（{project['document_number']}，{project['annex']}第{project['seq']}项）"
        f"．{site.title}，{project['code']}{version}．"
    )


async def outcomes(store: Store, project_id: int) -> list[Row]:
    """The standards that a project resulted in or revises, with what they replace."""
    found = await store.rows(
        """
        select standards.*, relation, confidence, evidence, note
        from project_outcomes join standards on standards.id = standard_id
        where project_id = :id order by relation = '修订', normalized_number
        """,
        id=project_id,
    )
    for outcome in found:
        outcome["evidence"] = texts(outcome["evidence"])
        replaced = await store.rows(
            """
            select number, title, extent, basis, evidence
            from standard_relations join standards on standards.id = replaced_id
            where standard_id = :id order by normalized_number
            """,
            id=outcome["id"],
        )
        for old in replaced:
            old["evidence"] = texts(old["evidence"])
        outcome["replaces"] = replaced
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
        event["evidence"] = texts(event["evidence"])
    return list(distinct.values())
