"""An audit is clean only if a source that knows advisories answered for every package."""

from pathlib import Path
from typing import Any

import pytest

from supply.audit import (
    CLEAN,
    KNOWN_BAD,
    NOT_AUDITED,
    SOURCES,
    VULNERABLE,
    NotAuditedError,
    audit,
)
from supply.lock import LockedPackage

PACKAGES = [LockedPackage(name, "1.0", "", ("a" * 64,), ()) for name in ("first", "second-package")]
ADVISORY = {"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": "bad"}
BAD = {"name": KNOWN_BAD[0], "version": KNOWN_BAD[1], "vulns": [ADVISORY]}
FIRST = {"name": "first", "version": "1.0", "vulns": []}
SECOND = {"name": "second_package", "version": "1.0", "vulns": []}


def report(*entries: dict[str, Any]) -> Any:
    return lambda _source, _requirements: {"dependencies": list(entries)}


def test_it_is_clean_when_all_were_answered_for() -> None:
    status, text = audit(PACKAGES, report(BAD, FIRST, SECOND))

    assert status == CLEAN
    assert "2 packages" in text


def test_a_vulnerability_is_named_with_the_version_that_ends_it() -> None:
    status, text = audit(PACKAGES, report(BAD, FIRST, {**SECOND, "vulns": [ADVISORY]}))

    assert status == VULNERABLE
    assert "second-package 1.0: PYSEC-1; fixed in 1.1" in text


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([BAD, FIRST], id="a package is missing"),
        pytest.param(
            [BAD, FIRST, {"name": "second-package", "skip_reason": "unknown"}], id="skipped"
        ),
        pytest.param([FIRST, SECOND], id="nothing on the known one"),
        pytest.param([{**BAD, "vulns": []}, FIRST, SECOND], id="a mirror without advisories"),
    ],
)
def test_an_answer_that_shows_nothing_is_not_taken_for_clean(entries: list[Any]) -> None:
    status, text = audit(PACKAGES, report(*entries))

    assert status == NOT_AUDITED
    assert text.startswith("Not audited")


def test_the_next_source_is_asked_when_one_cannot_be() -> None:
    def ask(source: str, _requirements: Path) -> Any:
        if source == next(iter(SOURCES)):
            raise NotAuditedError("not there")
        return {"dependencies": [BAD, FIRST, SECOND]}

    assert audit(PACKAGES, ask)[0] == CLEAN


def test_every_locked_version_is_asked_for() -> None:
    asked: list[str] = []

    def ask(_source: str, requirements: Path) -> Any:
        asked.extend(requirements.read_text(encoding="utf-8").split())
        return {"dependencies": [BAD, FIRST, SECOND]}

    audit(PACKAGES, ask)

    assert {"first==1.0", "second-package==1.0"} <= set(asked)
