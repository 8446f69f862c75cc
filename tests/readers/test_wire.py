"""Documents as messages between the process that reads and the one that asked."""

import subprocess
import sys
from typing import Any

import pytest

from etl.paths import ROOT
from etl.readers.wire import document_from_json

ROW = {"cells": ["1", "甲"], "place": "page 1, row 1", "starts_page": False}


@pytest.mark.parametrize(
    "document",
    [
        {"blocks": [], "problems": []},
        {"format": "pdf", "blocks": [{"rows": [ROW | {"cells": [1]}]}]},
        {"format": "pdf", "blocks": [{"rows": [ROW | {"cells": "1"}]}]},
        {"format": "pdf", "blocks": [{"text": "题"}]},
        {"format": "pdf", "blocks": ["题"]},
    ],
    ids=["no format", "a number as a cell", "cells in one", "text without place", "bare text"],
)
def test_message_that_is_no_document_is_not_taken(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        document_from_json({"document": document})


def test_process_that_reads_does_not_wait_for_libraries_it_does_not_need() -> None:
    code = (
        "import sys; from etl.readers.worker import answer_for;"
        "answer_for('html', '<p>题</p>'.encode(), print);"
        "print([n for n in ('pydantic', 'sqlalchemy', 'pandas') if n in sys.modules])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "[]"
