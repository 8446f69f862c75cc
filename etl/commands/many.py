"""Many documents at once, on several processes of this machine; on a Dask cluster, see
``cluster.py``.

Results come in the order of the documents and are the same however they were computed. A document
that takes its process down becomes a problem of its own and harms no other.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from etl.commands.progress import PageProgress
from etl.extract import Extraction, extract_file
from etl.inputs.curation import Curation
from etl.inputs.notices import NOTICE_FILE, find_notice
from etl.interruption import prepare_helper
from etl.paths import shown
from etl.problems import CatalogueError, Problem

# Ending takes a process no time, unless a library keeps it from hearing.
SECONDS_TO_END = 2


def find_documents(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named, at any depth and in order of their names.

    In folders, hidden files and ``notice.yml`` are no documents.
    """
    documents: list[Path] = []
    for path in paths:
        if path.is_dir():
            documents.extend(
                found
                for found in sorted(path.rglob("*"))
                if found.is_file()
                and found.name != NOTICE_FILE
                and not any(part.startswith(".") for part in found.relative_to(path).parts)
            )
        else:
            documents.append(path)
    return list(dict.fromkeys(documents))


def extract_one(path: Path, curation: Curation, progress: PageProgress | None = None) -> Extraction:
    """Read one document, with what a ``notice.yml`` beside it declares."""
    try:
        extraction = extract_file(path, curation, find_notice(path), progress)
    except CatalogueError as error:
        return Extraction(shown(path), "", problems=list(error.problems))
    extraction.document = None  # too much to send between processes
    return extraction


def extract_many(
    paths: Sequence[Path],
    curation: Curation,
    workers: int = 1,
    progress: PageProgress | None = None,
) -> Generator[Extraction]:
    """Read documents on up to ``workers`` processes; yields them in the order given.

    ``progress`` follows the pages of the document being read, in a single process only.
    """
    if workers == 1 or len(paths) < 2:
        for path in paths:
            yield extract_one(path, curation, progress)
        return
    waiting = list(paths)
    while waiting:
        done = 0
        try:
            with closing(_in_pool(waiting, curation, workers)) as extractions:
                for extraction in extractions:
                    yield extraction
                    done += 1
            return
        except BrokenProcessPool:
            # Some document took its process down, and the pool does not say which. The next
            # one in order is read in a process of its own; it is the culprit or harmless.
            yield _alone(waiting[done], curation)
            waiting = waiting[done + 1 :]


def _in_pool(paths: Sequence[Path], curation: Curation, workers: int) -> Generator[Extraction]:
    """Read on several processes. They end with this generator, whether it is done or not."""
    pool = ProcessPoolExecutor(
        min(workers, len(paths)), mp_context=get_context("spawn"), initializer=prepare_helper
    )
    done = False
    try:
        futures: list[Future[Extraction]] = [
            pool.submit(extract_one, path, curation) for path in paths
        ]
        for future in futures:
            yield future.result()
        done = True
    finally:
        if not done:
            _end(active_children())
        pool.shutdown(wait=done, cancel_futures=True)


def _end(processes: Sequence[BaseProcess]) -> None:
    """End processes with what they started, those that do not hear by force."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(SECONDS_TO_END)
        process.kill()


def _alone(path: Path, curation: Curation) -> Extraction:
    try:
        (extraction,) = _in_pool([path], curation, 1)
    except BrokenProcessPool:
        return lost(path)
    return extraction


def lost(path: Path) -> Extraction:
    """What is said of a document whose process was ended."""
    problem = Problem(
        "limit_exceeded",
        "whole file",
        "the process that read the document was ended",
        "a document that can be read within the limits of time and memory",
        "Save the document in another format, or in parts, and try again.",
        file=shown(path),
    )
    return Extraction(shown(path), "", problems=[problem])


def renamed(extraction: Extraction, file: str) -> Extraction:
    """The extraction of a document that is called ``file``."""
    problems = [problem.in_file(file) for problem in extraction.problems]
    return replace(extraction, file=file, problems=problems)
