"""Known vulnerabilities of the locked packages, asked of public sources by pip-audit.

pip-audit calls a package that its source does not know "skipped", and ends with "No known
vulnerabilities found" when all were. That is no finding: here every locked version must have been
answered for, and the source must know a vulnerability that is known to exist.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from supply.lock import LockedPackage

# Asked one after the other until one answers for everything.
SOURCES = {"pypi": "the package index's own advisories", "osv": "the OSV database"}
# A version with advisories in every source (a first one is CVE-2018-6188). A source that says
# nothing of it is a mirror without advisories.
KNOWN_BAD = ("django", "2.0")
# Seconds for one source; it answers in one or two a package at worst.
TIMEOUT = 300

CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3


@dataclass(frozen=True)
class Finding:
    """A known vulnerability of a locked version, and the versions that do not have it."""

    package: str
    version: str
    identifier: str
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fixed = ", ".join(self.fixed_in) or "no version yet"
        return f"{self.package} {self.version}: {self.identifier}; fixed in {fixed}"


class NotAuditedError(Exception):
    """A source could not be asked, or did not answer for every package; says why."""


def audit(packages: Iterable[LockedPackage], ask: Callable[[str, Path], Any]) -> tuple[int, str]:
    """The exit status and what to say.

    0: every locked version was looked up, and none has a known vulnerability. 1: some have. 3: no
    source could be asked, so nothing is known. ``ask`` takes the name of a source and a file of
    requirements and returns pip-audit's report; it raises ``NotAuditedError``.
    """
    locked = list(packages)
    reasons = []
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        lines = [f"{package.name}=={package.version}" for package in locked]
        requirements.write_text("\n".join([*lines, "==".join(KNOWN_BAD)]) + "\n", "utf-8")
        for source, title in SOURCES.items():
            try:
                findings = read_report(ask(source, requirements), locked)
            except NotAuditedError as error:
                reasons.append(f"{title}: {error}")
                continue
            if not findings:
                return CLEAN, f"{len(locked)} packages, no known vulnerability ({title})."
            listed = "\n".join(f"  {finding}" for finding in findings)
            return VULNERABLE, (
                f"{len(findings)} known vulnerabilities in {len(locked)} packages ({title}):\n"
                f"{listed}\nRun 'make upgrade' for newer versions, then 'make test'."
            )
    return NOT_AUDITED, (
        f"Not audited, so nothing is known of {len(locked)} packages: {'; '.join(reasons)}. "
        "Run this where one of these sources can be reached."
    )


def read_report(report: Any, locked: Iterable[LockedPackage]) -> list[Finding]:
    """The vulnerabilities in pip-audit's report. Raises ``NotAuditedError`` unless it answers
    for every locked package and knows the version that is known to be vulnerable."""
    answered: dict[str, list[Any]] = {}
    for entry in report["dependencies"]:
        if "skip_reason" not in entry:
            answered[canonicalize_name(entry["name"])] = entry["vulns"]
    packages = list(locked)
    missing = [package.name for package in packages if package.name not in answered]
    if missing:
        raise NotAuditedError(f"it does not know {len(missing)} of them, such as {missing[0]}")
    if not answered.get(KNOWN_BAD[0]):
        raise NotAuditedError(f"it knows no advisory of {' '.join(KNOWN_BAD)}, which has some")
    return [
        Finding(package.name, package.version, found["id"], tuple(found["fix_versions"]))
        for package in packages
        for found in answered[package.name]
    ]


def ask_pip_audit(source: str, requirements: Path) -> Any:
    """pip-audit's report on the pinned versions of a file. Raises ``NotAuditedError`` if it
    made none, with the kind of the last error that it printed."""
    output = requirements.with_suffix(f".{source}.json")
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements)]
    command += ["--no-deps", "--disable-pip", "--vulnerability-service", source]
    command += ["--format", "json", "--output", str(output), "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotAuditedError(f"no answer within {TIMEOUT} seconds") from None
    # Its exit status is 1 for vulnerabilities and for failures alike; only a report is an answer.
    try:
        return json.loads(output.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise NotAuditedError(f"it cannot be asked ({last.split(':')[0][:80]})") from None
