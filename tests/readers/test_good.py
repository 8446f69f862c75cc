"""Every rendering of the annexes gives exactly their records, from the bytes alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_word_document_gives_all_records(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "notice.docx").write_bytes(WORD["plain"]())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "notice.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    extraction = extract((tmp_path / "notice.doc").read_bytes(), tmp_path)

    assert [str(problem) for problem in extraction.problems] == []
    assert extraction.format == "doc"
    assert records(extraction) == expected_records()
