"""What is current: code and inputs decide, and a file that was changed is not what was made."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.build import build
from etl.commands import cli
from etl.freshness import Basis, basis, code_digest, input_hashes, is_current, remember
from etl.outcomes.leads import LEADS
from etl.paths import CURATION, ROOT, SOURCES


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The code of this checkout, to be changed."""
    for folder in ("schema", "migrations", "etl"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    for name in ("requirements.lock", "sbom.cdx.json"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path, Basis]:
    """A file in place of a catalogue, one derived from it, and on what basis they were made."""
    database, derived = tmp_path / "catalogue.db", tmp_path / "docs" / "page.md"
    derived.parent.mkdir()
    database.write_bytes(b"rows")
    derived.write_text("page", encoding="utf-8")
    then: Basis = {"code": "1", "inputs": {"curation/aliases.csv": "2"}}
    remember(database, then, [derived])
    return database, derived, then


def append(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "etl/text/cleaning.py",
        "etl/checks/stated_totals_match.sql",
        "etl/export/datapackage.py",
        "etl/commands/generate.py",
        "schema/models.py",
        "schema/queries/overview.sql",
        "migrations/versions/0001_create_catalogue.py",
        "requirements.lock",
        "sbom.cdx.json",
    ],
)
def test_code_that_makes_files_decides(checkout: Path, name: str) -> None:
    before = code_digest.__wrapped__(checkout)

    append(checkout / name)

    assert code_digest.__wrapped__(checkout) != before


@pytest.mark.parametrize("name", ["etl/commands/report.py", "etl/commands/cli.py"])
def test_code_that_only_shows_does_not(checkout: Path, name: str) -> None:
    before = code_digest.__wrapped__(checkout)

    append(checkout / name)

    assert code_digest.__wrapped__(checkout) == before


def test_code_that_was_moved_is_other_code(checkout: Path) -> None:
    before = code_digest.__wrapped__(checkout)

    (checkout / "etl/text/radicals.py").rename(checkout / "etl/text/strokes.py")

    assert code_digest.__wrapped__(checkout) != before


def test_every_curated_file_but_leads_is_an_input(tmp_path: Path) -> None:
    curation = Path(shutil.copytree(CURATION, tmp_path / "curation"))
    (curation / "more").mkdir()
    (curation / "more" / "new.csv").write_text("id\n", encoding="utf-8")

    found = input_hashes(SOURCES, curation)

    curated = {path.name for path in CURATION.glob("*.csv")}
    assert curated - {Path(name).name for name in found} == {LEADS}
    assert "curation/more/new.csv" in found


def test_what_was_made_is_current(made: tuple[Path, Path, Basis]) -> None:
    database, derived, then = made

    assert is_current(database, then, [derived])


@pytest.mark.parametrize(
    "change",
    [
        lambda database, derived, now: now.update(code="3"),
        lambda database, derived, now: now["inputs"].update({"curation/aliases.csv": "3"}),
        lambda database, derived, now: now["inputs"].update({"curation/new.csv": "3"}),
        lambda database, derived, now: database.write_bytes(b"other rows"),
        lambda database, derived, now: database.unlink(),
        lambda database, derived, now: derived.write_text("other page"),
        lambda database, derived, now: derived.unlink(),
        lambda database, derived, now: (database.parent / ".catalogue.db.made").unlink(),
        lambda database, derived, now: (database.parent / ".catalogue.db.made").write_text("{"),
    ],
    ids=["code", "input", "new input", "database", "no database", "derived file", "derived gone",
         "nothing remembered", "memory damaged"],
)  # fmt: skip
def test_what_changed_since_is_not(
    made: tuple[Path, Path, Basis], change: Callable[[Path, Path, Basis], object]
) -> None:
    database, derived, now = made

    change(database, derived, now)

    assert not is_current(database, now, [derived])


def test_a_folder_that_nothing_can_be_written_to_is_no_hindrance(tmp_path: Path) -> None:
    database = tmp_path / "catalogue.db"
    database.write_bytes(b"rows")
    (tmp_path / ".catalogue.db.made.new").mkdir()

    remember(database, {})

    assert not is_current(database, {})


def test_a_second_build_has_nothing_to_do(tmp_path: Path) -> None:
    def run() -> Result:
        return CliRunner().invoke(
            cli.main, ["build", "--if-changed", "--database", str(tmp_path / "catalogue.db")]
        )

    first, second = run(), run()

    assert "projects" in first.output
    assert (second.exit_code, second.output) == (0, "")


def test_the_catalogue_does_not_say_of_which_code_it_is(tmp_path: Path) -> None:
    database = build(database=tmp_path / "catalogue.db").database

    assert code_digest().encode() not in database.read_bytes()
    assert basis()["code"] == code_digest()
