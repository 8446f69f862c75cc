"""Made catalogues: the same for the same seed, of the size asked for, and accepted by the build."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.synthetic import built
from benchmarks.synthetic.sources import write_catalogue

PROJECTS = 600


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_equal_seeds_make_equal_files(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "first", PROJECTS)
    write_catalogue(tmp_path / "second", PROJECTS)
    write_catalogue(tmp_path / "other", PROJECTS, seed=2)

    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert contents(tmp_path / "first") != contents(tmp_path / "other")


def test_a_made_catalogue_is_built_as_any_other(tmp_path: Path) -> None:
    folders = write_catalogue(tmp_path / "made", PROJECTS)

    result = built(folders, tmp_path / "catalogue.db")

    assert result.projects == PROJECTS
    with closing(sqlite3.connect(tmp_path / "catalogue.db")) as connection:
        (results,) = connection.execute(
            "select count(*) from projects where standard_numbers <> '[]'"
        ).fetchone()
        (parts,) = connection.execute(
            "select count(*) from projects where family is not null"
        ).fetchone()
    assert PROJECTS / 10 < results < PROJECTS / 3
    assert parts > 0


def test_a_made_catalogue_has_the_measures_of_the_committed_one_with_links(tmp_path: Path) -> None:
    folders = write_catalogue(tmp_path / "made", PROJECTS)

    built(folders, tmp_path / "catalogue.db")

    with closing(sqlite3.connect(tmp_path / "catalogue.db")) as connection:
        linked = dict(
            connection.execute(
                "select confidence, count(*) from measure_projects group by confidence"
            )
        )
        (answered,) = connection.execute("select count(*) from measure_alignments").fetchone()
        (with_domain,) = connection.execute(
            "select count(*) from projects where domain is not null"
        ).fetchone()
    assert set(linked) == {"明确", "推断"}
    assert with_domain / 30 < sum(linked.values()) < with_domain / 5
    assert answered > 0
