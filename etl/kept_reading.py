"""What was read of notices, kept in a folder: a build reads again only what changed.

What a document gives is decided by the program, the notice's folder and ``notice.yml``, the bytes
of its files, the corrections of its lists, and those files of ``curation/`` that reading looks at.
A digest of all of these names what is kept; nothing is taken under any other name, and what was
damaged is read again. Documents with errors are not kept.

Nearly every new notice brings new bodies, which seldom concern older ones. What a notice asked of
the bodies is kept with the answers, and it is read again if they would answer otherwise now.
"""

import hashlib
import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields as fields_of_class
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from etl.extract import ExtractedList, Extraction, extract_file
from etl.freshness import code_digest
from etl.inputs.code_tables import REGION_CODES, STANDARD_CODES
from etl.inputs.curation import VOCABULARY, Correction, Curation
from etl.inputs.notices import Notice
from etl.problems import Problem
from etl.projects.entry_store import packed_entry, plain_values, unpacked_entry
from etl.readers.printed_lines import PrintedLine
from etl.records.asked_bodies import AskedBodies, bodies_of_cell, is_known_in
from etl.records.body_names import Bodies
from etl.records.entries import AppliedCorrection
from etl.writing import new_file
from schema.kinds.list_kinds import kind_named
from schema.vocabulary import Role

# Files of curation of which any change may have any document read otherwise. Bodies, aliases and
# corrections are looked at one by one; outcomes, events, links and policy decide nothing.
_DECIDING = (VOCABULARY, STANDARD_CODES, REGION_CODES)
# Answers of bodies are worked out once for so many different cells.
_OFTEN_ASKED = 1 << 15
_ENDING = ".read"
_PROBLEM = tuple(field.name for field in fields_of_class(Problem))
_DIGEST_BYTES = 32


# Reads a notice: what each of its documents gives.
Reader = Callable[[Notice], Iterable[Extraction]]
# Makes a reader of notices that will be asked for in this order, perhaps elsewhere.
Reading = Callable[[Iterable[Notice], Curation], Reader]


def reading_here(_: Iterable[Notice], known: Curation) -> Reader:
    """Notices are read when they are asked for, by this process."""
    return lambda notice: read_notice(notice, known)


def read_notice(notice: Notice, known: Curation) -> Iterator[Extraction]:
    """What is read of each document of a notice, one after the other and without the document as
    read: a long one takes hundreds of megabytes."""
    for document in notice.documents:
        extraction = extract_file(document.path, known, document)
        extraction.document = None
        yield extraction


