"""The policy layer of a made catalogue: the documents and measures of the committed one, and links
of made projects to the measures that carry links there, in the same shares.

A tenth of the projects of a domain are linked. What other rows refer to by code is left out: the
projects that documents name.
"""

import csv
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.synthetic.lists import MadeRow, Shape
from etl.inputs.csv_file import columns_of
from etl.inputs.curation import ALIASES, ORGANIZATIONS, Alias
from etl.paths import CURATION
from etl.policy.material import DEMONSTRATIONS, FIGURES, REFERENCE_COLUMNS, REFERENCES, TABLES
from etl.policy.measures import MEASURE_ORGANIZATIONS, MEASURES
from etl.policy.policy_documents import DOCUMENTS
from etl.policy.policy_files import POLICY
from etl.policy.policy_links import (
    MEASURE_ALIGNMENTS,
    MEASURE_PROJECTS,
    PROJECT_COLUMNS,
    UNLINKED_COLUMNS,
    UNLINKED_PROJECTS,
)
from etl.policy.targets import TARGETS
from etl.projects.listed import project_code
from schema.policy_vocabulary import LinkConfidence, LinkRank, TermRelation

_COPIED = (
    DOCUMENTS,
    MEASURES,
    MEASURE_ORGANIZATIONS,
    MEASURE_ALIGNMENTS,
    TARGETS,
    DEMONSTRATIONS,
    TABLES,
    FIGURES,
)
_SHARE_LINKED = 0.1
# Of the projects of a domain, as many could not be put under one measure.
_SHARE_UNLINKED = 0.003
_CANDIDATES = 2
_TERM = 2
Cells = dict[str, str]


@dataclass(frozen=True)
class _Kind:
    """What all links of the committed catalogue that are made alike have in common."""

    measure: str
    confidence: str
    rank: str
    relation: str
    neighbours: str
    department_named: str


@dataclass(frozen=True)
class _Drawn:
    """Kinds of links, drawn as often as the committed catalogue has them."""

    kinds: list[_Kind] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, counts: Mapping[_Kind, int]) -> "_Drawn":
        return cls(list(counts), list(accumulate(counts.values())))

    def draw(self, chance: Random) -> _Kind:
        return chance.choices(self.kinds, cum_weights=self.sums)[0]


class Policy:
    """The policy layer of a made catalogue."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.measures = {row["slug"]: row for row in _rows(CURATION / POLICY / MEASURES)}
        main: dict[str, Counter[_Kind]] = {}
        further: Counter[_Kind] = Counter()
        for row in _rows(CURATION / POLICY / MEASURE_PROJECTS):
            kind = _Kind(
                row["measure"],
                row["confidence"],
                row["rank"],
                row["relation"],
                row["neighbours"],
                row["department_named"],
            )
            if row["rank"] == LinkRank.PRIMARY:
                main.setdefault(self.measures[kind.measure]["domain"], Counter())[kind] += 1
            else:
                further[kind] += 1
        self._main = {domain: _Drawn.of(kinds) for domain, kinds in main.items()}
        self._further = _Drawn.of(further)
        linked = sum(sum(kinds.values()) for kinds in main.values())
        self._share_further = sum(further.values()) / linked

    def bodies(self, names: Iterable[str]) -> Iterator[Cells]:
        """The rows of ``organizations.csv`` for bodies of measures that are not among ``names``,
        and for those they are part of; without their permanent ids."""
        spellings = {row["alias"]: row["name"] for row in _rows(CURATION / ALIASES)}
        known = {row["name"]: row for row in _rows(CURATION / ORGANIZATIONS)}
        taken = set(names)
        wanted = [row["body"] for row in _rows(CURATION / POLICY / MEASURE_ORGANIZATIONS)]
        wanted += [row["implied_body"] for row in self.measures.values() if row["implied_body"]]
        for name in wanted:
            row: Cells | None = known[spellings.get(name, name)]
            while row is not None and row["name"] not in taken:
                taken.add(row["name"])
                yield row
                above = row["part_of"]
                row = known[spellings.get(above, above)] if above else None

    def write(self, curation: Path, bodies: Collection[str]) -> None:
        """Write the files that are the same for every made catalogue, and the aliases of
        ``bodies``."""
        folder = curation / POLICY
        folder.mkdir()
        for name in _COPIED:
            shutil.copy(CURATION / POLICY / name, folder)
        references = (row | {"project": ""} for row in _rows(CURATION / POLICY / REFERENCES))
        _write(folder / REFERENCES, REFERENCE_COLUMNS, references)
        aliases = (row for row in _rows(CURATION / ALIASES) if row["name"] in bodies)
        _write(curation / ALIASES, columns_of(Alias), aliases)

    def links_of(self, shape: Shape, rows: Iterable[MadeRow]) -> Iterator[tuple[str, Cells]]:
        """The links of a list's projects: the name of a file and a row of it."""
        chance = Random(f"{self.seed} links {shape.order}")
        for row in rows:
            drawn = self._main.get(row.domain)
            if drawn is None:
                continue
            found = chance.random()
            if found < _SHARE_LINKED:
                kind = drawn.draw(chance)
                yield MEASURE_PROJECTS, self._link(kind, shape, row)
                if chance.random() < self._share_further:
                    other = self._further.draw(chance)
                    if self.measures[other.measure]["domain"] != row.domain:
                        yield MEASURE_PROJECTS, self._link(other, shape, row)
            elif found < _SHARE_LINKED + _SHARE_UNLINKED:
                candidates = {drawn.draw(chance).measure for _ in range(_CANDIDATES)}
                yield (
                    UNLINKED_PROJECTS,
                    {
                        "project": project_code(shape.slug, row.seq),
                        "project_title": row.title,
                        "candidates": "|".join(sorted(candidates)),
                        "reason": "没有一项举措点名",
                        "project_line": str(row.seq),
                    },
                )

    def _link(self, kind: _Kind, shape: Shape, row: MadeRow) -> Cells:
        measure = self.measures[kind.measure]
        is_named = kind.relation != TermRelation.NONE
        term = row.title[:_TERM]
        return {
            "measure": kind.measure,
            "project": project_code(shape.slug, row.seq),
            "project_title": row.title,
            "confidence": kind.confidence,
            "rank": kind.rank,
            "relation": kind.relation,
            "term_in_measure": term if is_named else "",
            "term_in_title": term if kind.confidence == LinkConfidence.EXPLICIT else "",
            "neighbours": kind.neighbours,
            "project_before": "",
            "project_after": "",
            "other_domain": "yes" if measure["domain"] != row.domain else "",
            "department_named": kind.department_named,
            "project_line": str(row.seq),
            "measure_line": measure["first_line"],
            "note": "",
        }


LINK_FILES = {MEASURE_PROJECTS: PROJECT_COLUMNS, UNLINKED_PROJECTS: UNLINKED_COLUMNS}


def _write(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(path: Path) -> Iterator[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
