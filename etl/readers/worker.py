"""The process that reads one untrusted file: bytes on standard input, JSON lines on output.

Started by ``etl.readers.sandbox``. Memory, time and files are limited before any library is
loaded. Lines with ``progress`` may come before the last line, which carries the document, the
problems, ``crashed`` with what the file made go wrong, or ``defect`` with what is wrong here.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.wire import document_to_json, refusal_to_json

# What this process reads: format → the module and its function. Loaded when needed.
ISOLATED = {
    "html": ("etl.readers.html", "read_html"),
    "package": ("etl.readers.office.ooxml", "read_package"),
    "ole": ("etl.readers.office.ole", "read_ole"),
    "pdf": ("etl.readers.pdf.reader", "read_pdf"),
}
Progress = Callable[[int, int], None]


def main() -> None:
    """Read the file of the format given as the only argument."""
    limit_resources()
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer

    def send(message: str) -> None:
        data = message.encode("ascii") + b"\n"
        while data:
            data = data[os.write(answer, data) :]

    def progress(done: int, total: int) -> None:
        send(json.dumps({"progress": [done, total]}))

    try:
        send(answer_for(sys.argv[-1], sys.stdin.buffer.read(), progress))
    except MemoryError:
        os.write(answer, b'{"crashed": "memory"}\n')
    os._exit(0)  # no time for tidying up: the process holds nothing but memory


def answer_for(format_name: str, data: bytes, progress: Progress) -> str:
    """The last line of the answer."""
    try:
        return document_to_json(read_isolated(format_name, data, progress))
    except CatalogueError as error:
        return refusal_to_json(error.problems)
    except (ImportError, SyntaxError, NameError) as error:
        return json.dumps({"defect": f"{type(error).__name__}: {error}"[:200]})
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
    return f"{type(error).__name__}: {error}"[:200]


def read_isolated(format_name: str, data: bytes, progress: Progress) -> Document:
    """Read a file in this process."""
    module, function = ISOLATED[format_name]
    read: Callable[[bytes, Progress], Document] = getattr(importlib.import_module(module), function)
    return read(data, progress)


def limit_resources() -> None:
    """Limit memory, time and writing, as far as the system knows these limits."""
    import resource

    seconds = int(limits.MAX_SECONDS_LONG)
    for name, value in (
        ("RLIMIT_AS", limits.MAX_MEMORY_BYTES),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            limit = getattr(resource, name)
            hard = resource.getrlimit(limit)[1]
            soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (soft, hard))
        except (AttributeError, OSError, ValueError):
            continue  # macOS lets some of them be; the clock of the sandbox still ends the process


if __name__ == "__main__":
    main()
