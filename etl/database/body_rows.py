"""The rows of bodies and of their other names."""

from collections.abc import Iterable

from etl.catalogue import Catalogue
from etl.database.declared_columns import ROLE_FIELDS, several
from etl.database.sort_keys import sort_key
from schema.base import Base
from schema.models import Organization, OrganizationAlias
from schema.search import fold


def organization_rows(catalogue: Catalogue, used_before: Iterable[str] = ()) -> list[Base]:
    """The bodies that entries or measures name, with their permanent ids, and their other names;
    with them those that are named ``used_before``. A body stands before those that are part of
    it."""
    known = catalogue.curation
    used = {*catalogue.entries.bodies, *used_before}
    used |= {
        name
        for of_list in catalogue.entries.lists.values()
        for field in ROLE_FIELDS
        for name in several(of_list.constants.get(field))
    }
    used |= {known.names[name] for name in catalogue.policy.body_names}
    used |= {known.by_name[name].part_of for name in used}
    rows: list[Base] = [
        Organization(
            id=body.id,
            name=body.name,
            kind=body.kind,
            sac_code=body.sac_code or None,
            sac_code_sources=body.sac_code_sources or None,
            official_name=body.official_name or None,
            note=body.note or None,
            name_sort_key=sort_key(body.name),
            level=body.level or None,
            place=body.place or None,
            part_of_id=known.by_name[body.part_of].id if body.part_of else None,
        )
        for body in sorted(known.organizations, key=lambda body: (bool(body.part_of), body.id))
        if body.name in used
    ]
    rows.extend(
        OrganizationAlias(
            alias=alias.alias,
            folded=fold(alias.alias),
            organization_id=known.by_name[alias.name].id,
            reason=alias.reason,
            source=alias.source,
        )
        for alias in known.aliases
        if alias.name in used
    )
    return rows
