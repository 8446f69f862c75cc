"""The rows of each table, made from a catalogue. Order is fixed, so equal input gives equal
rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from etl.catalogue import Catalogue, listed_project
from etl.database.sort_keys import sort_key
from etl.inputs.curation import Term
from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_rows import event_rows, evidence_rows, outcome_rows, site_rows
from etl.outcomes.partial_dates import PartialDate
from etl.projects.announcements import number_of
from etl.projects.grouping import CatalogueProject
from etl.projects.listed import project_code
from etl.projects.standard_rows import listed_relations, standard_rows
from schema.kinds.fields import fields, fields_of
from schema.models import (
    DATA_DATE,
    Base,
    BuildInfo,
    Correction,
    Finding,
    List,
    Notice,
    NoticeDocument,
    Organization,
    OrganizationAlias,
    Project,
    ProjectOrganization,
    VocabularyTerm,
)
from schema.models import (
    Entry as EntryRow,
)
from schema.numbers import standard_id
from schema.rows import AnyRow, Row
from schema.search import fold
from schema.vocabulary import EvidenceRank, Role

# The columns of bodies, and the role that each gives.
ROLE_FIELDS = {name: Role(field.role) for name, field in fields().items() if field.role}
_COUNTED = ("project_type", "mandate", "domain")
Table = Literal["entries", "projects"]


def notice_rows(catalogue: Catalogue) -> list[Base]:
    """Notices, their files and their lists."""
    rows: list[Base] = []
    for read in catalogue.notices:
        declared = read.notice.declared
        rows.append(
            Notice(
                id=declared.id,
                slug=declared.slug,
                title=declared.title,
                document_number=declared.document_number,
                issued_on=declared.issued_on,
                issuers=declared.issuers,
                obtained_from=declared.obtained_from,
                published_in=declared.published.where if declared.published else None,
                published_at=declared.published.address if declared.published else None,
            )
        )
        rows.extend(
            NoticeDocument(
                notice_id=declared.id,
                position=position,
                file=file.file,
                format=form,
                sha256=file.sha256,
            )
            for position, (file, form) in enumerate(
                zip(declared.files, read.formats, strict=True), start=1
            )
        )
        for found, extracted in read.lists:
            rows.append(
                List(
                    id=found.id,
                    slug=found.slug,
                    notice_id=declared.id,
                    annex=found.annex,
                    title=found.title,
                    year=found.year,
                    stated_count=found.stated_count,
                    stated_in=found.stated_in,
                    row_count=extracted.row_count,
                    kind=extracted.kind.kind,
                    level=extracted.level,
                    file=found.file or declared.files[0].file,
                    header=list(extracted.header),
                    constants={
                        name: "、".join(value) if isinstance(value, tuple) else str(value)
                        for name, value in extracted.constants.items()
                    },
                )
            )
    return rows


def organization_rows(catalogue: Catalogue) -> list[Base]:
    """The bodies that entries or measures name, with their permanent ids, and their other names. A
    body stands before those that are part of it."""
    known = catalogue.curation
    used = set(catalogue.entries.bodies)
    used |= {
        name
        for of_list in catalogue.entries.lists.values()
        for field in ROLE_FIELDS
        for name in _several(of_list.constants.get(field))
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


class ProjectRows:
    """Projects and their links to bodies, gone through once; afterwards ``counts`` says how many
    there are of each kind, as ``build_info`` has it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.projects = 0
        self.values: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
        self.statuses: Counter[str] = Counter()
        self.ranks: Counter[EvidenceRank | None] = Counter()
        # 制修订 of the projects with an outcome, by code.
        self.types: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[AnyRow]:
        catalogue = self.catalogue
        bodies = {body.name: body.id for body in catalogue.curation.organizations}
        measures = catalogue.policy.measures_of_projects()
        for project in catalogue.projects:
            record = project.record
            listed = listed_project(project)
            status = catalogue.statuses.of(listed)
            self.projects += 1
            self.statuses[status] += 1
            rank = catalogue.known.rank_of_project(project.code)
            self.ranks[rank] += 1
            if project.code in catalogue.known.by_project:
                self.types[project.code] = record.project_type
            for name, counted in self.values.items():
                if value := getattr(record, name):
                    counted[value] += 1
            dated = catalogue.statuses.date_of(listed, status)
            yield self._row(project, (status, dated), rank, measures)
            for field, role in ROLE_FIELDS.items():
                for position, name in enumerate(_several(project.shown(field)), start=1):
                    yield Row(
                        ProjectOrganization,
                        {
                            "project_id": project.id,
                            "role": role,
                            "position": position,
                            "organization_id": bodies[name],
                        },
                    )

    def _row(
        self,
        project: CatalogueProject,
        status: tuple[str, str | None],
        rank: EvidenceRank | None,
        measures: Mapping[str, list[str]],
    ) -> Row:
        record = project.record
        results = self.catalogue.known.by_project.get(project.code, ())
        years = [year for result in results if (year := result.number.year)]
        return Row(
            Project,
            {
                "id": project.id,
                "code": project.code,
                "list_id": project.list_id,
                "year": record.year,
                "seq": record.seq,
                "title": record.title,
                "family": record.parts.family,
                "part_number": record.parts.part_number,
                "part_title": record.parts.part_title,
                "source_place": record.place,
                "source_cells": record.cells,
                "title_sort_key": sort_key(record.title),
                "status": status[0],
                "standard_numbers": [str(result.number) for result in results],
                "published_year": min(years, default=None),
                "level": project.level,
                "other": record.other,
                "measures": measures.get(project.code, ()),
                "evidence_rank": rank,
                "status_as_of": status[1],
                "published_on": _earliest(result.published_on for result in results),
                "implemented_on": _earliest(result.implemented_on for result in results),
                "replaced_numbers": _replaced(results),
                **_declared("projects", project.shown),
            },
        )