class KeptReading:
    """A folder of what was read; ``curation`` is the folder that ``known`` was read from."""

    def __init__(self, folder: Path, curation: Path, known: Curation) -> None:
        self._folder = folder
        self._known = known
        self._used: set[Path] = set()
        self._basis = hashlib.sha256(code_digest().encode())
        for name in _DECIDING:
            self._basis.update(_digest_of(curation / name))
        self._corrections: dict[str, list[Correction]] = defaultdict(list)
        for correction in known.corrections:
            self._corrections[correction.project.rpartition("-")[0]].append(correction)
        self._bodies_of = lru_cache(_OFTEN_ASKED)(partial(bodies_of_cell, known=known))

    def has(self, notice: Notice) -> bool:
        """Whether what is read of a notice is kept."""
        return self._kept(self._folder / f"{self._name(notice)}{_ENDING}") is not None

    def read(self, notice: Notice, read_now: Reader) -> list[Extraction]:
        """What is read of each document of a notice: as kept, or now."""
        path = self._folder / f"{self._name(notice)}{_ENDING}"
        self._used.add(path)
        kept = self._kept(path)
        if kept is not None:
            return kept
        read = list(read_now(notice))
        if not any(extraction.errors for extraction in read):
            data = marshal.dumps([self._packed(extraction) for extraction in read])
            with new_file(path) as temporary:
                temporary.write_bytes(hashlib.sha256(data).digest() + data)
        return read

    def forget_others(self) -> None:
        """Remove what no notice of this build is read from."""
        for path in self._folder.glob(f"*{_ENDING}"):
            if path not in self._used:
                path.unlink()

    def _name(self, notice: Notice) -> str:
        digest = self._basis.copy()
        digest.update(str(notice.folder).encode())
        digest.update(notice.declared.model_dump_json().encode())
        for found in notice.declared.lists:
            for correction in self._corrections.get(found.slug, ()):
                digest.update(correction.model_dump_json().encode())
        for document in notice.documents:
            digest.update(_digest_of(document.path))
        return digest.hexdigest()

    def _kept(self, path: Path) -> list[Extraction] | None:
        data = self._content(path)
        packed = [] if data is None else marshal.loads(data)
        if data is None or not all(self._answered_alike(*asked) for *_, asked in packed):
            return None
        return [self._unpacked(*what) for what in packed]

    def _answered_alike(self, cells: Iterable[Any], roles: Iterable[Any]) -> bool:
        """Whether bodies give the same answers to what was asked as when it was read."""
        return all(
            self._bodies_of(cell, many) == Bodies(names, unknown)
            for cell, many, names, unknown in cells
        ) and all(is_known_in(body, Role(role), self._known) is held for body, role, held in roles)

    def _content(self, path: Path) -> memoryview | None:
        """What stands in a file, unless it is damaged."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        digest, data = content[:_DIGEST_BYTES], memoryview(content)[_DIGEST_BYTES:]
        return data if hashlib.sha256(data).digest() == digest else None

    def _packed(self, extraction: Extraction) -> tuple[Any, ...]:
        return (
            extraction.file,
            extraction.sha256,
            extraction.format,
            [self._packed_list(found) for found in extraction.lists],
            _packed_problems(extraction.problems),
            _packed_problems(extraction.accepted),
            [(line.place, tuple(line.cells)) for line in extraction.lines],
            _packed_questions(extraction.asked),
        )

    def _unpacked(
        self,
        file: str,
        sha256: str,
        form: str,
        lists: Iterable[tuple[Any, ...]],
        problems: Iterable[dict[str, Any]],
        accepted: Iterable[dict[str, Any]],
        lines: Iterable[tuple[str, tuple[str, ...]]],
        asked: tuple[Iterable[Any], Iterable[Any]],
    ) -> Extraction:
        return Extraction(
            file,
            sha256,
            form,
            [self._unpacked_list(found) for found in lists],
            [Problem(**problem) for problem in problems],
            [Problem(**problem) for problem in accepted],
            lines=tuple(PrintedLine(place, cells) for place, cells in lines),
            asked=_unpacked_questions(*asked),
        )

    def _packed_list(self, found: ExtractedList) -> tuple[Any, ...]:
        of_list = self._corrections.get(found.slug or "", [])
        return (
            found.title,
            found.kind.kind,
            None if found.level is None else str(found.level),
            found.year,
            found.stated_count,
            tuple(found.header),
            plain_values(found.constants),
            [packed_entry(entry) for entry in found.entries],
            tuple(found.extra_columns),
            found.place,
            found.slug,
            [(applied.seq, of_list.index(applied.correction)) for applied in found.applied],
        )

    def _unpacked_list(self, packed: tuple[Any, ...]) -> ExtractedList:
        title, kind, level, year, stated, header, constants, entries, extra, place, slug, by = (
            packed
        )
        return ExtractedList(
            title,
            kind_named(kind),
            level,
            year,
            stated,
            header,
            constants,
            tuple(map(unpacked_entry, entries)),
            extra,
            place,
            slug,
            tuple(AppliedCorrection(seq, self._corrections[slug][i]) for seq, i in by),
        )


def _packed_questions(asked: AskedBodies) -> tuple[list[Any], list[Any]]:
    cells = [(*cell, found.names, found.unknown) for cell, found in asked.cells.items()]
    return cells, [(*role, held) for role, held in asked.roles.items()]


def _unpacked_questions(cells: Iterable[Any], roles: Iterable[Any]) -> AskedBodies:
    return AskedBodies(
        {(cell, many): Bodies(names, unknown) for cell, many, names, unknown in cells},
        {(body, role): held for body, role, held in roles},
    )


def _packed_problems(problems: Iterable[Problem]) -> Sequence[dict[str, Any]]:
    return [plain_values({n: getattr(problem, n) for n in _PROBLEM}) for problem in problems]


def _digest_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"none"
