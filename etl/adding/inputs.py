"""What was added to the inputs of a catalogue, if nothing else of them changed."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.adding.before import Before, row_of, rows_of
from etl.inputs.curation import CORRECTIONS, Curation
from etl.inputs.notices import Notice
from etl.outcomes.links import LINKS, Link
from etl.outcomes.loading import OUTCOMES
from etl.records.asked_bodies import AskedBodies, bodies_of_cell, is_known_in
from etl.records.body_names import Bodies
from schema.vocabulary import Role

_CURATION = "curation/"
_SOURCES = "sources/"


class MadeAnewError(Exception):
    """Why a catalogue cannot be added to and is made anew: a sentence for people."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Added:
    """The notices that were added, in the order of their ids, and the links that people accepted
    since. Of ``outcomes.csv`` the lines after the first ``outcome_lines`` are new."""

    notices: tuple[Notice, ...]
    links: tuple[Link, ...]
    outcome_lines: int


def what_was_added(
    before: Before,
    inputs: Mapping[str, str],
    curation: Path,
    known: Curation,
    links: Iterable[Link],
    notices: Iterable[Notice],
) -> Added:
    """Compare inputs with those of ``before``. ``inputs`` are their SHA-256 by name; ``known``,
    ``links`` and ``notices`` what they hold. Raises :class:`MadeAnewError` if anything but
    additions changed."""
    changed = {
        name
        for name in inputs.keys() | before.inputs.keys()
        if inputs.get(name) != before.inputs.get(name)
    }
    confirmed = tuple(notices)
    new = tuple(one for one in confirmed if one.folder.name not in before.notices)
    rows = rows_of(known, links)
    for name in sorted(changed):
        if name.startswith(_SOURCES):
            if name.split("/")[1] in before.notices:
                raise MadeAnewError(f"{name} changed")
        elif name == f"{_CURATION}{OUTCOMES}":
            _only_grew(curation / OUTCOMES, before.inputs.get(name, ""), before.outcome_lines)
        elif (file := name.removeprefix(_CURATION)) not in rows:
            raise MadeAnewError(f"{name} changed")
        elif Counter(before.rows[file]) - Counter(rows[file]):
            raise MadeAnewError(f"rows of {name} changed or went")
    _come_last(new, before)
    slugs = {found.slug for notice in new for found in notice.declared.lists}
    old = Counter(before.rows[CORRECTIONS])
    for correction in known.corrections:
        is_new = old[row_of(correction)] < 1
        if is_new and correction.project.rpartition("-")[0] not in slugs:
            raise MadeAnewError(f"{CORRECTIONS} corrects an earlier notice")
    linked = Counter(before.rows[LINKS])
    return Added(
        new, tuple(link for link in links if linked[row_of(link)] < 1), before.outcome_lines
    )


def read_alike(asked: AskedBodies, known: Curation) -> None:
    """See that what was read would be read as it was with the bodies of now. Raises
    :class:`MadeAnewError`."""
    for cell in _answered_otherwise(asked, known):
        raise MadeAnewError(f"“{cell}” of an earlier notice would be read otherwise")


def _answered_otherwise(asked: AskedBodies, known: Curation) -> Iterator[str]:
    for (cell, many), found in asked.cells.items():
        if bodies_of_cell(cell, many, known) != Bodies(found.names, found.unknown):
            yield cell
    for (body, role), held in asked.roles.items():
        if is_known_in(body, Role(role), known) is not held:
            yield body


def _only_grew(path: Path, old_hash: str, lines: int) -> None:
    """See that a file begins with all lines that it had."""
    digest = hashlib.sha256()
    last = b"\n"
    try:
        with path.open("rb") as file:
            for last, _ in zip(file, range(lines), strict=False):
                digest.update(last)
    except OSError:
        pass
    if digest.hexdigest() != old_hash or not last.endswith(b"\n"):
        raise MadeAnewError(f"rows of {_CURATION}{path.name} changed or went")


def _come_last(new: Iterable[Notice], before: Before) -> None:
    """See that notices come after all others, as their ids do: what is numbered and what gives
    projects their identity goes by the order of ids."""
    last = max(before.notices.values(), default=0)
    for notice in new:
        if notice.declared.id < last:
            raise MadeAnewError(f"notice {notice.declared.slug} comes before others")
