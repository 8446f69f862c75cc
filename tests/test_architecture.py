"""What docs/architecture.md says of who imports whom, read from the code itself."""

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from etl.paths import ROOT

PARTS = ("schema", "migrations", "etl", "web", "plugins")
# The stages of etl/ in the order in which a document goes through them, above what they stand on.
STAGES = (
    "text",
    "inputs",
    "readers",
    "recognition",
    "records",
    "outcomes",
    "quality",
    "database",
    "export",
    "commands",
)
Graph = Mapping[str, set[str]]


@cache
def modules() -> dict[str, set[str]]:
    """Every module of ours and those of ours that it imports anywhere."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
    }
    return {name: _imports(path, files) - {name} for name, path in files.items()}


def _imports(path: Path, known: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & set(known)
            found |= inner or {node.module}
    return found & set(known)


def packages(graph: Graph) -> dict[str, set[str]]:
    """The same between the folders of etl/, its loose modules, and the other parts."""

    def room(name: str) -> str:
        parts = name.split(".")
        return ".".join(parts[:2]) if parts[0] == "etl" else parts[0]

    found: dict[str, set[str]] = {}
    for name, imported in graph.items():
        found.setdefault(room(name), set()).update(map(room, imported))
    return {name: imported - {name} for name, imported in found.items()}


def parts_of(name: str) -> set[str]:
    """The parts that any module of this one imports, but itself."""
    return {
        other.split(".")[0]
        for module, imported in modules().items()
        if module.split(".")[0] == name
        for other in imported
    } - {name}


@pytest.mark.parametrize("graph", [modules(), packages(modules())], ids=["modules", "packages"])
def test_nothing_imports_itself_by_way_of_others(graph: Graph) -> None:
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))

    assert len(order) == len(graph)


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_one_that_comes_after_it(stage: str) -> None:
    after = {f"etl.{name}" for name in STAGES[STAGES.index(stage) + 1 :]}

    assert packages(modules())[f"etl.{stage}"] & after == set()


def test_the_ground_floor_imports_nothing_of_ours() -> None:
    assert packages(modules())["etl.text"] == set()


def test_nothing_imports_the_commands_but_the_command_line() -> None:
    above = {name for name, found in packages(modules()).items() if "etl.commands" in found}

    assert above <= {"etl.__main__"}


@pytest.mark.parametrize(
    ("part", "imported"),
    [
        ("schema", set()),
        ("migrations", {"schema"}),
        ("etl", {"schema"}),
        ("web", {"schema", "etl"}),
    ],
)
def test_parts_import_what_the_page_says(part: str, imported: set[str]) -> None:
    assert parts_of(part) == imported


def test_every_package_of_etl_is_on_the_page() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE))

    there = {path.parent.name for path in (ROOT / "etl").glob("*/__init__.py")}

    assert there <= named


def test_no_two_modules_of_a_part_have_one_name() -> None:
    names = [
        (name.split(".")[0], name.rpartition(".")[2])
        for name in modules()
        if name.split(".")[0] in ("etl", "schema") and not (ROOT / name.replace(".", "/")).is_dir()
    ]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    "module",
    [
        path
        for pattern in ("web/pages/*.py", "web/policy/policy_*.py")
        for path in sorted(ROOT.glob(pattern))
        if path.stem not in ("__init__", "routes", "policy_views")
    ],
    ids=lambda path: path.stem,
)
def test_a_page_is_a_module_and_a_template_of_one_name(module: Path) -> None:
    assert (ROOT / "templates" / f"{module.stem}.html").is_file()
