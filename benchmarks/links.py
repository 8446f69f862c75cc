"""Proposed links: precision and recall of the first proposal, on the outcomes that the catalogue
holds, and the time for a catalogue of 100,000 projects.

Each outcome with a title is treated as the line of an announcement: number, title, date and
replaced standards are known, its plan number and its project are not. It is asked for twice: with
all projects, where its own are right and any other is wrong; and with its own taken out, since most
standards of an announcement were planned by no list of the catalogue: there every proposal is
wrong.
"""

import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from etl.build import read_catalogue
from etl.linking.link_proposals import LEAD, LIKELY, SHOWN, Proposals, propose
from etl.linking.sides import waiting_project
from etl.linking.subjects import AnnouncedStandard, Sides, WaitingProject
from etl.outcomes.loading import Outcome
from schema.numbers import StandardNumber

BANDS = (1.01, 0.95, 0.9, 0.85, LIKELY, 0.7, 0.6, 0.5, SHOWN)
SIZES = (10_000, 100_000)
SEED = 1


def main() -> None:
    catalogue, _ = read_catalogue()
    projects = [waiting_project(project) for project in catalogue.projects]
    right: dict[StandardNumber, set[str]] = defaultdict(set)
    titled: dict[StandardNumber, Outcome] = {}
    for outcome in catalogue.curated.outcomes:
        right[outcome.number].add(outcome.project)
        if outcome.title:
            titled.setdefault(outcome.number, outcome)
    standards = [_announced(outcome) for outcome in titled.values()]
    _print_quality(projects, standards, right)
    _print_speed([project.title for project in projects])


def _announced(outcome: Outcome) -> AnnouncedStandard:
    assert outcome.title is not None
    return AnnouncedStandard(
        str(outcome.number),
        outcome.title,
        outcome.number,
        tuple(replaced.number for replaced in outcome.replaces),
        mandate=outcome.number.mandate,
        level=outcome.number.level,
        published_on=outcome.published_on,
    )


def _print_quality(
    projects: Sequence[WaitingProject],
    standards: Sequence[AnnouncedStandard],
    right: Mapping[StandardNumber, set[str]],
) -> None:
    there = propose(Sides(tuple(projects), tuple(standards)))
    absent: list[Proposals] = []
    for standard in standards:
        others = [project for project in projects if project.code not in right[standard.number]]
        absent += propose(Sides(tuple(others), (standard,)))
    print(f"{len(standards)} outcomes with a title, {len(projects)} projects")
    print(f"{'score':>11} {'right':>6} {'wrong':>6} {'absent':>7} {'precision':>10} {'recall':>7}")
    for upper, lower in pairwise(BANDS):
        counts = _counts(there, absent, right, lower, upper)
        print(f"{lower:>5.2f}-{min(upper, 1):>4.2f}  {_line(*counts, len(standards))}")
    likely = [each for each in there if each.is_likely], [e for e in absent if e.is_likely]
    counts = _counts(*likely, right, 0, 1.01)
    print(f"first, from {LIKELY}, lead {LEAD}: {_line(*counts, len(standards))}")
    ranked = sum(any(p.project.code in right[e.standard.number] for p in e.ranked) for e in there)
    print(f"right project among those shown: {ranked} of {len(standards)}")


def _counts(
    there: Sequence[Proposals],
    absent: Sequence[Proposals],
    right: Mapping[StandardNumber, set[str]],
    lower: float,
    upper: float,
) -> tuple[int, int, int]:
    """First proposals with a score in a band: right, wrong, and made although none is right."""
    inside = [each for each in there if lower <= each.best.score < upper]
    good = sum(each.best.project.code in right[each.standard.number] for each in inside)
    false = sum(lower <= each.best.score < upper for each in absent)
    return good, len(inside) - good, false


def _line(right: int, wrong: int, absent: int, asked: int) -> str:
    made = right + wrong + absent
    precision = f"{right / made:.3f}" if made else "-"
    return f"{right:>6} {wrong:>6} {absent:>7} {precision:>10} {right / asked:>7.3f}"


def _print_speed(titles: list[str]) -> None:
    """The time for as many made projects as announced standards, all at once."""
    chance = random.Random(SEED)
    elements = sorted({title[at : at + 4] for title in titles for at in range(0, len(title), 4)})
    print(f"\n{'rows':>8} {'seconds':>8} {'µs a row':>9}")
    for size in SIZES:
        made = ["".join(chance.choices(elements, k=4)) for _ in range(size)]
        projects = tuple(WaitingProject(f"p-{i}", title) for i, title in enumerate(made))
        standards = tuple(
            AnnouncedStandard(f"s-{i}", title, StandardNumber("", "GB/T", str(i), (), 2026))
            for i, title in enumerate(made)
        )
        start = time.process_time()
        propose(Sides(projects, standards))
        seconds = time.process_time() - start
        print(f"{size:>8,} {seconds:>8.1f} {seconds / size * 1e6:>9.0f}")
