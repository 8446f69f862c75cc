"""Which projects are worth weighing for a standard: those that share rare pairs of characters, or
a number, with it. Not every pair is weighed, so the work grows with the number of rows."""

from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from operator import neg

from etl.linking.subjects import AnnouncedStandard, WaitingProject, lineage
from etl.linking.title_likeness import Rarity

# A standard is looked up by its rarest pairs; of a pair that more projects have, so many are
# looked at. A standard thereby meets at most RAREST × COMMON projects.
RAREST = 8
COMMON = 300
# Of those, the ones that share most are weighed, and as many for its title and for each number.
WEIGHED = 12
# Of the standards that it replaces, so many are looked up.
NUMBERS = 20


class ProjectIndex:
    """Projects by what a standard can be found by."""

    def __init__(self, projects: Sequence[WaitingProject], rarity: Rarity) -> None:
        self._projects = projects
        self._rarity = rarity
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_core: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[object, list[int]] = defaultdict(list)
        for position, project in enumerate(projects):
            self._by_core[project.core].append(position)
            for pair in project.pairs:
                self._by_pair[pair].append(position)
            for number in (*project.replaces, *project.recorded):
                self._by_number[lineage(number)].append(position)

    def candidates(self, standard: AnnouncedStandard) -> list[WaitingProject]:
        """At most WEIGHED × (NUMBERS + 3) projects, and mostly a dozen, in the order of lists."""
        found = set(self._by_core.get(standard.core, ())[:WEIGHED])
        for number in (standard.number, *standard.replaces[:NUMBERS]):
            found.update(self._by_number.get(lineage(number), ())[:WEIGHED])
        shared: dict[int, float] = defaultdict(float)
        known = [pair for pair in standard.pairs if pair in self._by_pair]
        for pair in sorted(known, key=lambda pair: (len(self._by_pair[pair]), pair))[:RAREST]:
            weight = self._rarity.of(pair)
            for position in self._by_pair[pair][:COMMON]:
                shared[position] += weight
        # Of equally good ones the first: no order of a dictionary decides.
        best = nlargest(WEIGHED, zip(shared.values(), map(neg, shared), strict=True))
        found.update(-position for _, position in best)
        return [self._projects[position] for position in sorted(found)]
