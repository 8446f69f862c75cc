"""Decisions written into ``curation/``: whole, checked, in the form that the files have.

Lines that a decision does not concern stay byte for byte. The new files are read as a build reads
them before they take the place of the old ones; a file that somebody else changed meanwhile is left
alone.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.inputs.curation import ALIASES, ORGANIZATIONS, VOCABULARY, Curation, load_curation
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.review.proposals import NewAlias, NewBody, NewRole, NewTerm, NewVariant, Proposal
from etl.review.vocabulary_text import with_term, with_variant
from etl.text.cleaning import clean
from etl.writing import alone_in, write_whole
from schema.vocabulary import Role

_FILES = (ORGANIZATIONS, ALIASES, VOCABULARY)
_ROLE_SEPARATOR = _SOURCE_SEPARATOR = "；"
_PRINTED_AS = "清单所印写法"


class CurationWriter:
    """Writes into one folder of curated data, as it was when the writer was made; ``curation`` is
    what stands in it, with all that was written since."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read = {
            name: (folder / name).read_bytes() for name in _FILES if (folder / name).is_file()
        }
        self.curation = load_curation(folder)  # refuses a folder that lacks one of the files

    def write(self, proposals: Sequence[Proposal], source: str) -> int:
        """Write all of ``proposals``, with ``source`` as where they come from, or nothing.

        Returns how many were written: an alias of a body that is not there is left out, and asked
        again. Raises ``CatalogueError`` if a file was changed on disk meanwhile, or if the files
        could not be used after it.
        """
        files = {name: _CuratedText(data) for name, data in self._read.items()}
        written = _apply(proposals, clean(source), files)
        changed = {
            name: text.data() for name, text in files.items() if text.data() != self._read[name]
        }
        if changed:
            curation = self._checked(changed)
            self._replace(changed)
            self.curation = curation
        return written

    def _checked(self, changed: Mapping[str, bytes]) -> Curation:
        """What the folder holds with the new files, read from a copy as a build reads it."""
        with tempfile.TemporaryDirectory() as name:
            copy = Path(name) / self.folder.name
            copy.mkdir()
            for path in self.folder.iterdir():
                if path.is_file():
                    shutil.copyfile(path, copy / path.name)
            for file, data in changed.items():
                (copy / file).write_bytes(data)
            try:
                return load_curation(copy)
            except CatalogueError as error:
                raise CatalogueError(
                    problem.in_file(shown(self.folder / Path(problem.file).name))
                    for problem in error.problems
                ) from None

    def _replace(self, changed: Mapping[str, bytes]) -> None:
        with alone_in(self.folder):
            self._refuse_if_changed()
            # Bodies before their aliases: whatever is there at any moment can be read.
            for name in _FILES:
                if name in changed:
                    write_whole(self.folder / name, changed[name])
                    self._read[name] = changed[name]

    def _refuse_if_changed(self) -> None:
        for name, data in self._read.items():
            path = self.folder / name
            if not path.is_file() or path.read_bytes() != data:
                raise CatalogueError(
                    [
                        Problem(
                            "invalid_curation",
                            "",
                            "the file was changed while decisions were being taken",
                            "the file as it was when the review began",
                            "Nothing was written over it. Run catalogue review again: what was "
                            "decided before is kept, and only what is left is asked.",
                            file=shown(path),
                        )
                    ]
                )


class _CuratedText:
    """The text of a curated file, with its byte order mark and line ends."""

    def __init__(self, data: bytes) -> None:
        self._mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        text = data.removeprefix(self._mark).decode("utf-8")
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.text = text

    def data(self) -> bytes:
        return self._mark + self.text.encode("utf-8")

    def append_record(self, cells: Sequence[str]) -> None:
        """Add one record at the end of a CSV file."""
        if self.text and not self.text.endswith("\n"):
            self.text += self.line_end
        self.text += _record(cells) + self.line_end

    def records(self) -> list[tuple[int, list[str]]]:
        """The records of a CSV file below its header, each with the number of its line."""
        lines = self.text.split("\n")
        return [(i, next(csv.reader([line.rstrip("\r")]), [])) for i, line in enumerate(lines)][1:]

    def replace_record(self, line: int, cells: Sequence[str]) -> None:
        lines = self.text.split("\n")
        end = "\r" if lines[line].endswith("\r") else ""
        lines[line] = _record(cells) + end
        self.text = "\n".join(lines)

    def columns(self) -> list[str]:
        return next(csv.reader([self.text.split("\n", 1)[0].rstrip("\r")]))


def _record(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _apply(proposals: Sequence[Proposal], source: str, files: Mapping[str, _CuratedText]) -> int:
    bodies, aliases, vocabulary = (files[name] for name in _FILES)
    columns = bodies.columns()
    id_at, name_at = columns.index("id"), columns.index("name")
    lines = {cells[name_at]: line for line, cells in bodies.records() if len(cells) > name_at}
    next_id = 1 + max(
        (int(cells[id_at]) for _, cells in bodies.records() if cells and cells[id_at].isdigit()),
        default=0,
    )
    names = set(lines)
    written = 0
    pending: list[tuple[NewAlias, bool]] = []
    for proposal in proposals:
        match proposal:
            case NewBody(name, kind, roles, reason, printed_as):
                if name not in names:
                    record = {
                        "id": str(next_id),
                        "name": name,
                        "kind": kind,
                        "roles": _ROLE_SEPARATOR.join(roles),
                        "attested_in": source,
                        "note": reason,
                    }
                    bodies.append_record([record.get(column, "") for column in columns])
                    next_id += 1
                    names.add(name)
                if printed_as:
                    pending.append((NewAlias(printed_as, name, _PRINTED_AS), False))
            case NewAlias():
                pending.append((proposal, True))
                continue
            case NewRole(name, roles):
                _add_roles(bodies, lines[name], roles, source)
            case NewVariant(field, value, term, reason):
                vocabulary.text = with_variant(
                    vocabulary.text, field, term, value, f"{reason}；{source}"
                )
            case NewTerm(field, value, definition, english):
                vocabulary.text = with_term(
                    vocabulary.text, field, value, definition, english, source
                )
        written += 1
    for alias, is_decision in pending:  # after the bodies that they name
        if alias.name in names and alias.alias not in names:
            aliases.append_record([alias.alias, alias.name, alias.reason, source])
            names.add(alias.alias)
            written += is_decision
    return written


def _add_roles(bodies: _CuratedText, line: int, roles: Sequence[Role], source: str) -> None:
    columns = bodies.columns()
    at = {name: columns.index(name) for name in ("roles", "attested_in")}
    cells = dict(bodies.records())[line]
    held = [role for role in cells[at["roles"]].split(_ROLE_SEPARATOR) if role]
    new = [role for role in roles if role not in held]
    cells[at["roles"]] = _ROLE_SEPARATOR.join([*held, *new])
    attested = f"{source}（{'、'.join(new)}）"
    cells[at["attested_in"]] = _SOURCE_SEPARATOR.join(
        filter(None, (cells[at["attested_in"]], attested))
    )
    bodies.replace_record(line, cells)
