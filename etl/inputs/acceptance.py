"""Problems that ``notice.yml`` accepts by kind and place, each with a reason."""

from collections.abc import Iterable

from etl.inputs.notices import NoticeDocument
from etl.paths import shown
from etl.problems import ACCEPTABLE, Problem


class Acceptance:
    """Which problems a person has accepted, to sort them out."""

    def __init__(self, notice: NoticeDocument | None) -> None:
        self.notice = notice
        accepted = notice.accepted_problems if notice else []
        self.keys = {(problem.kind, problem.place) for problem in accepted}

    def accepts(self, problem: Problem) -> bool:
        """Whether a person accepts this problem, and it is one that a person can judge."""
        return problem.kind in ACCEPTABLE and (problem.kind, problem.place) in self.keys

    def sort(self, problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
        """The problems that stay, and those that are accepted. An acceptance of a problem that
        does not occur is a problem itself."""
        stay: list[Problem] = []
        accepted: list[Problem] = []
        for problem in problems:
            (accepted if self.accepts(problem) else stay).append(problem)
        met = {(problem.kind, problem.place) for problem in accepted}
        return [*stay, *self._stale(met)], accepted

    def _stale(self, met: set[tuple[str, str]]) -> list[Problem]:
        if self.notice is None:
            return []
        return [
            Problem(
                "stale_acceptance",
                place,
                f"notice.yml accepts {kind} here, and it does not occur",
                "only problems that do",
                f"Take the entry out of {shown(self.notice.path.parent)}/notice.yml.",
            )
            for kind, place in sorted(self.keys - met)
        ]
