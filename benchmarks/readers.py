"""Reading documents of each format, and PDF against what its library does alone on the same file.

The last column is the ratio to pdfplumber's own extraction of tables (aim: at most 1.5); seconds a
page must not grow with the number of pages.
"""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from etl.paths import ROOT
from etl.readers import read_document
from tests.corpus import prints, texts, web, word, workbooks

ROUNDS = 3
# The library alone, in a process of its own as the reader's is.
_BARE = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
        page.close()
"""


def main() -> None:
    """Print the best of three rounds for each document."""
    print(f"{'document':28} {'pages':>6} {'seconds':>8} {'s a page':>9} {'bare':>7} {'ratio':>6}")
    for name, data in {
        "text": texts.TEXTS["utf-8"](),
        "html": web.PAGES["plain"](),
        "docx": word.WORD["plain"](),
        "xlsx": workbooks.WORKBOOKS["one sheet"](),
    }.items():
        print(f"{name:28} {'':>6} {_best(partial(read_document, data)):8.2f}")
    once = prints.render(prints.GRID, leading=20)
    for name, data in {
        "pdf, ruled": once,
        "pdf, ruled, 2 times": _repeated(once, 2),
        "pdf, ruled, 4 times": _repeated(once, 4),
        "pdf, three lines": prints.render(prints.THREE_LINES, leading=20),
    }.items():
        _compare(name, data)


def _compare(name: str, data: bytes) -> None:
    import pypdf

    pages = len(pypdf.PdfReader(io.BytesIO(data)).pages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice.pdf"
        path.write_bytes(data)
        command = [sys.executable, "-c", _BARE, str(path)]
        bare = _best(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    own = _best(lambda: read_document(data))
    print(f"{name:28} {pages:6} {own:8.2f} {own / pages:9.3f} {bare:7.2f} {own / bare:6.2f}")


def _repeated(data: bytes, times: int) -> bytes:
    """The same pages several times in one file."""
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(times):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _best(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)