def _earliest(dates: Iterable[PartialDate | None]) -> str | None:
    """The first of several dates, as the year of publication is that of the first."""
    return min((date.text for date in dates if date is not None), default=None)


def _replaced(results: Sequence[Outcome]) -> list[str]:
    """The numbers of the standards that results replace, each once."""
    numbers = {replaced.number for result in results for replaced in result.replaces}
    return [str(number) for number in sorted(numbers, key=standard_id)]


def site_rows_of(catalogue: Catalogue) -> list[Base]:
    """The web sites: before the pages that stand there."""
    return site_rows(catalogue.known.sites)


def standard_rows_of(catalogue: Catalogue) -> Iterator[Row]:
    """The standards: before the entries and outcomes that name them."""
    levels = catalogue.curation.codes.levels
    return standard_rows(
        catalogue.known.outcomes, catalogue.standards, levels, catalogue.known.sites
    )


def _several(value: object) -> tuple[str, ...]:
    """The names that a field of several texts holds; none where it is not stated."""
    return value if isinstance(value, tuple) else ()


def entry_rows(catalogue: Catalogue) -> Iterator[Row]:
    """The rows of all lists, each with the project or the standard that it is about."""
    announced = catalogue.announced_projects
    ids = catalogue.projects.ids
    for listed, project in catalogue.projects.entries():
        entry = listed.entry
        standard = number_of(listed)
        if listed.id in announced:
            project = ids[announced[listed.id]]
        yield Row(
            EntryRow,
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
                **_declared("entries", entry.values.get),
            },
        )


def _declared(table: Table, value_of: Callable[[str], object]) -> dict[str, object]:
    """The columns of declared fields: what is stated, null or an empty array otherwise."""
    values: dict[str, object] = {}
    for name, is_array in _columns_of(table):
        value = value_of(name)
        values[name] = () if value is None and is_array else value
    return values


@cache
def _columns_of(table: Table) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.is_array) for field in fields_of(table))


