"""A build whose notices are read on a Dask cluster gives the same catalogue as one without."""

import os
import signal
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.build import build
from etl.commands.cli import main
from etl.commands.cluster import ClusterReading, connected
from etl.database.dump import dump
from etl.inputs.notices import NOTICE_FILE
from etl.problems import CatalogueError
from tests.scale.conftest import Made
from tests.small_catalogue import SmallCatalogue, planned


def test_the_command_builds_the_same_catalogue_on_a_cluster(
    made: Made, cluster: str, tmp_path: Path
) -> None:
    target = tmp_path / "catalogue.db"
    inputs = ["--sources", made.folders.sources, "--curation", made.folders.curation]

    result = CliRunner().invoke(
        main, ["build", *map(str, inputs), "--database", str(target), "--dask", cluster]
    )

    assert result.exit_code == 0, result.output
    assert list(dump(target)) == list(dump(made.database))


def test_workers_that_are_killed_midway_change_nothing(
    made: Made, cluster: str, tmp_path: Path
) -> None:
    target = tmp_path / "catalogue.db"
    killed: list[int] = []
    with connected(cluster) as client:

        def kill_all(stage: str) -> None:
            if stage.startswith("reading") and not killed:
                killed.extend(client.run(os.getpid).values())
            elif killed and stage.startswith("reading"):
                for process in killed:
                    with suppress(ProcessLookupError):
                        os.kill(process, signal.SIGKILL)

        build(
            made.folders.sources,
            made.folders.curation,
            target,
            kill_all,
            reading=ClusterReading(client),
        )

    assert killed
    assert list(dump(target)) == list(dump(made.database))


def test_problems_name_the_files_of_who_builds(cluster: str, tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-01", planned("20300001-T-469", "绿茶分类", mandate="强制吗"))
    said = []
    with connected(cluster) as client:
        for options in ({}, {"reading": ClusterReading(client)}):
            with pytest.raises(CatalogueError) as caught:
                build(small.sources, small.curation, small.database, **options)  # type: ignore[arg-type]
            said.append(list(map(str, caught.value.problems)))

    assert said[0] == said[1]
    assert "/sources/notice-1/" in str(caught.value)


def test_a_changed_document_is_said_to_be_changed(cluster: str, tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-01", planned("20300001-T-469", "绿茶分类"))
    (document,) = (p for p in (small.sources / "notice-1").iterdir() if p.name != NOTICE_FILE)
    document.write_text(document.read_text("utf-8") + "\n", "utf-8")

    with connected(cluster) as client:
        reading = ClusterReading(client)
        with pytest.raises(CatalogueError) as caught:
            build(small.sources, small.curation, small.database, reading=reading)

    assert [problem.kind for problem in caught.value.problems] == ["checksum_mismatch"]


def test_a_scheduler_without_workers_is_said_to_have_none(tmp_path: Path) -> None:
    dask: Any = import_module("distributed")
    with dask.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1") as empty:
        result = CliRunner().invoke(
            main,
            ["build", "--database", str(tmp_path / "new.db"), "--dask", empty.scheduler_address],
        )

    assert result.exit_code == 1
    assert "has no worker" in result.output
