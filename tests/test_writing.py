"""Files that take the place of others: several makers at once, kills, and disks that refuse."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.problems import CatalogueError
from etl.writing import new_file, refusal_of_disk, write_whole, writing

ROOT = Path(__file__).parents[1]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run_limited(size: int, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """The catalogue command where no file may be larger than ``size``."""
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
        "from etl.commands.cli import main; main()"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_makers_of_one_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    target = tmp_path / "catalogue.db"

    with new_file(target) as first:
        first.write_bytes(b"first")
        with new_file(target) as second:
            second.write_bytes(b"second")
        between = target.read_bytes()

    assert (between, target.read_bytes()) == (b"second", b"first")
    assert names(tmp_path) == ["catalogue.db"]


def test_what_dead_makers_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in (".catalogue.db.building-a", ".other.db.building-a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half").write_bytes(b"half")
    (tmp_path / ".catalogue.db.building-link").symlink_to(ROOT)

    write_whole(tmp_path / "catalogue.db", b"whole")

    assert names(tmp_path) == [
        ".catalogue.db.building-link",
        ".other.db.building-a",
        "catalogue.db",
    ]


def test_four_builds_at_once_all_succeed(tmp_path: Path) -> None:
    database = tmp_path / "catalogue.db"
    command = [sys.executable, "-m", "etl", "build", "--database", str(database)]

    started = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]

    assert ended == [("", 0)] * 4
    # The catalogue, and what is remembered of how it was made.
    assert names(tmp_path) == [".catalogue.db.made", "catalogue.db"]


def test_file_that_is_removed_again_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    with new_file(target) as new:
        new.write_bytes(b"new")
        new.unlink()

    assert target.read_bytes() == b"old"


def test_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="its folder does not exist") as raised:
        write_whole(tmp_path / "nowhere" / "file", b"x")

    (problem,) = raised.value.problems
    assert (problem.kind, problem.file) == ("cannot_write", str(tmp_path / "nowhere" / "file"))


@pytest.fixture
def nobody() -> Iterator[None]:
    """No rights of root, which may write anywhere; others have none to lose."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


@pytest.mark.usefixtures("nobody")
def test_missing_permission_is_one_sentence() -> None:
    with pytest.raises(CatalogueError, match="this user may not write there"):
        write_whole(Path("/etc/catalogue-of-standards"), b"x")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_full_disk_is_one_sentence_that_names_disk_and_path() -> None:
    with pytest.raises(CatalogueError) as raised, writing(Path("/dev/full")):
        Path("/dev/full").write_bytes(b"x")

    (problem,) = raised.value.problems
    assert problem.file == "/dev/full"
    assert "the disk is full (disk /dev, " in problem.message
    assert "MB free)" in problem.message


def test_full_database_is_said_behind_other_errors(tmp_path: Path) -> None:
    def fill() -> None:
        with writing(tmp_path / "x.db"):
            connection = sqlite3.connect(tmp_path / "x.db")
            try:
                connection.execute("pragma max_page_count = 2")
                connection.execute("create table t as select zeroblob(100000)")
            except sqlite3.OperationalError as error:
                raise RuntimeError("of a library") from error
            finally:
                connection.close()

    with pytest.raises(CatalogueError, match="the disk is full"):
        fill()


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path):
        raise ZeroDivisionError
    assert refusal_of_disk(FileNotFoundError(2, "none")) is None


def test_build_on_a_disk_that_takes_no_more_is_one_sentence(tmp_path: Path) -> None:
    database = tmp_path / "catalogue.db"
    database.write_bytes(b"old")

    ended = run_limited(100_000, "build", "--database", database)

    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert str(database) in ended.stderr
    assert "defect" not in ended.stderr
    assert "Traceback" not in ended.stderr
    assert database.read_bytes() == b"old"
    assert names(tmp_path) == ["catalogue.db"]


def test_export_on_a_disk_that_takes_no_more_is_one_sentence(tmp_path: Path) -> None:
    ended = run_limited(1_000, "export", tmp_path)

    assert ended.returncode == 1
    assert "cannot be written: the system allows no file of this size" in ended.stderr
    assert names(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_output_that_cannot_be_written_is_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "etl", "check"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert ended.stderr.startswith("output: error: it cannot be written: the disk is full")
    assert len(ended.stderr.splitlines()) == 1
