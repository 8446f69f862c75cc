"""Entries → projects: rows with one plan number are about one project.

A project's identity is its first entry in the order in which lists were added (ids of lists only
grow), so that a list added later renames nothing. Most projects are one entry; only of the others
is it put down which entries they have.
"""

from collections.abc import Iterator, Mapping

from etl.projects.entry_store import EntryStore
from etl.projects.grouping import CatalogueProject, in_time
from etl.projects.listed import ListedEntry


class Projects:
    """The projects that the entries of a store are about, in the order of identity.

    ``joined`` maps codes of entries to the code of the project that a person says they are about;
    with such an entry go all that have its plan number. They never give a project its identity.
    """

    def __init__(self, store: EntryStore, joined: Mapping[str, str] | None = None) -> None:
        self.store = store
        # Entries whose project is not simply their own; null where a link leads nowhere.
        self._grouped = store.new_grouping()
        store.execute(
            f"insert into {self._grouped} select entries.id, firsts.id from entries join ("
            " select key, min(id) as id from entries where key is not null and not is_standard"
            " group by key having count(*) > 1"
            ") as firsts using (key) where not is_standard"
        )
        store.execute(f"create index {self._grouped}_project on {self._grouped} (project)")
        self._join(joined or {})

    def _join(self, joined: Mapping[str, str]) -> None:
        """Move entries, with all of their own project, to the project of another entry."""
        targets: dict[int, int] = {}
        for entry_code, project_code in joined.items():
            entry, project = (self._own(code) for code in (entry_code, project_code))
            if entry is not None and project is not None and entry != project:
                targets[entry] = project
        for entry, project in targets.items():
            # A link to what is itself linked is a fault that link_problems names.
            target = None if project in targets else project
            members = [entry, *self._members(entry)]
            for member in dict.fromkeys(members):
                self._put(member, target)
            if target is not None:
                self._put(target, target)

    def _own(self, code: str) -> int | None:
        """The first entry of the project that the entry with a code is about by itself."""
        entry = self.store.id_of(code)
        if entry is None or self.store.is_about_standard(entry):
            return None
        found = self.store.execute(
            f"select project from {self._grouped} where entry = ?", (entry,)
        ).fetchone()
        return entry if found is None else int(found[0])

    def _members(self, project: int) -> list[int]:
        sql = f"select entry from {self._grouped} where project = ? order by entry"
        return [entry for (entry,) in self.store.execute(sql, (project,)).fetchall()]

    def _put(self, entry: int, project: int | None) -> None:
        self.store.execute(
            f"insert or replace into {self._grouped} values (?, ?)", (entry, project)
        )

    def __iter__(self) -> Iterator[CatalogueProject]:
        """All projects in the order of the lists and numbers that gave them their identity."""
        for project, of_list, data in self.store.execute(
            "select grouped.project, list, data from entries"
            f" left join {self._grouped} as grouped on grouped.entry = id"
            " where not is_standard and (grouped.entry is null or grouped.project = id)"
            " order by id"
        ):
            founder = self.store.unpacked(of_list, data)
            if project is None:
                yield CatalogueProject(founder, (founder,))
            else:
                yield self._grouped_project(founder)

    def _grouped_project(self, founder: ListedEntry) -> CatalogueProject:
        entries = self.store.entries(
            f"select list, data from {self._grouped} join entries on id = entry where project = ?",
            (founder.id,),
        )
        return CatalogueProject(founder, in_time(list(entries)))

    def __len__(self) -> int:
        found = self.store.execute(
            f"select count(*) from entries left join {self._grouped} as grouped"
            " on grouped.entry = id"
            " where not is_standard and (grouped.entry is null or grouped.project = id)"
        ).fetchone()
        return int(found[0])

    def entries(self) -> Iterator[tuple[ListedEntry, int | None]]:
        """All entries in the order of lists and numbers, each with the id of its project if it is
        about one."""
        for is_grouped, project, of_list, data, is_standard in self.store.execute(
            "select grouped.entry is not null, grouped.project, list, data, is_standard"
            f" from entries left join {self._grouped} as grouped on grouped.entry = id order by id"
        ):
            listed = self.store.unpacked(of_list, data)
            own = None if is_standard else listed.id
            yield listed, project if is_grouped else own

    def project_of(self, listed: ListedEntry) -> int | None:
        """The id of the project that an entry is about by itself, as :meth:`entries` gives it."""
        found = self.store.execute(
            f"select project from {self._grouped} where entry = ?", (listed.id,)
        ).fetchone()
        if found is not None:
            return None if found[0] is None else int(found[0])
        return None if listed.is_about_standard else listed.id

    def id_of(self, code: str) -> int | None:
        """The id of the project with a code; ``None`` if no project has it."""
        entry = self.store.id_of(code)
        if entry is None or self.store.is_about_standard(entry):
            return None
        found = self.store.execute(
            f"select project from {self._grouped} where entry = ?", (entry,)
        ).fetchone()
        return entry if found is None or found[0] == entry else None

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.id_of(code) is not None

    def get(self, code: str) -> CatalogueProject | None:
        """The project with a code, if there is one."""
        found = self.id_of(code)
        if found is None:
            return None
        (founder,) = self.store.entries("select list, data from entries where id = ?", (found,))
        return (
            self._grouped_project(founder)
            if self._members(found)
            else CatalogueProject(founder, (founder,))
        )

    def type_of(self, code: str) -> str | None:
        """制修订 of the project with a code."""
        project = self.get(code)
        return None if project is None else project.record.project_type

    def code_of_plan(self, number: str) -> str | None:
        """The code of the project that a plan number belongs to."""
        self.store.execute("create index if not exists entries_key on entries (key)")
        found = self.store.execute(
            "select id from entries where key = ? and not is_standard order by id limit 1",
            (number,),
        ).fetchone()
        if found is None:
            return None
        moved = self.store.execute(
            f"select project from {self._grouped} where entry = ?", (found[0],)
        ).fetchone()
        project = found[0] if moved is None else moved[0]
        if project is None:
            return None
        (founder,) = self.store.entries("select list, data from entries where id = ?", (project,))
        return founder.code

    @property
    def ids(self) -> "ProjectIds":
        return ProjectIds(self)


class ProjectIds(Mapping[str, int]):
    """The ids of projects by code."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def __getitem__(self, code: str) -> int:
        found = self._projects.id_of(code)
        if found is None:
            raise KeyError(code)
        return found

    def __iter__(self) -> Iterator[str]:
        return (project.code for project in self._projects)

    def __len__(self) -> int:
        return len(self._projects)
