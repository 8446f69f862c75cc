"""Which projects still lack a verified number, and where a person can look for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from etl.catalogue import Catalogue, listed_project
from etl.outcomes.curated import CuratedOutcomes, Statuses, all_problems
from etl.outcomes.loading import OUTCOMES, Outcome, read_outcomes
from etl.paths import shown
from etl.problems import raise_if_any
from schema.vocabulary import ProjectStatus

# The official search pages; a person opens them, the program never does.
_SEARCHES = {
    "std": "https://std.samr.gov.cn/search/std?q={}",
    "openstd": "https://openstd.samr.gov.cn/bzgk/gb/std_list"
    "?p.p1=0&p.p90=circulation_date&p.p91=desc&p.p2={}",
}


@dataclass(frozen=True)
class UnverifiedProject:
    """A project without a verified number. ``numbers`` are those still to be verified, ``links``
    addresses that search for the numbers, or for the title where there are none."""

    code: str
    title: str
    status: ProjectStatus
    numbers: tuple[str, ...]
    links: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The project as ``catalogue outcomes check --json`` prints it."""
        return {
            "project": self.code,
            "title": self.title,
            "status": self.status.value,
            "numbers": self.numbers,
            "links": self.links,
        }


def search_links(text: str) -> tuple[str, ...]:
    """Addresses that search the official sites for a number or a title."""
    return tuple(form.format(quote(text, safe="")) for form in _SEARCHES.values())


def unverified(catalogue: Catalogue, added: Sequence[Outcome] = ()) -> list[UnverifiedProject]:
    """The projects without a verified number, in the order of lists; ``added`` counts, too."""
    known = _with(catalogue.known, added)
    statuses = Statuses(known, catalogue.coverage)
    found = []
    for project in catalogue.projects:
        status = statuses.of(listed_project(project))
        if status is ProjectStatus.VERIFIED:
            continue
        results = known.by_project.get(project.code, [])
        numbers = tuple(str(result.number) for result in results)
        title = project.record.title
        links = tuple(link for text in numbers or (title,) for link in search_links(text))
        found.append(UnverifiedProject(project.code, title, status, numbers, links))
    return found


def additions_report(catalogue: Catalogue, path: Path) -> list[Outcome]:
    """The rows of ``path``, checked together with those of the catalogue. Raises
    ``CatalogueError`` with everything that is wrong with them."""
    rows, problems = read_outcomes(path)
    known = [
        outcome.model_copy(update={"row": f"{OUTCOMES} {outcome.row}"})
        if outcome.evidence
        else outcome
        for outcome in catalogue.known.outcomes
    ]
    together = CuratedOutcomes((*known, *rows), problems=tuple(problems))
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
        lines += [f"  {link}" for link in project.links]
    counts = Counter(project.status for project in projects)
    lines += [f"{count} {status}" for status, count in counts.most_common()]
    lines.append(f"{len(projects)} projects without a verified number")
    return "\n".join(lines)


def _with(known: CuratedOutcomes, added: Sequence[Outcome]) -> CuratedOutcomes:
    return CuratedOutcomes((*known.outcomes, *added), known.events, known.remarks)
