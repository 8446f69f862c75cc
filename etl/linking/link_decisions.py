"""A person's decisions on proposals: checked as a build checks them, and written into ``curation/``
at once."""

import csv
import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from etl.catalogue import Catalogue
from etl.inputs.csv_file import columns_of
from etl.linking.link_proposals import Proposal, propose_pair
from etl.linking.subjects import Sides
from etl.outcomes.links import LINKS, REFUSED_LINKS, Link
from etl.paths import shown
from etl.problems import CatalogueError, Problem, raise_if_any

COLUMNS = columns_of(Link)

COLUMNS = columns_of(Link)


def chosen_proposals(
    pairs: Sequence[tuple[str, str]], sides: Sides, catalogue: Catalogue
) -> list[Proposal]:
    """The proposals that a person names by codes of entry and project. Raises ``CatalogueError``
    with every pair that cannot be linked; ``sides`` are those of ``catalogue``."""
    standards = {standard.code: standard for standard in sides.standards}
    projects = {project.code: project for project in sides.projects}
    known = catalogue.projects
    linked = {
        standard.listed.code: code
        for standard in catalogue.standards
        if (code := catalogue.announced_projects.code_of(standard.listed))
    }
    problems = []
    chosen: list[Proposal] = []
    seen: set[str] = set()
    for entry, project in pairs:
        found = expected = ""
        if entry in linked:
            found, expected = f"it is linked with {linked[entry]}", "a row without a project"
        elif entry not in standards:
            found, expected = "no announcement has such a row", "a code as catalogue link prints it"
        elif entry in seen:
            found, expected = "the row is named twice", "one project for a row"
        elif project not in known:
            found, expected = f"no list has a project {project!r}", "a code such as 2024-017"
        elif project not in projects:
            found = f"{project} has a verified outcome of another number"
            expected = "a project without one"
        elif (entry, project) in sides.refused:
            found = f"the pair stands in curation/{REFUSED_LINKS}"
            expected = "a pair that nobody has refused; take the row out if it was a mistake"
        else:
            chosen.append(propose_pair(sides, standards[entry], projects[project]))
        seen.add(entry)
        if found:
            problems.append(Problem("invalid_curation", f"{entry}={project}", found, expected))
    raise_if_any(problems)
    return chosen


def as_link(proposal: Proposal) -> Link:
    """The row of curation that a decision on ``proposal`` becomes."""
    evidence = proposal.evidence
    reason = "；".join(evidence.reasons)
    if evidence.doubts:
        reason = "；".join(filter(None, (reason, f"存疑：{'，'.join(evidence.doubts)}")))
    standard = proposal.standard
    source = f"{standard.source}：{standard.number} {standard.title}"
    return Link(
        row="",
        entry=standard.code,
        project=proposal.project.code,
        reason=reason,
        source=source,
    )


def with_links(catalogue: Catalogue, links: Sequence[Link]) -> Catalogue:
    """The catalogue with more accepted links. Raises ``CatalogueError`` if a build would refuse
    them: two standards of one project that are not parts of one, for example."""
    curated = replace(catalogue.curated, links=(*catalogue.curated.links, *links))
    linked = replace(catalogue, curated=curated)
    raise_if_any(linked.outcome_problems())
    return linked


class LinkFiles:
    """The two files of decisions in a folder of curated data, as they were when this was made. A
    decision is written at once; a file that somebody else changed meanwhile is left alone."""

    def __init__(self, folder: Path) -> None:
        self._paths = {name: folder / name for name in (LINKS, REFUSED_LINKS)}
        self._read = {name: _bytes(path) for name, path in self._paths.items()}

    def accept(self, links: Sequence[Link]) -> None:
        """Add rows to ``links.csv``. Raises ``CatalogueError`` if it cannot be written."""
        self._append(LINKS, links)

    def refuse(self, links: Sequence[Link]) -> None:
        """Add rows to ``refused_links.csv``. Raises ``CatalogueError`` if it cannot be written."""
        self._append(REFUSED_LINKS, links)

    def _append(self, name: str, links: Sequence[Link]) -> None:
        if not links:
            return
        path, before = self._paths[name], self._read[name]
        end = "\r\n" if b"\r\n" in (before or b"") else "\n"
        text = io.StringIO()
        writer = csv.writer(text, lineterminator=end)
        if not before:
            writer.writerow(COLUMNS)
        elif not before.endswith(b"\n"):
            text.write(end)
        # One record a line: what is written is text of one line, as cells and titles are.
        writer.writerows(
            [" ".join(getattr(link, column).split()) for column in COLUMNS] for link in links
        )
        after = (before or b"") + text.getvalue().encode()
        if _bytes(path) != before:
            raise CatalogueError([_changed(path)])
        _replace(path, after)
        self._read[name] = after


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replace(path: Path, data: bytes) -> None:
    """Put ``data`` into ``path``, whole or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
        os.replace(new, path)
    except OSError as error:
        found = f"cannot be written: {error.strerror}"
        problem = Problem("invalid_curation", "", found, "a folder to write in", file=shown(path))
        raise CatalogueError([problem]) from None
    finally:
        new.unlink(missing_ok=True)


def _changed(path: Path) -> Problem:
    return Problem(
        "invalid_curation",
        "",
        "the file was changed while decisions were being taken",
        "the file as it was when catalogue link began",
        "Nothing was written over it. Run catalogue link again: what was decided before is kept.",
        file=shown(path),
    )
