"""The process in which visitors' statements run.

It holds one read-only connection, takes one statement at a time from its standard input, and
writes the answer to its standard output, each as a line that says how many bytes follow. It ends
when its input ends, so it can't outlive the server for longer than one statement.

Nothing of Datasette is imported here: the process starts in a tenth of a second and takes about
30 MB.
"""

import base64
import json
import math
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO
from urllib.parse import quote

from web.safety.limits import restrict
from web.safety.sql.asked import Asked
from web.safety.sql.functions import install
from web.safety.sql.sizes import row_overhead, row_size
from web.search.interpreter import Interpreter

MIB = 1 << 20
# Everything that the process maps: Python, its libraries, SQLite's memory and a result.
MAX_MEMORY = 256 * MIB
# What SQLite itself may take, to sort and group.
MAX_SQLITE_MEMORY = 64 * MIB
MAX_OPEN_FILES = 16
# Operations of SQLite between two looks at the clock.
_STEP = 1_000
# Seconds of processor time beyond a statement's own limit, for what can't be interrupted.
_GRACE = 1


def main(path: str, is_immutable: bool) -> None:
    """Answer statements on the catalogue at ``path`` until the input ends."""
    connection = _open(path, is_immutable)
    _limit_process()
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    write_message(given, [b'{"ready": true}'])
    while (message := read_message(taken)) is not None:
        write_message(given, _answer(connection, json.loads(message)))


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message of a stream; None at its end."""
    head = stream.readline(32)
    return stream.read(int(head)) if head.endswith(b"\n") else None


def write_message(stream: IO[bytes], lines: list[bytes]) -> None:
    """Write a message of several lines."""
    stream.write(b"%d\n" % (sum(map(len, lines)) + len(lines)))
    for line in lines:
        stream.write(line)
        stream.write(b"\n")
    stream.flush()


def _open(path: str, is_immutable: bool) -> sqlite3.Connection:
    how = "immutable=1" if is_immutable else "mode=ro"
    connection = sqlite3.connect(f"file:{quote(path)}?{how}", uri=True, isolation_level=None)
    connection.text_factory = lambda text: str(text, "utf-8", "replace")
    # Sorting stays in memory, so that no query can fill a disk.
    connection.execute("pragma temp_store = memory")
    connection.execute(f"pragma hard_heap_limit = {MAX_SQLITE_MEMORY}")
    install(connection, Interpreter(path))
    restrict(connection)
    return connection


def _limit_process() -> None:
    for limit, value in (
        ("RLIMIT_AS", MAX_MEMORY),
        ("RLIMIT_DATA", MAX_MEMORY),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", MAX_OPEN_FILES),
    ):
        # macOS refuses some of these; what it lacks is listed in docs/operations.md.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, limit), (value, value))


def _limit_time(seconds: float) -> None:
    """End the process if a statement takes more processor time than it may: SQLite can't be
    interrupted within a function, and the server may be gone."""
    used = time.process_time()
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds) + _GRACE, hard))


def _answer(connection: sqlite3.Connection, asked: Asked) -> list[bytes]:
    """The lines of an answer: what it is, then a row each."""
    deadline = time.monotonic() + asked["seconds"]
    _limit_time(asked["seconds"])
    connection.set_progress_handler(lambda: int(time.monotonic() >= deadline), _STEP)
    try:
        cursor = connection.execute(asked["sql"], asked["params"])
        try:
            return _result(cursor, asked)
        finally:
            cursor.close()
    except _TooMuchError as stopped:
        return [_json({"stopped": str(stopped)})]
    except MemoryError:
        return [_json({"stopped": "memory"})]
    except (sqlite3.Error, sqlite3.Warning) as error:
        if str(error) == "interrupted":
            return [_json({"stopped": "seconds"})]
        if "out of memory" in str(error):
            return [_json({"stopped": "memory"})]
        return [_json({"error": type(error).__name__, "message": str(error)})]
    except (OverflowError, ValueError, TypeError) as error:
        return [_json({"error": "ProgrammingError", "message": str(error)})]
    finally:
        connection.set_progress_handler(None, _STEP)


class _TooMuchError(Exception):
    """A result is larger than may be sent; the text says in what."""


def _result(cursor: sqlite3.Cursor, asked: Asked) -> list[bytes]:
    names = [column[0] for column in cursor.description or ()]
    head: dict[str, object] = {"columns": names, "truncated": False}
    rows: list[bytes] = []
    size = 0
    for line, bytes_sent in _lines(cursor, row_overhead(names)):
        if asked["rows"] is not None and len(rows) == asked["rows"]:
            head["truncated"] = True
            break
        size += bytes_sent
        if size > asked["bytes"]:
            raise _TooMuchError("bytes")
        rows.append(line)
        if asked["cells"] is not None and len(rows) * len(names) > asked["cells"]:
            raise _TooMuchError("cells")
    head["bytes"] = size
    return [_json(head), *rows]


def _lines(cursor: sqlite3.Cursor, overhead: int) -> Iterator[tuple[bytes, int]]:
    for row in cursor:
        yield _json(row, default=_blob), overhead + row_size(row)


def _blob(value: object) -> list[str]:
    # No value of SQLite is a list, so a list is a blob.
    assert isinstance(value, bytes)
    return [base64.b64encode(value).decode("ascii")]


def _json(value: object, default: Callable[[object], object] | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=default).encode("utf-8", "replace")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] == "immutable")
