"""A made catalogue of some hundred projects, and a Dask cluster with processes of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import built
from benchmarks.synthetic.sources import Folders, write_catalogue

PROJECTS = 600


@dataclass(frozen=True)
class Made:
    """Sources and curation that were made, and the catalogue of them."""

    folders: Folders
    database: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    folders = write_catalogue(folder, PROJECTS)
    built(folders, folder / "catalogue.db")
    return Made(folders, folder / "catalogue.db")


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two worker processes, which are started again when they
    die."""
    dask: Any = import_module("distributed")
    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as running:
        yield running.scheduler_address
