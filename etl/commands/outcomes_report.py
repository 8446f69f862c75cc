"""Which projects still lack a verified number, and where a person can look for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from etl.catalogue import Catalogue, listed_project
from etl.languages.chinese import translated
from etl.outcomes.curated import CuratedOutcomes, Statuses, all_problems
from etl.outcomes.leads import LEADS, Lead, lead_problems, read_leads
from etl.outcomes.loading import OUTCOMES, Outcome, read_outcomes
from etl.outcomes.outcome_store import Outcomes
from etl.paths import shown
from etl.problems import raise_if_any
from schema.official_search import number_searches, title_searches
from schema.vocabulary import ProjectStatus


@dataclass(frozen=True)
class UnverifiedProject:
    """A project without a verified number. ``numbers`` are those still to be verified, ``links``
    addresses that search for the numbers, or for the title where there are none, ``leads`` what
    somebody saw that proves nothing yet."""

    code: str
    title: str
    status: ProjectStatus
    numbers: tuple[str, ...]
    links: tuple[str, ...]
    leads: tuple[Lead, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The project as ``catalogue outcomes check --json`` prints it."""
        return {
            "project": self.code,
            "title": self.title,
            "status": self.status.value,
            "numbers": self.numbers,
            "links": self.links,
            "leads": [
                {"number": str(lead.number), "addresses": lead.addresses, "note": lead.note}
                for lead in self.leads
            ],
        }


def unverified(
    catalogue: Catalogue, added: Sequence[Outcome] = (), hints: Sequence[Lead] = ()
) -> list[UnverifiedProject]:
    """The projects without a verified number, in the order of lists, with the leads that there are;
    ``added`` counts, too."""
    leads: dict[str, list[Lead]] = {}
    for lead in hints:
        leads.setdefault(lead.project, []).append(lead)
    known = _with(catalogue.known, added)
    statuses = Statuses(known, catalogue.coverage)
    found = []
    for project in catalogue.projects:
        status = statuses.of(listed_project(project))
        if status is ProjectStatus.VERIFIED:
            continue
        results = known.outcomes.of_project(project.code)
        numbers = tuple(str(result.number) for result in results)
        title = project.record.title
        searches = [
            search
            for result in results
            for search in number_searches(str(result.number), result.number.level)
        ]
        searches = searches or list(title_searches(title, project.level))
        links = tuple(search.address for search in searches)
        hints = tuple(leads.get(project.code, ()))
        found.append(UnverifiedProject(project.code, title, status, numbers, links, hints))
    return found


def checked_leads(catalogue: Catalogue, folder: Path) -> list[Lead]:
    """The leads of a folder of curation. Raises ``CatalogueError`` with what is wrong with them."""
    path = folder / LEADS
    leads, problems = read_leads(path)
    known = catalogue.known.outcomes
    raise_if_any([*problems, *lead_problems(leads, catalogue.projects, known, path)])
    return leads


def additions_report(catalogue: Catalogue, path: Path) -> list[Outcome]:
    """The rows of ``path``, checked together with those of the catalogue. Raises
    ``CatalogueError`` with everything that is wrong with them."""
    rows, problems = read_outcomes(path)
    known = (
        outcome.model_copy(update={"row": f"{OUTCOMES} {outcome.row}"})
        if outcome.evidence
        else outcome
        for outcome in catalogue.known.outcomes
    )
    together = CuratedOutcomes(
        Outcomes(chain(known, rows)), sites=catalogue.known.sites, problems=tuple(problems)
    )
    raise_if_any(
        [
            problem if problem in problems else problem.in_file(shown(path))
            for problem in all_problems(together, catalogue.projects, catalogue.coverage)
        ]
    )
    return rows


def unverified_report(projects: Sequence[UnverifiedProject]) -> str:
    """A block for each project: code, title, status, numbers, links; then the counts."""
    lines = []
    for project in projects:
        lines.append(f"{project.code} {project.title}")
        lines.append("  " + "; ".join((project.status, *project.numbers)))
        for lead in project.leads:
            seen = f"{lead.number} {lead.title}".rstrip()
            lines.append("  " + translated(f"lead: {seen} ({lead.note})"))
            lines += [f"    {address}" for address in lead.addresses]
        lines += [f"  {link}" for link in project.links]
    counts = Counter(project.status for project in projects)
    lines += [f"{count} {status}" for status, count in counts.most_common()]
    lines.append(f"{len(projects)} projects without a verified number")
    return "\n".join(lines)


def _with(known: CuratedOutcomes, added: Sequence[Outcome]) -> CuratedOutcomes:
    together = Outcomes(chain(known.outcomes, added))
    return CuratedOutcomes(together, known.events, known.remarks)
