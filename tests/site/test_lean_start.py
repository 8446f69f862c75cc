"""The process that answers loads what pages need, and no more."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.paths import ROOT
from tests.site.servers import SECONDS
from web.serving.lean_start import lean

# Libraries of the build, of whole files and of development; none is needed for a page.
_HEAVY = ("pandas", "pyarrow", "dask", "distributed", "duckdb", "lxml", "pdfplumber")
_PAGES = (
    "/",
    "/catalogue/projects?_search=电动&_facet=year",
    "/catalogue/projects.json?_dl=on&_shape=array",
    "/catalogue/projects.xlsx",
    "/organizations",
    "/lists",
    "/quality",
    "/policy",
    "/downloads",
    "/catalogue/overview",
    "/guide",
)
_ASK = """
import asyncio, json, sys
from pathlib import Path
from web.serving.site_process import Datasette

async def ask(folder, pages):
    site = Datasette(config_dir=folder)
    await site.invoke_startup()
    for page in pages:
        answer = await site.client.get(page, follow_redirects=True)
        assert answer.status_code == 200, (page, answer.status_code)

asyncio.run(ask(Path(sys.argv[1]), sys.argv[2:]))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_pages_and_downloads_of_rows_need_none_of_the_heavy_libraries(site_folder: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", _ASK, str(site_folder), *_PAGES]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=2 * SECONDS)

    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "datasette" in loaded
    assert loaded.isdisjoint(_HEAVY)


def test_what_was_hidden_can_be_imported_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.serving.lean_start.UNNEEDED", ("colorsys",))
    sys.modules.pop("colorsys", None)

    with lean(), pytest.raises(ImportError):
        import colorsys

    import colorsys

    assert colorsys.__name__ == "colorsys"
