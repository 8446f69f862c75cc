"""The bill of materials: valid, complete, and the same whoever makes it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from etl.paths import ROOT, SBOM
from supply.files import check, supply_files
from supply.licences import Licence
from supply.lock import RUNTIME, LockedPackage, read_lock
from supply.sbom import MARKER, bill_of_materials

PROJECT = {"name": "ours", "version": "1.2", "description": "what it is", "license": "MIT"}
PACKAGES = [
    LockedPackage("first", "1.0", "", ("a" * 64, "b" * 64), ("ours",)),
    LockedPackage("second", "2.0", "sys_platform == 'win32'", ("c" * 64,), ("first",)),
]
LICENCES = {
    "first": Licence("first", "MIT", "MIT", ""),
    "second": Licence("second", "MIT AND ISC", "both", "its text"),
}


@pytest.fixture
def made() -> Any:
    return json.loads(bill_of_materials(PACKAGES, LICENCES, PROJECT))


def test_it_follows_the_schema() -> None:
    text = bill_of_materials(PACKAGES, LICENCES, PROJECT)

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_a_component_says_which_files_it_stands_for_and_under_which_licence(made: Any) -> None:
    first, second = made["components"]

    assert (first["name"], first["version"], first["purl"]) == (
        "first",
        "1.0",
        "pkg:pypi/first@1.0",
    )
    assert {h["content"] for h in first["hashes"]} == {"a" * 64, "b" * 64}
    assert first["licenses"] == [{"license": {"id": "MIT", "acknowledgement": "declared"}}]
    assert second["licenses"] == [{"expression": "MIT AND ISC", "acknowledgement": "concluded"}]
    assert second["properties"] == [{"name": MARKER, "value": "sys_platform == 'win32'"}]


def test_it_says_what_needs_what(made: Any) -> None:
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in made["dependencies"]}

    assert needs["ours"] == ["pkg:pypi/first@1.0"]
    assert needs["pkg:pypi/first@1.0"] == ["pkg:pypi/second@2.0"]


def test_another_content_has_another_serial_number(made: Any) -> None:
    other = json.loads(bill_of_materials(PACKAGES, LICENCES, {**PROJECT, "version": "1.3"}))

    assert other["serialNumber"] != made["serialNumber"]


def test_two_processes_make_equal_files() -> None:
    code = "from supply.files import supply_files; print(*supply_files().values())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]


def test_the_committed_files_are_current() -> None:
    check(supply_files())


def test_the_committed_file_lists_the_runtime_lock_and_follows_the_schema() -> None:
    text = SBOM.read_text(encoding="utf-8")
    listed = {(c["name"], c["version"]) for c in json.loads(text)["components"]}

    assert listed == {(p.name, p.version) for p in read_lock(RUNTIME)}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
