"""What speaks for and against an announced standard being the outcome of a project.

The likeness of the titles is the ground. What speaks for the pair closes a share of the distance
to certainty, what speaks against it takes a share away; each is said in words, so that a person
can judge it. The shares were chosen on the outcomes that the catalogue holds
(``python -m benchmarks links`` measures them), and none names a project, body or subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.linking.subjects import AnnouncedStandard, WaitingProject, lineage
from etl.linking.title_likeness import Rarity
from etl.outcomes.partial_dates import PartialDate
from schema.vocabulary import DatePrecision, ProjectType


@dataclass(frozen=True)
class Weights:
    """How much each piece of evidence counts, from 0 (nothing) to 1 (decides alone)."""

    recorded_number: float = 0.98
    replaces_the_same: float = 0.7
    new_edition: float = 0.7
    common_bodies: float = 0.4
    revision: float = 0.1

    other_part: float = 0.5
    other_level: float = 0.7
    other_recorded: float = 0.5
    other_verified_number: float = 0.9
    earlier_than_plan: float = 0.5
    replaces_others: float = 0.3
    other_bodies: float = 0.2
    other_mandate: float = 0.1
    new_but_replaces: float = 0.1


WEIGHTS = Weights()


@dataclass(frozen=True)
class Evidence:
    """How well a pair fits, from 0 to 1, and why, in the words that a person reads."""

    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def weigh(project: WaitingProject, standard: AnnouncedStandard, rarity: Rarity) -> Evidence:
    """Weigh all that is known of one pair. What either side does not state says nothing."""
    likeness = rarity.likeness(project.pairs, standard.pairs)
    same = project.core == standard.core
    distance = 1 - likeness
    words = ["名称一致" if same else f"名称相近（{likeness:.0%}）"] if likeness >= 0.5 else []
    doubts = [] if likeness >= 0.5 else [f"名称相差较大（{likeness:.0%}）"]
    support = list(_support(project, standard))
    for share, said in support:
        distance *= 1 - share
        words.append(said)
    if not support:
        doubts.append("只有名称可据")
    score = 1 - distance
    for share, said in _contradiction(project, standard):
        score *= 1 - share
        doubts.append(said)
    return Evidence(score, tuple(words), tuple(doubts))


def _support(project: WaitingProject, standard: AnnouncedStandard) -> Iterator[tuple[float, str]]:
    if standard.number in project.recorded:
        yield WEIGHTS.recorded_number, f"{standard.number} 已记为该项目的成果"
    planned = {lineage(number) for number in project.replaces}
    common = [number for number in standard.replaces if lineage(number) in planned]
    if common:
        yield WEIGHTS.replaces_the_same, f"都代替 {'、'.join(map(str, common))}"
    if lineage(standard.number) in planned:
        yield WEIGHTS.new_edition, f"{standard.number} 是计划拟代替标准的新版"
    bodies = sorted(project.bodies & standard.bodies)
    if bodies:
        yield WEIGHTS.common_bodies, f"单位相同：{'、'.join(bodies)}"
    if project.project_type == ProjectType.REVISE and standard.replaces and not common:
        yield WEIGHTS.revision, "计划为修订，公告有代替标准"
    if project.part and project.part == standard.part:
        yield 0.0, f"同为第{project.part}部分"


def _contradiction(
    project: WaitingProject, standard: AnnouncedStandard
) -> Iterator[tuple[float, str]]:
    if project.part and standard.part and project.part != standard.part:
        yield WEIGHTS.other_part, f"计划为第{project.part}部分，标准为第{standard.part}部分"
    if project.level and standard.level and project.level != standard.level:
        yield WEIGHTS.other_level, f"计划为{project.level}标准，公告为{standard.level}标准"
    if project.recorded and standard.number not in project.recorded:
        numbers = "、".join(map(str, project.recorded))
        share = WEIGHTS.other_verified_number if project.is_verified else WEIGHTS.other_recorded
        yield share, f"该项目已记有成果 {numbers}"
    if project.listed_on and standard.published_on:
        listed = PartialDate(project.listed_on.isoformat(), DatePrecision.DAY)
        if standard.published_on.is_before(listed):
            yield WEIGHTS.earlier_than_plan, f"发布早于计划（{listed.text}）"
    yield from _other_replaced(project, standard)
    if project.bodies and standard.bodies and not project.bodies & standard.bodies:
        yield WEIGHTS.other_bodies, "单位不同"
    if project.mandate and standard.mandate and project.mandate != standard.mandate:
        yield WEIGHTS.other_mandate, f"计划为{project.mandate}，发布为{standard.mandate}"


def _other_replaced(
    project: WaitingProject, standard: AnnouncedStandard
) -> Iterator[tuple[float, str]]:
    planned = {lineage(number) for number in project.replaces}
    published = {lineage(number) for number in (*standard.replaces, standard.number)}
    if planned and standard.replaces and not planned & published:
        yield WEIGHTS.replaces_others, "代替的标准不同"
    if project.project_type == ProjectType.DEVELOP and standard.replaces:
        yield WEIGHTS.new_but_replaces, "计划为制定，公告有代替标准"
