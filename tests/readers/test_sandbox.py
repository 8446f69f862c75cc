"""The process that reads untrusted files: what it may do, and what its end means."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.problems import CatalogueError, Problem
from etl.readers import limits, sandbox, worker
from etl.readers.document import Document, Table, TableRow, TextBlock
from etl.readers.wire import document_from_json, document_to_json

ROOT = Path(__file__).parents[2]


def run_isolated(code: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The kind of problem when the process runs ``code`` in place of a reader."""
    start = f"import sys; sys.path.insert(0, {{root!r}}); {code}"
    monkeypatch.setattr(sandbox, "_START", start)
    with pytest.raises(CatalogueError) as raised:
        sandbox.read_in_sandbox("pdf", b"")
    return raised.value.problems[0].kind


def test_document_survives_the_way_back() -> None:
    table = Table((TableRow(("1", "甲\n乙"), "page 1, row 1", True),))
    problem = Problem("ocr_layer", "page 1", "found", "expected", "next")
    document = Document("pdf", (TextBlock("题", "page 1"), table), (problem,))

    assert document_from_json(json.loads(document_to_json(document))) == document


def test_process_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)

    assert run_isolated("import time; time.sleep(60)", monkeypatch) == "limit_exceeded"


def test_process_that_crashes_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"

    assert run_isolated(code, monkeypatch) == "corrupt_file"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not limit memory")
def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import etl.readers.worker as w; w.limit_resources(); bytearray(1 << 30)"

    assert run_isolated(code, monkeypatch) == "corrupt_file"


def test_a_defect_of_the_program_is_not_blamed_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(worker.ISOLATED, "html", ("etl.readers.nowhere", "read"))

    assert json.loads(worker.answer_for("html", b"", lambda done, total: None)) == {
        "defect": "ModuleNotFoundError: No module named 'etl.readers.nowhere'"
    }
    with pytest.raises(RuntimeError, match="nowhere"):
        run_isolated("import json; print(json.dumps(dict(defect='nowhere')))", monkeypatch)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(MemoryError(), "memory"), (RecursionError(), "nesting"), (KeyError("x"), "KeyError: 'x'")],
)
def test_reasons_are_found_behind_other_errors(error: Exception, reason: str) -> None:
    assert worker.reason_of(error) == reason
    wrapped = ValueError("wrapped")
    wrapped.__cause__ = error
    assert worker.reason_of(wrapped) == (
        reason if reason in ("memory", "nesting") else "ValueError: wrapped"
    )


def test_process_cannot_write_files(tmp_path: Path) -> None:
    target = tmp_path / "written"
    code = (
        "from etl.readers.worker import limit_resources; limit_resources();"
        f"open({str(target)!r}, 'wb', buffering=0).write(b'x' * 10)"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert ended.returncode != 0
    assert not target.exists() or target.stat().st_size == 0


def test_reading_text_needs_no_library() -> None:
    code = (
        "import sys; from etl.readers import read_document; read_document(b'1\\t2');"
        "print([n for n in ('lxml', 'pdfplumber', 'pypdf', 'python_calamine', 'olefile')"
        " if n in sys.modules])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "[]"


def test_old_word_document_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.readers import conversion, read_document
    from tests.corpus.containers import ole_of

    monkeypatch.setattr(conversion, "find_program", lambda: None)

    with pytest.raises(CatalogueError) as raised:
        read_document(ole_of({"WordDocument": b"\xec\xa5\xc1\x00"}))

    problem = raised.value.problems[0]
    assert problem.kind == "unsupported_format"
    assert ".docx" in problem.next_step
