"""Ranked proposals: for each announced standard the projects that it may be the outcome of."""

from collections.abc import Collection
from dataclasses import dataclass

from etl.linking.candidates import ProjectIndex
from etl.linking.evidence import Evidence, weigh
from etl.linking.subjects import AnnouncedStandard, Sides, WaitingProject
from etl.linking.title_likeness import Rarity

# What is shown at all; what is proposed first, by score and by the lead over the second best.
# Both were measured: see docs/outcomes.md.
SHOWN = 0.4
LIKELY = 0.8
LEAD = 0.05
# So many projects are shown for a standard.
CHOICES = 3


@dataclass(frozen=True)
class Proposal:
    """That ``standard`` may be the outcome of ``project``, and what speaks for it."""

    standard: AnnouncedStandard
    project: WaitingProject
    evidence: Evidence

    @property
    def score(self) -> float:
        return self.evidence.score


@dataclass(frozen=True)
class Proposals:
    """The projects proposed for one standard, the best first; there is at least one."""

    standard: AnnouncedStandard
    ranked: tuple[Proposal, ...]

    @property
    def best(self) -> Proposal:
        return self.ranked[0]

    @property
    def lead(self) -> float:
        """How far the best is before the second."""
        return self.best.score - (self.ranked[1].score if len(self.ranked) > 1 else 0)

    @property
    def is_likely(self) -> bool:
        """Whether the best is good enough to be proposed first: the others are to look at."""
        return self.best.score >= LIKELY and self.lead >= LEAD


def propose(sides: Sides) -> list[Proposals]:
    """The proposals for each standard that has any, likely ones before others, better ones first.

    Each standard is weighed against a bounded number of projects.
    """
    rarity = Rarity(project.pairs for project in sides.projects)
    index = ProjectIndex(sides.projects, rarity)
    found = [
        Proposals(standard, ranked)
        for standard in sides.standards
        if (ranked := tuple(_ranked(standard, index, rarity, sides.refused)))
    ]
    return sorted(
        found, key=lambda each: (not each.is_likely, -each.best.score, each.standard.code)
    )


def propose_pair(sides: Sides, standard: AnnouncedStandard, project: WaitingProject) -> Proposal:
    """One pair weighed as all others are, whether or not it would be proposed."""
    rarity = Rarity(each.pairs for each in sides.projects)
    return Proposal(standard, project, weigh(project, standard, rarity))


def _ranked(
    standard: AnnouncedStandard,
    index: ProjectIndex,
    rarity: Rarity,
    refused: Collection[tuple[str, str]],
) -> list[Proposal]:
    weighed = (
        Proposal(standard, project, weigh(project, standard, rarity))
        for project in index.candidates(standard)
        if (standard.code, project.code) not in refused
    )
    shown = (proposal for proposal in weighed if proposal.score >= SHOWN)
    return sorted(shown, key=lambda each: (-each.score, each.project.code))[:CHOICES]
