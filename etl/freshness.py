"""Whether what was made is what the code and the inputs of now would make.

One notion for all: the catalogue and the files derived beside it, and the exports. What decides
them is the code (:func:`code_digest`) and the maintainers' files (:func:`input_hashes`). The
catalogue itself names its inputs only, so that a changed comment leaves the committed file as it
is. Of what code and inputs it was made last is remembered beside it, in a file that is not
committed: without it, as in a new checkout, nothing is current, and a build finds that its
catalogue is equal to the one that is there.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from etl.inputs.notices import NOTICE_FILE
from etl.outcomes.leads import LEADS
from etl.paths import CURATION, EMPTY_CATALOGUE, ROOT, SBOM, SOURCES
from schema.dictionary import DECLARATIONS
from schema.kinds.fields import DECLARED_FIELDS
from schema.kinds.list_kinds import DECLARED_KINDS

_CODE = ("schema", "migrations", "etl")
_CODE_KINDS = (".py", ".sql", ".yml")
# Commands, and the words for them, only call and show; these two make files.
_COMMANDS = "etl/commands"
_WORDS = "etl/languages"
_MAKE_FILES = ("generate.py", "inspect_data.py")
# Libraries read documents and make files, too: readings of names, fonts, types of columns.
_LOCK = "requirements.lock"
# Made of the migrations, which count themselves.
_DERIVED = EMPTY_CATALOGUE.name
# Part of the exports.
_BILL = SBOM.name
_CURATED = (".csv", ".yml")
# Read by a command that looks for evidence, never by a build.
_NOT_BUILT = (LEADS,)
_MADE = ".{name}.made"

Basis = dict[str, Any]


@cache
def code_digest(root: Path = ROOT) -> str:
    """SHA-256 of everything in the checkout at ``root`` that makes the catalogue, the files
    derived from it and its exports, but the inputs. Worked out once in a process: what is loaded
    is the code of its start."""
    digest = hashlib.sha256()
    for path in _code_files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _code_files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in (_LOCK, _BILL) if (root / name).is_file())
    for folder in _CODE:
        for path in sorted((root / folder).rglob("*")):
            only_shows = path.is_relative_to(root / _WORDS) or (
                path.parent == root / _COMMANDS and path.name not in _MAKE_FILES
            )
            if path.suffix in _CODE_KINDS and not only_shows and path.name != _DERIVED:
                yield path


def input_hashes(sources: Path = SOURCES, curation: Path = CURATION) -> dict[str, str]:
    """SHA-256 of every file of the maintainers that decides the content, by its name within the
    checkout."""
    files = {
        f"curation/{path.relative_to(curation).as_posix()}": path
        for path in curation.rglob("*")
        if path.suffix in _CURATED and path.name not in _NOT_BUILT
    }
    for notice in sources.glob(f"*/{NOTICE_FILE}"):
        for path in notice.parent.iterdir():
            files[f"sources/{notice.parent.name}/{path.name}"] = path
    declared = (*DECLARATIONS, DECLARED_FIELDS, DECLARED_KINDS)
    files |= {path.relative_to(ROOT).as_posix(): path for path in declared}
    return {name: _sha256(path) for name, path in sorted(files.items()) if path.is_file()}


def basis(sources: Path = SOURCES, curation: Path = CURATION) -> Basis:
    """What decides a catalogue at this moment: take it before a build reads its inputs."""
    return {"code": code_digest(), "inputs": input_hashes(sources, curation)}


def is_current(database: Path, now: Basis, derived: Iterable[Path] = ()) -> bool:
    """Whether a catalogue and the files ``derived`` beside it were made on the basis of ``now``,
    and are as they were made."""
    try:
        remembered = json.loads(_memory(database).read_text(encoding="utf-8"))
        return bool(remembered == now | {"files": _made(database, derived)})
    except (OSError, ValueError):
        return False


def remember(database: Path, then: Basis, derived: Iterable[Path] = ()) -> None:
    """Remember on what basis a catalogue and the files ``derived`` beside it were made."""
    text = json.dumps(then | {"files": _made(database, derived)}, ensure_ascii=False, indent=2)
    target = _memory(database)
    temporary = target.with_name(f"{target.name}.new")
    # Where nothing can be written, the catalogue is whole all the same and built again next time.
    with suppress(OSError):
        temporary.write_text(text + "\n", encoding="utf-8")
        os.replace(temporary, target)


def _memory(database: Path) -> Path:
    return database.with_name(_MADE.format(name=database.name))


def _made(database: Path, derived: Iterable[Path]) -> dict[str, str]:
    return {os.path.relpath(path, database.parent): _sha256(path) for path in (database, *derived)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
