"""The whole-catalogue files of a site: which there are, and whether they still stand there."""

import asyncio
from pathlib import Path

from datasette.app import Datasette

from etl.export.content import ExportedFile
from etl.export.files import MANIFEST, exported
from etl.paths import EXPORTS
from web.per_site import PerSite
from web.serving.published import published
from web.site import DATABASE


class Files:
    """The files of one site."""

    def __init__(self, datasette: Datasette) -> None:
        path = datasette.get_database(DATABASE).path
        assert path is not None
        self.folder = Path(path).parent / EXPORTS.name
        self._sha256 = published(datasette).file.sha256
        self._lock = asyncio.Lock()
        self._files: list[ExportedFile] = []
        self._seen: int | None = None
        self._times: dict[str, int] = {}

    async def listed(self) -> list[ExportedFile]:
        """Every file; none while they are not made. Looked for again when the manifest changes."""
        async with self._lock:
            seen = await asyncio.to_thread(self._time, MANIFEST)
            if seen != self._seen:
                found = await asyncio.to_thread(exported, self._sha256, self.folder)
                self._files, self._seen = found or [], seen
                self._times = {file.name: self._time(file.name) for file in self._files}
        return self._files

    def is_replaced(self, name: str) -> bool:
        """Whether another file stands in the place of one that is listed: an export goes on, and
        what is listed is not there any more."""
        return self._times.get(name) != self._time(name)

    def _time(self, name: str) -> int:
        try:
            return (self.folder / name).stat().st_mtime_ns
        except OSError:
            return -1


_FILES: PerSite[Files] = PerSite()


def files_of(datasette: Datasette) -> Files:
    """The files of a site."""
    return _FILES.get(datasette) or _FILES.keep(datasette, Files(datasette))
