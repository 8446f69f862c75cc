"""The process that reads one untrusted file: bytes on standard input, JSON lines on output.

Started by ``etl.readers.sandbox``. It limits its memory and time, loads the reader, confines
itself (``etl.confinement``) and only then takes the first byte of the file. The first line of
its answer names the ``layers`` of confinement. Lines with ``progress`` may follow before the last
line, which carries the document, the problems, ``crashed`` with what the file made go wrong, or
``defect`` with what is wrong here.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.confinement.layers import Layer, confine_reader, limit_resources
from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.wire import NOTHING, document_to_json, refusal_to_json

# What this process reads: format → the module and its function.
ISOLATED = {
    "html": ("etl.readers.html", "read_html"),
    "package": ("etl.readers.office.ooxml", "read_package"),
    "ole": ("etl.readers.office.ole", "read_ole"),
    "pdf": ("etl.readers.pdf.reader", "read_pdf"),
}
# Modules of this program that a reader loads only for some files: loaded before, since the
# folder of the program cannot be read any more once the process is confined.
_LOADED_BEFORE = {
    "package": ("etl.readers.office.docx", "etl.readers.office.xlsx"),
    "ole": ("etl.readers.office.sheets",),
}
# Where libraries of the system may stand that a Python library loads when it is first used.
_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
Progress = Callable[[int, int], None]


def main() -> None:
    """Read the file. Arguments: the process that waits for the answer, the folder of the
    program, and the format."""
    parent, root, format_name = int(sys.argv[-3]), Path(sys.argv[-2]), sys.argv[-1]
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer

    def send(message: str) -> None:
        data = message.encode("ascii") + b"\n"
        while data:
            data = data[os.write(answer, data) :]

    def progress(done: int, total: int) -> None:
        send(json.dumps({"progress": [done, total]}))

    try:
        limited = limit_resources(_limits())
        defect = load(format_name)
        layers = [limited, *confine_reader(parent, _libraries(root))]
        send(_layers_to_json(layers))
        if defect or format_name == NOTHING:
            send(json.dumps({"defect": defect}))
        else:
            send(answer_for(format_name, sys.stdin.buffer.read(), progress))
    except MemoryError:
        os.write(answer, b'{"crashed": "memory"}\n')
    os._exit(0)  # no time for tidying up: the process holds nothing but memory


def load(format_name: str) -> str:
    """Load the reader of a format. Returns what is wrong with it, or nothing."""
    if format_name == NOTHING:
        return ""
    try:
        for module in (ISOLATED[format_name][0], *_LOADED_BEFORE.get(format_name, ())):
            importlib.import_module(module)
    except (ImportError, SyntaxError, NameError) as error:
        return _named(error)
    return ""


def answer_for(format_name: str, data: bytes, progress: Progress) -> str:
    """The last line of the answer."""
    try:
        return document_to_json(read_isolated(format_name, data, progress))
    except CatalogueError as error:
        return refusal_to_json(error.problems)
    except (ImportError, SyntaxError, NameError) as error:
        return json.dumps({"defect": _named(error)})
    except Exception as error:
        # The libraries raise whatever a broken file makes them stumble over.
        return json.dumps({"crashed": reason_of(error)})


def reason_of(error: BaseException) -> str:
    """``memory``, ``nesting``, or the name and message of what was raised."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        if isinstance(cause, MemoryError):
            return "memory"
        if isinstance(cause, RecursionError):
            return "nesting"
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    return _named(error)


def read_isolated(format_name: str, data: bytes, progress: Progress) -> Document:
    """Read a file in this process."""
    module, function = ISOLATED[format_name]
    read: Callable[[bytes, Progress], Document] = getattr(importlib.import_module(module), function)
    return read(data, progress)


def _limits() -> dict[str, int]:
    """The limits of resources. Those that a system does not know are named in its layer."""
    return {
        "RLIMIT_AS": limits.MAX_MEMORY_BYTES,
        "RLIMIT_CPU": int(limits.MAX_SECONDS_LONG),
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": limits.MAX_OPEN_FILES,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
    }


def _libraries(root: Path) -> Iterator[Path]:
    """The folders of Python's own libraries, which load parts of themselves when first used."""
    for name in sys.path:
        if name and Path(name) != root:
            yield Path(name)
    yield from map(Path, _SYSTEM_LIBRARIES)


def _layers_to_json(layers: list[Layer]) -> str:
    return json.dumps({"layers": [[layer.name, layer.lacking] for layer in layers]})


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


if __name__ == "__main__":
    main()