def result_rows(catalogue: Catalogue, projects: ProjectRows) -> Iterator[AnyRow]:
    """What became of projects: links to standards, replacements, and events; ``projects`` have
    been gone through."""
    ids = catalogue.projects.ids
    declared = [read.notice.declared for read in catalogue.notices]
    known = catalogue.known
    outcomes = known.outcomes
    yield from outcome_rows(outcomes, catalogue.entries.known_id, projects.types, known.sites)
    yield from evidence_rows(outcomes, catalogue.entries.known_id, known.sites)
    yield from listed_relations(catalogue.standards, outcomes)
    yield from event_rows(
        known.events,
        catalogue.coverage,
        {notice.slug: notice.id for notice in declared},
        {found.slug: found.id for notice in declared for found in notice.lists},
        ids,
    )


def finding_rows(catalogue: Catalogue) -> Iterator[Row]:
    """What is odd, numbered from 1."""
    for number, oddity in enumerate(catalogue.findings, start=1):
        yield Row(
            Finding,
            {
                "id": number,
                "project_id": catalogue.entries.known_id(oddity.code),
                "kind": oddity.kind,
                "field": oddity.field,
                "value": oddity.value,
                "message": oddity.message,
            },
        )


def judgement_rows(catalogue: Catalogue) -> list[Base]:
    """Applied corrections and the vocabulary."""
    ids = catalogue.projects.ids
    applied = [
        (project_code(found.slug, correction.seq), correction.correction)
        for read in catalogue.notices
        for found, extracted in read.lists
        for correction in extracted.applied
    ]
    rows: list[Base] = [
        Correction(
            id=number,
            project_id=ids[code],
            field=correction.field,
            source_value=correction.source,
            published_value=correction.published,
            reason=correction.reason,
            evidence=correction.evidence,
        )
        for number, (code, correction) in enumerate(applied, start=1)
    ]
    vocabulary = catalogue.curation.vocabulary
    for field in _COUNTED:
        terms: list[Term] = getattr(vocabulary, field)
        rows.extend(
            VocabularyTerm(
                field=field,
                value=term.value,
                definition=term.definition,
                english=term.english,
                source=term.source,
                variants=[variant.value for variant in term.variants],
            )
            for term in terms
        )
    return rows


def _data_date(catalogue: Catalogue) -> str | None:
    """The newest date among notices, policy documents, events and publications: of which day what
    the catalogue knows is. None for a catalogue without any."""
    outcomes, standards = catalogue.known.outcomes, catalogue.standards
    published = [
        *(outcome.published_on for outcome in outcomes),
        *(standard.date("published_on") for standard in standards),
    ]
    return max(
        (
            *(read.notice.declared.issued_on.isoformat() for read in catalogue.notices),
            *(d.issued_on.text for d in catalogue.policy.documents if d.issued_on),
            *(event.date.text for event in catalogue.known.events),
            *(date.text for date in published if date is not None),
        ),
        default=None,
    )


def build_info_rows(
    catalogue: Catalogue,
    projects: ProjectRows,
    findings: int,
    schema_revision: str,
    inputs: dict[str, str],
) -> list[Base]:
    """Schema revision, input hashes and row counts; ``projects`` have been gone through."""
    info = {"schema_revision": schema_revision}
    if date := _data_date(catalogue):
        info[DATA_DATE] = date
    info |= {f"sha256 {name}": digest for name, digest in inputs.items()}
    info["count entries"] = str(len(catalogue.entries))
    info["count projects"] = str(projects.projects)
    counted = {**projects.values, "status": projects.statuses}
    for name, values in counted.items():
        for value, count in sorted(values.items()):
            info[f"count projects {name} {value}"] = str(count)
    for rank in EvidenceRank:
        info[f"count projects evidence_rank {rank}"] = str(projects.ranks[rank])
    info["count findings"] = str(findings)
    info["count measures"] = str(len(catalogue.policy.measures))
    info["count measures projects"] = str(len(catalogue.policy.links))
    return [BuildInfo(key=key, value=value) for key, value in info.items()]
