"""Human judgement, read from ``curation/``: bodies, aliases, vocabulary and corrections.

Each entry has its source or reason beside it. Entries that contradict each other or cannot be
used are reported together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from etl.inputs.code_tables import CodeTables, load_code_tables
from etl.inputs.csv_cells import CleanName, Text, WholeNumber, fault, one_of, split_at
from etl.inputs.csv_file import CsvRow, read_csv
from etl.inputs.yaml_file import StrictModel, read_yaml
from etl.paths import CURATION, shown
from etl.problems import CatalogueError, Problem, raise_if_any
from etl.text.cleaning import clean
from schema.vocabulary import (
    Level,
    Mandate,
    OrganizationKind,
    ProjectField,
    ProjectType,
    Role,
    StandardLevel,
)

ORGANIZATIONS = "organizations.csv"
ALIASES = "aliases.csv"
VOCABULARY = "vocabulary.yml"
CORRECTIONS = "corrections.yml"


class Organization(CsvRow):
    """A body. ``id`` is permanent and was never used before; ``roles`` are those it is known to
    hold in lists, with ； between, none for a body that only policy documents name; ``sac_code``
    stands only where ``sac_code_sources`` prove it. ``level`` and ``place`` are those of a body of
    government; ``part_of`` names the body that acts under this name, too."""

    UNIQUE = ("id", "name", "sac_code")
    ONE = "one body"

    id: WholeNumber
    name: CleanName
    kind: Annotated[OrganizationKind, one_of(OrganizationKind)]
    roles: Annotated[tuple[Annotated[Role, one_of(Role)], ...], split_at("；")]
    sac_code: str
    sac_code_sources: str
    official_name: str
    level: str
    place: str
    part_of: str
    attested_in: Text
    note: str

    @field_validator("sac_code_sources")
    @classmethod
    def _proves_the_code(cls, sources: str, info: ValidationInfo) -> str:
        if bool(sources) != bool(info.data["sac_code"]):
            raise fault("code and source do not stand together", "both or none")
        return sources

    @field_validator("level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level and level not in list(Level):
            raise fault(f"{level!r}", " | ".join(Level))
        return level

    @field_validator("place")
    @classmethod
    def _is_of_a_local_level(cls, place: str, info: ValidationInfo) -> str:
        if place and info.data.get("level") in ("", Level.NATIONAL):
            raise fault(f"{place!r} with the level {info.data['level']!r}", "a local level")
        return place


class Alias(CsvRow):
    """Another spelling of a body's name, why it means that body, and where it is used."""

    alias: Annotated[str, AfterValidator(clean)]
    name: str
    reason: Text
    source: Text


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
    """``published`` stands in the catalogue in place of the printed ``source``, and why.
    ``project`` is the code of the row that prints it, slug of its list and number: that of a
    project where the row is its first one, but a later row of a project, or one of an
    announcement, is corrected under its own."""

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
    codes: CodeTables = field(default_factory=lambda: CodeTables({}, {}, {}))
    aliases: tuple[Alias, ...] = ()

    @cached_property
    def industries(self) -> frozenset[str]:
        """The names of the industries that have codes of their own: 化工."""
        levels, names = self.codes.levels, self.codes.names
        return frozenset(
            name for code, name in names.items() if levels[code] is StandardLevel.INDUSTRY
        )

    def organization(self, name: str) -> Organization:
        return self.by_name[name]

    @cached_property
    def by_name(self) -> dict[str, Organization]:
        return {organization.name: organization for organization in self.organizations}

    @cached_property
    def longest_name(self) -> int:
        """The number of characters of the longest known spelling of a name."""
        return max(map(len, self.names), default=0)

    @cached_property
    def by_spelling(self) -> dict[str, Organization]:
        """The bodies by every known spelling of their names."""
        return {spelling: self.by_name[name] for spelling, name in self.names.items()}

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
    organizations, faults = read_csv(folder / ORGANIZATIONS, Organization)
    problems.extend(faults)
    problems.extend(_part_problems(organizations, folder / ORGANIZATIONS))
    names = {organization.name: organization.name for organization in organizations}
    aliases = _aliases(folder / ALIASES, names, problems)
    names |= {row.alias: row.name for row in aliases}
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
    try:
        codes = load_code_tables(folder)
    except CatalogueError as error:
        problems.extend(error.problems)
    raise_if_any(problems)
    assert vocabulary is not None
    return Curation(tuple(organizations), names, vocabulary, corrections, codes, tuple(aliases))


def _part_problems(organizations: list[Organization], path: Path) -> Iterator[Problem]:
    """A body acts under the name of another one, which is part of none."""
    parts = {organization.name: organization.part_of for organization in organizations}
    for organization in organizations:
        if organization.part_of and parts.get(organization.part_of, "?"):
            yield Problem(
                "invalid_curation",
                organization.row,
                f"{organization.part_of!r} is no other body that stands for itself",
                f"a name of {ORGANIZATIONS}",
                column="part_of",
                file=shown(path),
            )


def _aliases(path: Path, names: Mapping[str, str], problems: list[Problem]) -> list[Alias]:
    aliases: dict[str, Alias] = {}
    rows, faults = read_csv(path, Alias)
    problems.extend(faults)
    for row in rows:
        if row.name not in names:
            column, found = "name", f"{row.name!r} is no body"
            expected = f"a name in {ORGANIZATIONS}"
        elif row.alias in names or row.alias in aliases:
            column, found = "alias", f"{row.alias!r} is a name or alias already"
            expected = "a new spelling"
        else:
            aliases[row.alias] = row
            continue
        problems.append(
            Problem("invalid_curation", row.row, found, expected, "", column, file=shown(path))
        )
    return list(aliases.values())


def _vocabulary_problems(vocabulary: Vocabulary, path: Path) -> Iterator[Problem]:
    for name, closed in (("project_type", ProjectType), ("mandate", Mandate)):
        for term in getattr(vocabulary, name):
            if term.value not in list(closed):
                yield Problem(
                    "invalid_curation",
                    name,
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
