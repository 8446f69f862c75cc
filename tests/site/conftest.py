"""A site as it is served, on a catalogue built for the tests."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from etl.build import build
from etl.generate import metadata_yaml
from etl.notices import load_notices
from etl.paths import ROOT
from etl.serve import write_inspect_data


def make_site_folder(folder: Path) -> Path:
    """A configuration directory around ``folder``/catalogue.db, with the site's own code."""
    for name in ("plugins", "templates", "static"):
        if (ROOT / name).is_dir():
            (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "settings.json", folder)
    (folder / "metadata.yml").write_text(metadata_yaml(load_notices()), encoding="utf-8")
    write_inspect_data(folder / "catalogue.db")
    return folder


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration directory of a site with the real catalogue."""
    folder = tmp_path_factory.mktemp("site")
    build(database=folder / "catalogue.db")
    return make_site_folder(folder)


@pytest.fixture
async def site(site_folder: Path) -> AsyncIterator[Any]:
    """The site with the real catalogue."""
    datasette = Datasette(config_dir=site_folder)
    yield datasette
    for database in datasette.databases.values():
        database.close()
