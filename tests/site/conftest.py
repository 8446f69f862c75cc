"""A site as it is served, on a catalogue built for the tests."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from etl.build import build
from etl.commands.generate import metadata_yaml
from etl.commands.inspect_data import write_inspect_data
from etl.export.files import export
from etl.inputs.notices import load_notices
from etl.paths import EXPORTS, ROOT


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
    export(folder / "catalogue.db", folder / EXPORTS.name)
    return make_site_folder(folder)


class Site:
    """A site asked in-process, without a server."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder = folder
        self.datasette = Datasette(config_dir=folder, **options)
        self._runner = asyncio.Runner()

    def get(self, path: str, **options: Any) -> Any:
        """The answer to a request. The path is percent-encoded already."""
        return self._runner.run(self.datasette.client.get(path, **options))

    def get_together(self, *paths: str) -> list[Any]:
        """The answers to requests that come at the same time."""

        async def ask() -> list[Any]:
            return await asyncio.gather(*map(self.datasette.client.get, paths))

        return self._runner.run(ask())

    def run(self, coroutine: Any) -> Any:
        """What a coroutine returns, run where the site runs."""
        return self._runner.run(coroutine)

    def request(self, method: str, path: str, **options: Any) -> Any:
        """The answer to a request by another method than GET."""
        return self._runner.run(self.datasette.client.request(method, path, **options))

    def close(self) -> None:
        self._runner.close()
        for database in self.datasette.databases.values():
            database.close()
        self.datasette.executor.shutdown()


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[Site]:
    """The site with the real catalogue."""
    opened = Site(site_folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def open_site() -> Callable[[Path], Site]:
    """Opens a site on the catalogue.db of a folder."""
    return lambda folder: Site(make_site_folder(folder))
