"""The process in which visitors' statements run."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.paths import DATABASE, ROOT
from web.safety.sql.child import Child, LostError

SERVER = """
import sys, threading
from web.safety.sql.child import Child
child = Child(sys.argv[1], True)
asked = {"sql": "select 1", "params": {}, "seconds": 9, "rows": 1, "bytes": 9999, "cells": None}
child.ask(asked)
print(child.process_id, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def child() -> Iterator[Child]:
    """A process on the committed catalogue."""
    opened = Child(str(DATABASE), is_immutable=True)
    yield opened
    opened.close()


def ask(child: Child, sql: str, **more: Any) -> list[Any]:
    """The answer to a statement: what it is, then a row each."""
    limits = {"params": {}, "seconds": 5, "rows": 10, "bytes": 10_000, "cells": None}
    asked: Any = {"sql": sql, **limits, **more}
    return [json.loads(line) for line in child.ask(asked)]


def test_rows_follow_what_they_are(child: Child) -> None:
    head, *rows = ask(child, "select :a as a, null as b union all select 2, 3", params={"a": "锅"})

    assert head["columns"] == ["a", "b"]
    assert not head["truncated"]
    assert rows == [["锅", None], [2, 3]]


@pytest.mark.parametrize(
    ("sql", "more", "limit"),
    [
        ("select a.title from projects a, projects b", {"rows": None}, "bytes"),
        ("select 1, 2 from projects", {"rows": None, "cells": 20}, "cells"),
        (
            "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n",
            {"seconds": 0.1},
            "seconds",
        ),
    ],
)
def test_what_is_too_much_is_named(
    child: Child, sql: str, more: dict[str, Any], limit: str
) -> None:
    assert ask(child, sql, **more) == [{"stopped": limit}]
    assert ask(child, "select 7")[1] == [7]


@pytest.mark.parametrize("params", [{"a": 2**70}, {"a": "\ud800"}, {"b": 1}, [1, 2]])
def test_parameters_that_cannot_be_taken_are_an_error(child: Child, params: Any) -> None:
    answer = ask(child, "select :a", params=params)

    assert answer[0].keys() == {"error", "message"}
    assert ask(child, "select 7")[1] == [7]


def test_the_process_cannot_write_files(child: Child, tmp_path: Path) -> None:
    target = tmp_path / "new.db"

    answer = ask(child, f"attach '{target}' as other")

    assert "error" in answer[0]
    assert not target.exists()


def test_who_is_killed_gives_no_answer(child: Child) -> None:
    ask(child, "select 1")

    child.end()

    assert not child.is_usable
    with pytest.raises(LostError):
        ask(child, "select 1")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waiting for a process is Linux's")
def test_the_process_ends_with_the_server() -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(DATABASE)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout is not None
        process = os.pidfd_open(int(server.stdout.readline()))

        server.kill()

        ended, _, _ = select.select([process], [], [], 30)
        os.close(process)
    assert ended
