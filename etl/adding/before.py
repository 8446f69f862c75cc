"""Of what a catalogue was made to which something is to be added."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl.freshness import code_digest
from etl.inputs.curation import ALIASES, CORRECTIONS, ORGANIZATIONS, Curation
from etl.inputs.yaml_file import StrictModel
from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.links import LINKS, Link
from etl.outcomes.loading import OUTCOMES
from etl.problems import Problem
from etl.projects.entry_store import plain_values

# Where a row stands, and what of a body only decides how documents are read.
_NOT_SHOWN = {"row", "roles", "attested_in"}


@dataclass(frozen=True)
class Before:
    """Of what the catalogue was made whose entries are kept: the program, the inputs by name with
    their SHA-256, the notices by name of their folder with their ids, the rows of those curated
    files to which rows may be added, the lines of ``outcomes.csv``, and what was warned of, in
    types that ``marshal`` knows."""

    code: str
    inputs: Mapping[str, str]
    notices: Mapping[str, int]
    rows: Mapping[str, tuple[str, ...]]
    outcome_lines: int
    warnings: tuple[Mapping[str, Any], ...]

    @classmethod
    def made_of(
        cls,
        inputs: Mapping[str, str],
        notices: Mapping[str, int],
        known: Curation,
        curated: CuratedOutcomes,
        warnings: Iterable[Problem],
    ) -> "Before":
        """Made by the program of now of ``inputs``, whose curation is ``known`` and ``curated``."""
        return cls(
            code_digest(),
            inputs,
            notices,
            rows_of(known, curated.links),
            _lines_in(curated.folder / OUTCOMES),
            tuple(plain_values(asdict(problem)) for problem in warnings),
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was warned of."""
        return tuple(Problem(**found) for found in self.warnings)


def rows_of(known: Curation, links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """The rows of those curated files to which rows may be added, as text without their lines."""
    of_files: dict[str, Iterable[StrictModel]] = {
        ORGANIZATIONS: known.organizations,
        ALIASES: known.aliases,
        CORRECTIONS: known.corrections,
        LINKS: links,
    }
    return {name: tuple(map(row_of, rows)) for name, rows in of_files.items()}


def row_of(model: StrictModel) -> str:
    """A row as text, as far as it reaches what was read before."""
    return model.model_dump_json(exclude=_NOT_SHOWN)


def _lines_in(path: Path) -> int:
    """The lines of a file; 0 if there is none."""
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 0
