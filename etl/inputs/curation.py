"""Human judgement, read from ``curation/``: bodies, aliases, vocabulary and corrections.

Each entry has its source or reason beside it. Entries that contradict each other or cannot be
used are reported together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from etl.inputs.csv_file import csv_rows
from etl.inputs.yaml_file import StrictModel, read_yaml
from etl.paths import CURATION, shown
from etl.problems import CatalogueError, Problem, raise_if_any
from etl.records.cleaning import clean
from schema.vocabulary import Level, Mandate, OrganizationKind, ProjectField, ProjectType, Role

ORGANIZATIONS = "organizations.csv"
ALIASES = "aliases.csv"
VOCABULARY = "vocabulary.yml"
CORRECTIONS = "corrections.yml"

_ORGANIZATION_COLUMNS = (
    "id",
    "name",
    "kind",
    "roles",
    "sac_code",
    "sac_code_sources",
    "official_name",
    "level",
    "place",
    "part_of",
    "attested_in",
    "note",
)
_ALIAS_COLUMNS = ("alias", "name", "reason", "source")


@dataclass(frozen=True)
class Organization:
    """A body. ``id`` is permanent; ``roles`` are those it is known to hold in lists, none for a
    body that only policy documents name; ``sac_code`` stands only where ``sac_code_sources`` prove
    it. ``part_of`` names the body that acts under this name, too."""

    id: int
    name: str
    kind: OrganizationKind
    roles: tuple[Role, ...]
    sac_code: str
    sac_code_sources: str
    official_name: str
    level: str
    place: str
    part_of: str
    attested_in: str
    note: str


class Variant(StrictModel):
    """Another spelling of a vocabulary value, and why it means the same."""

    value: str
    reason: str


class Term(StrictModel):
    """A value that a list may print, its meaning and source."""

    value: str
    definition: str
    english: str
    source: str
    variants: list[Variant] = []


class Vocabulary(StrictModel):
    """The values that each column of a list may have."""

    project_type: list[Term]
    mandate: list[Term]
    domain: list[Term]
    no_committee: list[Term]


class Correction(StrictModel):
    """``published`` stands in the catalogue in place of the printed ``source``, and why."""

    project: str
    field: ProjectField = Field(strict=False)
    source: str
    published: str
    reason: str
    evidence: str


class _Corrections(StrictModel):
    corrections: list[Correction]


@dataclass(frozen=True)
class Curation:
    """All of ``curation/``, checked."""

    organizations: tuple[Organization, ...]
    names: Mapping[str, str]
    vocabulary: Vocabulary
    corrections: tuple[Correction, ...]

    def organization(self, name: str) -> Organization:
        return self.by_name[name]

    @cached_property
    def by_spelling(self) -> dict[str, Organization]:
        """The bodies by every known spelling of their names."""
        return {spelling: self.by_name[name] for spelling, name in self.names.items()}

    @cached_property
    def by_name(self) -> dict[str, Organization]:
        return {organization.name: organization for organization in self.organizations}

    def values_of(self, field: str) -> Mapping[str, str]:
        """Every accepted spelling of a vocabulary field, mapped to the stored value."""
        return self._values[field]

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        return {
            field: {
                clean(spelling): term.value
                for term in getattr(self.vocabulary, field)
                for spelling in (term.value, *(variant.value for variant in term.variants))
            }
            for field in Vocabulary.model_fields
        }


def load_curation(folder: Path = CURATION) -> Curation:
    """Read and check ``curation/``. Raises ``CatalogueError`` with every problem found."""
    problems: list[Problem] = []
    organizations = _organizations(folder / ORGANIZATIONS, problems)
    names = {organization.name: organization.name for organization in organizations}
    names |= _aliases(folder / ALIASES, names, problems)
    vocabulary: Vocabulary | None = None
    corrections: tuple[Correction, ...] = ()
    try:
        vocabulary = read_yaml(folder / VOCABULARY, Vocabulary, "invalid_curation")
        problems.extend(_vocabulary_problems(vocabulary, folder / VOCABULARY))
    except CatalogueError as error:
        problems.extend(error.problems)
    try:
        path = folder / CORRECTIONS
        corrections = tuple(read_yaml(path, _Corrections, "invalid_curation").corrections)
        problems.extend(_correction_problems(corrections, path))
    except CatalogueError as error:
        problems.extend(error.problems)
    raise_if_any(problems)
    assert vocabulary is not None
    return Curation(tuple(organizations), names, vocabulary, corrections)


def _organizations(path: Path, problems: list[Problem]) -> list[Organization]:
    organizations: list[Organization] = []
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for place, row in csv_rows(path, _ORGANIZATION_COLUMNS, problems):
        before = len(problems)

        def report(column: str, found: str, expected: str, place: str = place) -> None:
            problems.append(
                Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
            )

        for column, seen in (("id", ids), ("name", names), ("sac_code", codes)):
            if row[column] in seen:
                report(column, f"{row[column]!r} stands also on {seen[row[column]]}", "one body")
            if row[column]:
                seen[row[column]] = place
        if not row["id"].isdigit():
            report("id", f"{row['id']!r}", "a whole number, never used before")
        if row["name"] != clean(row["name"]) or not row["name"]:
            report("name", f"{row['name']!r}", f"the name in clean form: {clean(row['name'])!r}")
        if row["kind"] not in list(OrganizationKind):
            report("kind", f"{row['kind']!r}", " | ".join(OrganizationKind))
        roles = row["roles"].split("；") if row["roles"] else []
        if not set(roles) <= set(Role):
            report("roles", f"{row['roles']!r}", " | ".join(Role) + ", both joined by ；")
        if row["level"] and row["level"] not in list(Level):
            report("level", f"{row['level']!r}", " | ".join(Level))
        if row["place"] and row["level"] in ("", Level.NATIONAL):
            report("place", f"{row['place']!r} with the level {row['level']!r}", "a local level")
        if bool(row["sac_code"]) != bool(row["sac_code_sources"]):
            report("sac_code_sources", "code and source do not stand together", "both or none")
        if not row["attested_in"]:
            report("attested_in", "no source", "the document that names the body")
        if len(problems) == before:
            organizations.append(
                Organization(
                    int(row["id"]),
                    row["name"],
                    OrganizationKind(row["kind"]),
                    tuple(map(Role, roles)),
                    *(row[column] for column in _ORGANIZATION_COLUMNS[4:]),
                )
            )
    problems.extend(_part_problems(organizations, names, path))
    return organizations


def _part_problems(
    organizations: list[Organization], places: Mapping[str, str], path: Path
) -> Iterator[Problem]:
    """A body acts under the name of another one, which is part of none."""
    parts = {organization.name: organization.part_of for organization in organizations}
    for organization in organizations:
        if organization.part_of and parts.get(organization.part_of, "?"):
            yield Problem(
                "invalid_curation",
                places[organization.name],
                f"{organization.part_of!r} is no other body that stands for itself",
                f"a name of {ORGANIZATIONS}",
                column="part_of",
                file=shown(path),
            )


def _aliases(path: Path, names: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for place, row in csv_rows(path, _ALIAS_COLUMNS, problems):
        alias = clean(row["alias"])
        if row["name"] not in names:
            found, expected = f"{row['name']!r} is no body", f"a name in {ORGANIZATIONS}"
        elif alias in names or alias in aliases:
            found, expected = f"{alias!r} is a name or alias already", "a new spelling"
        elif not row["reason"] or not row["source"]:
            found, expected = f"{alias!r} has no reason or no source", "both"
        else:
            aliases[alias] = row["name"]
            continue
        problems.append(Problem("invalid_curation", place, found, expected, file=shown(path)))
    return aliases


def _vocabulary_problems(vocabulary: Vocabulary, path: Path) -> Iterator[Problem]:
    for field, closed in (("project_type", ProjectType), ("mandate", Mandate)):
        for term in getattr(vocabulary, field):
            if term.value not in list(closed):
                yield Problem(
                    "invalid_curation",
                    field,
                    f"{term.value!r} is not a value the schema knows",
                    " | ".join(closed),
                    "A new value needs a migration and schema/vocabulary.py first.",
                    file=shown(path),
                )


def _correction_problems(corrections: tuple[Correction, ...], path: Path) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, correction in enumerate(corrections, start=1):
        key = (correction.project, correction.field)
        place = f"correction {number} ({correction.project} {correction.field})"
        if key in seen:
            yield Problem(
                "invalid_curation", place, "a second correction of it", "one", file=shown(path)
            )
        if correction.source == correction.published:
            yield Problem(
                "invalid_curation", place, "it changes nothing", "a change", file=shown(path)
            )
        seen.add(key)
