"""Documents and notices read on an existing Dask cluster.

What is read is sent as bytes: the workers need this program, and no access to the files. A worker
that dies loses nothing: the scheduler gives its work, and what that needs, to another.
"""

import pickle
import tempfile
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from etl.commands.many import extract_one, lost, renamed
from etl.extract import Extraction
from etl.inputs.curation import Curation
from etl.inputs.notice_file import NoticeFile
from etl.inputs.notices import NOTICE_FILE, Notice
from etl.kept_reading import Reader, read_notice
from etl.paths import shown
from etl.problems import CatalogueError, Problem

CONNECT_SECONDS = 10
# Notices that wait at the cluster, for each thread of its workers: one is read, one is ready to be.
# What was read stays with the workers until it is asked for, so more would fill their memory.
_AHEAD = 2


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at ``address``. Raises ``CatalogueError`` if Dask is not installed,
    the scheduler does not answer, or no worker is there to read anything."""
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise _no_cluster(
            "Dask is not installed", "Install it with: pip install -e '.[cluster]'"
        ) from None
    try:
        client = dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise _no_cluster(
            f"no scheduler answers at {address} ({error})", "Check the address of the scheduler."
        ) from None
    with client:
        if not client.nthreads():
            raise _no_cluster(
                f"the scheduler at {address} has no worker",
                f"Start one where this program is installed: dask worker {address}",
            )
        yield client


def extract_on_cluster(
    paths: Sequence[Path], curation: Curation, address: str
) -> Generator[Extraction]:
    """Read documents on the cluster; yields them in the order given. Raises ``CatalogueError`` if
    the cluster cannot be used."""
    with connected(address) as client:
        known = _sent(client, curation)
        futures = [
            client.submit(
                extract_bytes, path.name, path.read_bytes(), known, _declared(path), pure=False
            )
            for path in paths
        ]
        for path, future in zip(paths, futures, strict=True):
            try:
                extraction: Extraction = future.result()
            except _killed_worker():
                extraction = lost(path)
            yield renamed(extraction, shown(path))


def extract_bytes(
    name: str, data: bytes, curation: Curation, notice: bytes | None = None
) -> Extraction:
    """Read a document that is given as bytes, as if it stood in a folder of its own with
    ``notice`` as its ``notice.yml``. ``name`` is its file name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        if notice is not None:
            path.with_name(NOTICE_FILE).write_bytes(notice)
        return renamed(extract_one(path, curation), name)


class ClusterReading:
    """The reading stage of a build on the cluster of ``client``: a ``Reading`` for
    :func:`etl.build.build`, which asks for one notice after the other."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __call__(self, notices: Iterable[Notice], known: Curation) -> Reader:
        """A reader of these notices, which are asked for in this order."""
        waiting = iter(notices)
        sent = _sent(self._client, known)
        ahead: deque[tuple[Notice, Any]] = deque()

        def fill() -> None:
            most = 1 + _AHEAD * sum(self._client.nthreads().values())
            while len(ahead) < most and (notice := next(waiting, None)) is not None:
                ahead.append((notice, self._submit(notice, sent)))

        def read(notice: Notice) -> list[Extraction]:
            fill()
            if ahead and ahead[0][0] is notice:
                _, future = ahead.popleft()
            else:
                # Kept from an earlier build when it was looked for, and damaged since.
                future = self._submit(notice, sent)
            try:
                found: list[Extraction] = future.result()
            except _killed_worker():
                return [lost(document.path) for document in notice.documents]
            return found

        return read

    def _submit(self, notice: Notice, known: Any) -> Any:
        files = {}
        for document in notice.documents:
            # One that is not there is missed by the worker, too, and said as ever.
            if document.path.is_file():
                files[document.declared.file] = document.path.read_bytes()
        with warnings.catch_warnings():
            # Dask would rather have large files read by the workers, who have no access to them.
            warnings.simplefilter("ignore", UserWarning)
            return self._client.submit(
                read_sent, shown(notice.folder), notice.declared, files, known, pure=False
            )


def read_sent(
    folder: str, declared: NoticeFile, files: dict[str, bytes], known: Curation
) -> list[Extraction]:
    """Read a notice whose documents are given as bytes. ``folder`` is where it stands with whoever
    sent it, for what is said of it."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary) / Path(folder).name
        here.mkdir()
        names = {shown(here / name): f"{folder}/{name}" for name in (*files, NOTICE_FILE)}
        for name, data in files.items():
            (here / name).write_bytes(data)
        return [_named(found, names) for found in read_notice(Notice(here, declared), known)]


def _named(extraction: Extraction, names: dict[str, str]) -> Extraction:
    """The extraction with files named as they are where they were sent from."""

    def of_sender(problems: Sequence[Problem]) -> list[Problem]:
        return [
            replace(problem, file=names.get(problem.file, problem.file)) for problem in problems
        ]

    return replace(
        extraction,
        file=names.get(extraction.file, extraction.file),
        problems=of_sender(extraction.problems),
        accepted=of_sender(extraction.accepted),
    )


def _sent(client: Any, known: Curation) -> Any:
    """Curation on the cluster, as the result of a task: unlike data that is merely put there, it is
    made again should the worker that has it die."""
    return client.submit(pickle.loads, pickle.dumps(known), pure=False)


def _declared(path: Path) -> bytes | None:
    """The ``notice.yml`` beside a document, if there is one."""
    notice = path.with_name(NOTICE_FILE)
    return notice.read_bytes() if notice.is_file() else None


def _killed_worker() -> type[Exception]:
    """What is raised of work that took several workers down with it."""
    found: type[Exception] = import_module("distributed.scheduler").KilledWorker
    return found


def _no_cluster(found: str, next_step: str) -> CatalogueError:
    return CatalogueError([Problem("cluster_unavailable", "", found, "a cluster", next_step)])
