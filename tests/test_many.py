"""Many documents at once: same results, order and problems however they are read."""

import json
import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.commands.cluster import extract_on_cluster
from etl.commands.many import extract_many, find_documents
from etl.extract import Extraction, extract_file
from etl.inputs.curation import Curation, load_curation
from etl.paths import SOURCES
from etl.problems import CatalogueError

CURATION = load_curation()
ANNEXES = SOURCES / "samr-2024-34/annexes.txt"
FATAL = "fatal.txt"


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Three documents: good, empty, and with one row changed."""
    text = ANNEXES.read_text(encoding="utf-8")
    contents = {"a.txt": text, "b.txt": "", "c.txt": text.replace("\t强制\t", "\t强\t", 1)}
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [tmp_path / name for name in contents]


def summary(extractions: Iterator[Extraction]) -> list[dict[str, object]]:
    return [extraction.as_json() for extraction in extractions]


def killing_extract(path: Path, curation: Curation, *_: object) -> Extraction:
    """Reads like the real one, but for one document that takes its process down."""
    if path.name == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_file(path, curation)


def test_several_processes_give_the_same_as_one(documents: list[Path]) -> None:
    one = summary(extract_many(documents, CURATION))

    several = summary(extract_many(documents, CURATION, workers=2))

    assert several == one
    kinds = [[problem["kind"] for problem in found["problems"]] for found in one]  # type: ignore[attr-defined]
    assert kinds == [[], ["empty_file"], ["unknown_value"]]


def test_a_document_that_kills_its_process_harms_no_other(
    documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents[1] = documents[1].rename(documents[1].with_name(FATAL))
    monkeypatch.setattr("etl.commands.many.extract_one", killing_extract)

    found = list(extract_many(documents, CURATION, workers=2))

    assert [extraction.file.rpartition("/")[2] for extraction in found] == [
        "a.txt",
        FATAL,
        "c.txt",
    ]
    assert [len(extraction.lists) for extraction in found] == [2, 0, 2]
    assert [problem.kind for problem in found[1].problems] == ["limit_exceeded"]


def test_a_folder_stands_for_the_documents_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.pdf", ".hidden", "deep/notice.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    found = find_documents([tmp_path, tmp_path / "a.txt"])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a.txt",
        "b.txt",
        "deep/c.pdf",
    ]


def test_the_command_prints_one_json_object_a_line(documents: list[Path]) -> None:
    arguments = ["extract", *map(str, documents), "--json", "--workers", "2"]

    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 1
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [len(answer["lists"]) for answer in answers] == [2, 0, 2]


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(tmp_path)])

    assert result.exit_code == 1
    assert "no_documents" in result.output


def test_a_cluster_gives_the_same_as_one_process(documents: list[Path]) -> None:
    dask: Any = import_module("distributed")
    with dask.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        on_cluster = summary(
            extract_on_cluster([*documents, ANNEXES], CURATION, cluster.scheduler_address)
        )

    assert on_cluster == summary(extract_many([*documents, ANNEXES], CURATION))


def test_a_cluster_that_does_not_answer_is_said(
    documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.commands.cluster.CONNECT_SECONDS", 1)

    with pytest.raises(CatalogueError, match="cluster_unavailable"):
        list(extract_on_cluster(documents, CURATION, "tcp://127.0.0.1:1"))
