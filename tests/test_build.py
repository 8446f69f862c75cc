"""The build: the committed catalogue, equal builds, refusal, and atomic replacement."""

import contextlib
import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from etl.build import build
from etl.checks import check_database
from etl.commands.inspect_data import write_inspect_data
from etl.database.dump import dump
from etl.paths import CURATION, DATABASE, ROOT, SOURCES
from etl.problems import CatalogueError
from etl.writing import new_file


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A copy of sources and curation, and a place for a catalogue."""
    sources, curation = tmp_path / "sources", tmp_path / "curation"
    shutil.copytree(SOURCES, sources)
    shutil.copytree(CURATION, curation)
    return sources, curation, tmp_path / "catalogue.db"


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_committed_catalogue_equals_a_fresh_build(tmp_path: Path) -> None:
    fresh = build(database=tmp_path / "catalogue.db").database

    assert list(dump(fresh)) == list(dump(DATABASE))


def test_two_builds_give_the_same_dump(tmp_path: Path) -> None:
    first = build(database=tmp_path / "first.db").database
    second = build(database=tmp_path / "second.db").database

    assert list(dump(first)) == list(dump(second))


def test_a_build_says_nothing_of_the_time_or_place_it_was_made(tmp_path: Path) -> None:
    built = build(database=tmp_path / "catalogue.db").database

    text = "\n".join(dump(built))

    assert str(ROOT) not in text
    assert str(tmp_path) not in text


def test_an_equal_catalogue_is_left_untouched(tmp_path: Path) -> None:
    database = build(database=tmp_path / "catalogue.db").database
    os.utime(database, (1, 1))

    result = build(database=database)

    assert not result.changed
    assert database.stat().st_mtime == 1


def test_only_proved_committee_codes_are_stored() -> None:
    ((coded, proved),) = rows(
        DATABASE, "select count(sac_code), count(sac_code_sources) from organizations"
    )

    with (CURATION / "organizations.csv").open(encoding="utf-8", newline="") as file:
        curated = sum(bool(row["sac_code_sources"]) for row in csv.DictReader(file))
    assert coded == proved == curated


def test_a_source_that_was_edited_is_refused(inputs: tuple[Path, Path, Path]) -> None:
    sources, curation, database = inputs
    replace(sources / "samr-2024-34/annexes.txt", "防火窗", "防火门窗")

    with pytest.raises(CatalogueError) as refused:
        build(sources, curation, database)

    assert [problem.kind for problem in refused.value.problems] == ["checksum_mismatch"]
    assert not database.exists()


def test_an_unknown_body_stops_the_build_and_says_how_to_decide(
    inputs: tuple[Path, Path, Path],
) -> None:
    sources, curation, database = inputs
    path = curation / "organizations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if "全国石材" not in x), encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        build(sources, curation, database)

    (problem,) = [p for p in refused.value.problems if p.kind == "unknown_body"]
    assert problem.place == "line 129"
    assert "全国石材标准化技术委员会" in problem.message
    assert "catalogue review" in problem.next_step


def test_all_problems_of_a_stage_are_reported_together(inputs: tuple[Path, Path, Path]) -> None:
    sources, curation, database = inputs
    replace(sources / "samr-2024-34/notice.yml", "issued_on: 2024-03-27", "issued: 2024-03-27")
    replace(curation / "vocabulary.yml", "project_type:", "project_typ:")
    replace(curation / "organizations.csv", "行业组织", "协会")

    with pytest.raises(CatalogueError) as refused:
        build(sources, curation, database)

    files = {Path(problem.file).name for problem in refused.value.problems}
    assert files == {"notice.yml", "vocabulary.yml", "organizations.csv"}
    assert all(problem.place.startswith("line ") for problem in refused.value.problems)


def test_a_correction_is_published_with_its_reason(inputs: tuple[Path, Path, Path]) -> None:
    sources, curation, database = inputs
    replace(curation / "corrections.yml", "corrections: []", CORRECTION)

    build(sources, curation, database)

    assert rows(database, "select title from projects where code = '2025-092'") == [("集成电灶",)]
    assert rows(database, "select source_value, published_value, evidence from corrections") == [
        ("集成灶灶", "集成电灶", "GB/T 46504-2025")
    ]
    ((cells,),) = rows(database, "select source_cells from projects where code = '2025-092'")
    assert "集成灶灶" in str(cells)


def test_a_correction_that_no_longer_matches_stops_the_build(
    inputs: tuple[Path, Path, Path],
) -> None:
    sources, curation, database = inputs
    stale = CORRECTION.replace("source: 集成灶灶", "source: 集成灶")
    replace(curation / "corrections.yml", "corrections: []", stale)

    with pytest.raises(CatalogueError) as refused:
        build(sources, curation, database)

    (problem,) = refused.value.problems
    assert problem.kind == "stale_correction"
    assert problem.place == "2025-092 title"


def test_a_stated_total_that_does_not_match_stops_the_build(
    inputs: tuple[Path, Path, Path],
) -> None:
    sources, curation, database = inputs
    replace(sources / "samr-2024-34/notice.yml", "stated_count: 113", "stated_count: 114")

    with pytest.raises(CatalogueError) as refused:
        build(sources, curation, database)

    (problem,) = refused.value.problems
    assert problem.kind == "check_failed"
    assert "114" in problem.message


def test_a_refused_build_leaves_the_old_catalogue(inputs: tuple[Path, Path, Path]) -> None:
    sources, curation, database = inputs
    build(sources, curation, database)
    before = database.read_bytes()
    replace(curation / "vocabulary.yml", "value: 循环利用", "value: 循环")

    with pytest.raises(CatalogueError):
        build(sources, curation, database)

    assert database.read_bytes() == before
    assert [path.name for path in database.parent.glob(".*")] == []


def test_a_build_killed_before_the_replace_leaves_the_old_catalogue(tmp_path: Path) -> None:
    database = tmp_path / "catalogue.db"
    build(database=database)
    before = database.read_bytes()
    script = (
        "import os, signal\n"
        "import etl.writing\n"
        "from pathlib import Path\n"
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "etl.writing.os.replace = die\n"
        f"with etl.writing.new_file(Path({str(database)!r})) as new:\n"
        "    new.write_bytes(b'half')\n"
    )

    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert database.read_bytes() == before


def test_a_failed_load_leaves_no_file(tmp_path: Path) -> None:
    def load_half() -> None:
        with new_file(tmp_path / "catalogue.db") as new:
            new.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        load_half()

    assert list(tmp_path.iterdir()) == []


CORRECTION = """corrections:
  - project: 2025-092
    field: title
    source: 集成灶灶
    published: 集成电灶
    reason: 发布的标准名称
    evidence: GB/T 46504-2025
"""


@pytest.mark.parametrize("delay", [0.5, 0.8, 1.0, 1.2])
def test_a_build_killed_at_any_moment_leaves_a_whole_catalogue(
    inputs: tuple[Path, Path, Path], delay: float
) -> None:
    sources, curation, database = inputs
    old = list(dump(build(*inputs).database))
    replace(curation / "corrections.yml", "corrections: []", CORRECTION)
    command = [sys.executable, "-m", "etl", "build", "--sources", str(sources)]
    command += ["--curation", str(curation), "--database", str(database)]

    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(delay)
    process.kill()
    process.wait()

    found = list(dump(database))
    assert found == old or any("集成电灶" in line for line in found)
    assert check_database(database) == []


def test_a_file_that_was_damaged_since_it_was_made_is_made_again(
    inputs: tuple[Path, Path, Path],
) -> None:
    build(*inputs)
    write_inspect_data(inputs[2])
    content = inputs[2].read_bytes()
    # The last page belongs to the search index, which dumps leave out, or to an index of SQLite.
    inputs[2].write_bytes(content[:-4096] + bytes(4096))

    result = build(*inputs)

    assert result.changed
    assert inputs[2].read_bytes() == content
