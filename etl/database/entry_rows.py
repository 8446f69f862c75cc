"""The rows of entries: what each row of a list says, as printed and as read."""

from collections.abc import Iterator

from etl.catalogue import Catalogue
from etl.database.declared_columns import declared_columns
from etl.projects.announcements import number_of
from schema.models import Entry
from schema.numbers import standard_id
from schema.rows import Row


def entry_rows(catalogue: Catalogue) -> Iterator[Row]:
    """The rows of all lists, each with the project or the standard that it is about."""
    announced = catalogue.announced_projects
    for listed, project in catalogue.projects.entries():
        entry = listed.entry
        standard = number_of(listed)
        if standard and (code := announced.code_of(listed)):
            project = catalogue.entries.known_id(code)
        yield Row(
            Entry,
            {
                "id": listed.id,
                "list_id": listed.list.id,
                "seq": entry.seq,
                "project_id": project,
                "standard_id": standard_id(standard) if standard else None,
                "title": entry.title,
                "source_place": entry.place,
                "source_cells": entry.cells,
                "other": entry.other,
                **declared_columns("entries", entry.values.get),
            },
        )
