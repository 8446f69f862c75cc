"""Every rendering of the annexes gives exactly their records, from the bytes alone."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.extract import extract_file
from tests.builders import curation
from tests.corpus.annexes import expected_records, extract, records
from tests.corpus.prints import PRINTS
from tests.corpus.texts import DELIMITED, MARKDOWN, TEXTS
from tests.corpus.web import PAGES
from tests.corpus.word import WORD
from tests.corpus.workbooks import WORKBOOKS

FILES = Path(__file__).parents[1] / "corpus" / "files"
DOCUMENTS: dict[str, dict[str, Callable[[], bytes]]] = {
    "text": TEXTS,
    "csv": DELIMITED,
    "markdown": MARKDOWN,
    "html": PAGES,
    "docx": WORD,
    "xlsx": WORKBOOKS,
    "xls": {"saved by LibreOffice": (FILES / "annexes.xls").read_bytes},
}
WITH_HIDDEN_TEXT = {("docx", "in pieces"), ("html", "wrapped cells")}
MISSING = "LibreOffice is not installed"
# Enough rows for several pages of each list.
ROWS = 60


@pytest.mark.parametrize(
    ("format_name", "variant"),
    [(format_name, variant) for format_name, found in DOCUMENTS.items() for variant in found],
)
def test_document_gives_all_records(format_name: str, variant: str, tmp_path: Path) -> None:
    data = DOCUMENTS[format_name][variant]()

    extraction = extract(data, tmp_path)

    warned = ["hidden_text"] if (format_name, variant) in WITH_HIDDEN_TEXT else []
    assert [problem.kind for problem in extraction.problems] == warned, extraction.problems
    assert extraction.format == format_name
    assert records(extraction) == expected_records()


@pytest.mark.parametrize("variant", PRINTS)
def test_pdf_gives_all_records(variant: str, tmp_path: Path) -> None:
    data = PRINTS[variant](ROWS)

    extraction = extract(data, tmp_path)

    assert [str(problem) for problem in extraction.problems] == []
    assert extraction.format == "pdf"
    assert records(extraction) == expected_records(ROWS)


def test_whole_pdf_gives_all_records(tmp_path: Path) -> None:
    data = PRINTS["rows cut by page ends"](1000)

    extraction = extract(data, tmp_path)

    assert [str(problem) for problem in extraction.problems] == []
    assert records(extraction) == expected_records()


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The annexes as an old Word document, as LibreOffice writes it."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("old_word")
    (folder / "notice.docx").write_bytes(WORD["plain"]())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "notice.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "notice.doc").read_bytes()


@pytest.mark.parametrize("name", ["notice.doc", "notice.wps"])
def test_old_word_document_gives_all_records(old_word: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(old_word)

    extraction = extract_file(path, curation())

    assert [str(problem) for problem in extraction.problems] == []
    assert extraction.format == "doc"
    assert records(extraction) == expected_records()


def test_a_wps_document_that_is_a_package_gives_all_records(tmp_path: Path) -> None:
    path = tmp_path / "notice.wps"
    path.write_bytes(WORD["plain"]())

    extraction = extract_file(path, curation())

    assert extraction.format == "docx"
    assert records(extraction) == expected_records()
