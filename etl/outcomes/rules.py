"""What rows of ``curation/outcomes.csv`` must not say of each other.

A project may result in several parts, several projects in one standard, and a standard may replace
several. What cannot all be true is refused, each contradiction with both of its lines.
"""

from collections.abc import Container, Iterator
from itertools import combinations

from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_store import Claim, Outcomes
from etl.problems import Problem
from schema.numbers import StandardNumber


def contradictions(outcomes: Outcomes, projects: Container[str], file: str) -> list[Problem]:
    """A problem for each contradiction. ``projects`` are the codes that the catalogue has."""
    return [
        *_unknown_projects(outcomes, projects, file),
        *_duplicates(outcomes, file),
        *_kinds(outcomes, file),
        *_different_facts(outcomes, file),
        *_exclusions(outcomes, file),
        *_circles(outcomes, file),
    ]


def _unknown_projects(outcomes: Outcomes, projects: Container[str], file: str) -> Iterator[Problem]:
    for outcome in outcomes:
        if outcome.project not in projects:
            yield _problem(
                outcome,
                "project",
                f"no list has a project {outcome.project!r}",
                "the code of a project, list slug and three-digit number, such as 2024-017",
                "Compare with the catalogue; the project's title tells.",
                file,
            )


def _duplicates(outcomes: Outcomes, file: str) -> Iterator[Problem]:
    for members in outcomes.sharing("project"):
        seen: dict[StandardNumber, Outcome] = {}
        for outcome in members:
            first = seen.setdefault(outcome.number, outcome)
            if first is not outcome:
                yield _problem(
                    outcome,
                    "standard_number",
                    f"{outcome.project} has {outcome.number} already on {first.row}",
                    "each project and standard once",
                    "Join the addresses in one row.",
                    file,
                )


def _kinds(outcomes: Outcomes, file: str) -> Iterator[Problem]:
    """One serial number, part and year belong to one standard: it cannot be GB and GB/T."""
    for claims in outcomes.of_two_kinds():
        first, *others = claims
        known = _number(first)
        for claim in others:
            number = _number(claim)
            if number != known:
                yield _problem(
                    claim[0],
                    "replaces" if claim[1] else "standard_number",
                    f"{number}, which is {known} on {first[0].row}",
                    "one kind, GB or GB/T or GB/Z, for one number",
                    "Look the standard up and mend the wrong row.",
                    file,
                )


def _number(claim: Claim) -> StandardNumber:
    outcome, position = claim
    return outcome.replaces[position - 1].number if position else outcome.number


def _different_facts(outcomes: Outcomes, file: str) -> Iterator[Problem]:
    """Rows of several projects about one standard must agree on what it is."""
    for members in outcomes.sharing("standard"):
        for column in ("title", "published_on", "implemented_on", "replaces"):
            known: dict[object, Outcome] = {}
            for outcome in members:
                value = getattr(outcome, column)
                if not value:
                    continue
                if column == "replaces":
                    value = frozenset((r.number, r.extent, r.basis) for r in value)
                if known and value not in known:
                    first = next(iter(known.values()))
                    yield _problem(
                        outcome,
                        "published_title" if column == "title" else column,
                        f"another value for {outcome.number} than on {first.row}",
                        "the same facts wherever a standard stands",
                        "Compare both rows with their addresses.",
                        file,
                    )
                known.setdefault(value, outcome)


def _exclusions(outcomes: Outcomes, file: str) -> Iterator[Problem]:
    """Verified results of one project must be parts of one standard, each part once."""
    for members in outcomes.sharing("project"):
        verified = [outcome for outcome in members if outcome.is_verified]
        for first, second in combinations(verified, 2):
            one, two = first.number, second.number
            if one == two:
                continue
            parts = {one.parts, two.parts}
            if (one.code, one.serial) != (two.code, two.serial) or () in parts or len(parts) < 2:
                yield _problem(
                    second,
                    "standard_number",
                    f"{two}, while {first.row} says with the same confidence {one}",
                    "one standard, or several parts of one",
                    "Both cannot be verified: write medium for the weaker one, or leave it out.",
                    file,
                )


def _circles(outcomes: Outcomes, file: str) -> Iterator[Problem]:
    for claim in outcomes.in_circles():
        outcome = claim[0]
        yield _problem(
            outcome,
            "replaces",
            f"{outcome.number} and {_number(claim)} replace each other",
            "the newer replaces the older",
            "Mend the wrong row.",
            file,
        )


def _problem(
    outcome: Outcome, column: str, found: str, expected: str, next_step: str, file: str
) -> Problem:
    # What an announcement alone says stands in no curated file; its place names the notice.
    file = file if outcome.evidence else ""
    return Problem("invalid_curation", outcome.row, found, expected, next_step, column, file=file)
