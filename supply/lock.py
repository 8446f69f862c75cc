"""The packages of a lock file.

The files are written by ``make lock`` in one form: a line ``name==version ; marker``, the hashes
of the files that may be installed, and a comment that says which packages need it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from etl.paths import ROOT, shown
from supply.errors import SupplyError

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"

_PACKAGE = re.compile(r"([a-z0-9][a-z0-9._-]*)==([A-Za-z0-9.!+_-]+)(?: ; (.+?))?(?: \\)?")
_HASH = re.compile(r" {4}--hash=sha256:([0-9a-f]{64})(?: \\)?")
_NEEDED_BY = re.compile(r" {4}# via (.+)")


@dataclass(frozen=True)
class LockedPackage:
    """A package that a lock file pins.

    ``marker`` says on which systems it is installed (PEP 508), empty for all; ``hashes`` are the
    SHA-256 of its files; ``needed_by`` are the names of the packages that require it, among them
    this project.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def read_lock(path: Path) -> list[LockedPackage]:
    """The packages of a lock file, in its order. Raises ``SupplyError`` for a line of another
    form and for a package without a hash: nothing is passed over."""
    packages: list[LockedPackage] = []
    faults: list[str] = []
    name = version = marker = ""
    hashes: list[str] = []
    needed_by: tuple[str, ...] = ()

    def finish() -> None:
        if name and not hashes:
            faults.append(f"{shown(path)}: {name} has no hash. Run: make lock")
        if name:
            packages.append(LockedPackage(name, version, marker, tuple(hashes), needed_by))

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := _PACKAGE.fullmatch(line):
            finish()
            name, version, marker = found[1], found[2], found[3] or ""
            hashes, needed_by = [], ()
        elif name and (found := _HASH.fullmatch(line)):
            hashes.append(found[1])
        elif name and (found := _NEEDED_BY.fullmatch(line)):
            needed_by = tuple(_plain(part) for part in found[1].split(","))
        elif line and not line.startswith("#"):
            faults.append(
                f"{shown(path)} line {number}: {line[:80]!r} is neither a pinned package nor a "
                "hash nor a comment. Do not edit the file; run: make lock"
            )
    finish()
    if not packages:
        faults.append(f"{shown(path)} pins no package. Run: make lock")
    if faults:
        raise SupplyError(faults)
    return packages


def locked_packages() -> dict[str, LockedPackage]:
    """The packages of both lock files by name, in alphabetical order."""
    packages = [*read_lock(DEVELOPMENT), *read_lock(RUNTIME)]
    return {package.name: package for package in sorted(packages, key=lambda p: p.name)}


def _plain(requirer: str) -> str:
    """``-c file`` and ``project (pyproject.toml)`` stand for what is named first."""
    return requirer.strip().removeprefix("-c ").split(" ")[0]
