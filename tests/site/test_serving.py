"""The server as a whole: real processes, signals, files that are damaged or replaced."""

import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from etl.commands.inspect_data import write_inspect_data
from tests.site.conftest import make_site_folder
from tests.site.servers import SECONDS, Served
from web.serving.catalogue_file import CatalogueFile, UnusableError, seal_of


@pytest.fixture
def folder(site_folder: Path, tmp_path: Path) -> Path:
    """The configuration directory of a site of the test's own."""
    shutil.copy(site_folder / "catalogue.db", tmp_path)
    return make_site_folder(tmp_path)


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    """A server on that folder."""
    server = Served(folder)
    yield server
    server.end()


def replace_catalogue(folder: Path) -> None:
    """Put another whole catalogue in the place of the first, as a build does."""
    new = folder / "new"
    shutil.copy(folder / "catalogue.db", new)
    with closing(sqlite3.connect(new)) as connection, connection:
        connection.execute("delete from findings")
    os.replace(new, folder / "catalogue.db")
    write_inspect_data(folder / "catalogue.db")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_server_with_its_status(
    served: Served, number: signal.Signals, status: int
) -> None:
    served.process.send_signal(number)

    assert served.process.wait(timeout=SECONDS) == status


def test_a_process_that_dies_is_started_again(served: Served, folder: Path) -> None:
    os.kill(processes_of(served)[0], signal.SIGKILL)

    served.wait_for("starting it again")

    assert served.get("/catalogue/projects").status == 200


def test_a_signal_ends_a_server_that_is_starting_a_process(served: Served) -> None:
    before = processes_of(served)[0]
    os.kill(before, signal.SIGKILL)
    served.wait_for("starting it again")
    while not (starting := [pid for pid in processes_of(served) if pid != before]):
        pass
    os.kill(starting[0], signal.SIGSTOP)

    served.process.send_signal(signal.SIGTERM)

    assert served.process.wait(timeout=SECONDS) == 143
    assert not psutil.pid_exists(starting[0])


def processes_of(served: Served) -> list[int]:
    """The processes that answer."""
    children = psutil.Process(served.process.pid).children()
    return [child.pid for child in children if "web.serving.site_process" in child.cmdline()]


def test_several_processes_answer_and_one_that_dies_is_replaced(folder: Path) -> None:
    server = Served(folder, workers=3)
    try:
        before = processes_of(server)
        os.kill(before[0], signal.SIGKILL)

        answers = [server.get(f"/lists?n={number}").status for number in range(20)]
        server.wait_for("starting it again")
        while len(after := processes_of(server)) < 3:
            server.get("/lists")

        assert len(before) == 3
        assert set(answers) == {200}
        assert len({*before} & {*after}) == 2
    finally:
        server.end()


def test_several_processes_follow_a_new_catalogue_together(folder: Path) -> None:
    server = Served(folder, workers=2)
    try:
        old_tag = server.get("/lists").headers["etag"]

        replace_catalogue(folder)
        server.wait_for("was renewed")

        tags = {server.get("/lists").headers["etag"] for _ in range(20)}
        assert len(tags) == 1
        assert tags != {old_tag}
    finally:
        server.end()


def test_a_new_catalogue_is_followed(served: Served, folder: Path) -> None:
    old_tag = served.get("/catalogue.db").headers["etag"]

    replace_catalogue(folder)
    served.wait_for("was renewed")

    answer = served.get("/catalogue.db")
    content = answer.read()
    assert answer.headers["etag"] == f'"{sha256(content).hexdigest()}"' != old_tag
    assert content == (folder / "catalogue.db").read_bytes()
    counted = "/catalogue.json?sql=select+count(*)+as+n+from+findings&_shape=array"
    assert json.load(served.get(counted)) == [{"n": 0}]


def test_a_damaged_file_does_not_take_the_place_of_the_catalogue(
    served: Served, folder: Path
) -> None:
    before = served.get("/catalogue.db").read()
    damaged = folder / "damaged"
    damaged.write_bytes(before[:5000])

    os.replace(damaged, folder / "catalogue.db")
    served.wait_for("stays as it was")

    assert served.get("/catalogue.db").read() == before
    assert served.get("/catalogue/projects/10001").status == 200


def test_a_hangup_renews_the_site(served: Served) -> None:
    served.process.send_signal(signal.SIGHUP)

    served.wait_for("was renewed")

    assert served.get("/-/health").status == 200


def test_connections_that_only_wait_keep_nobody_out(folder: Path) -> None:
    few = 200

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, few))

    server = Served(folder, prepare=limit)
    try:
        host, port = server.address.removeprefix("http://").split(":")
        with ExitStack() as held:
            for number in range(few + 60):
                connection = held.enter_context(
                    socket.create_connection((host, int(port)), timeout=SECONDS)
                )
                if number % 2:
                    connection.send(b"GET / HTTP/1.1\r\nHost: x\r\n")

            assert server.get("/lists").status == 200
    finally:
        server.end()


def _missing(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _text(file: Path) -> None:
    file.write_text("not a database")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _zeroed(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:40_960] + bytes(4096) + content[45_056:])


def _zeroed_and_described(file: Path) -> None:
    content = file.read_bytes()
    description = file.with_name("inspect-data.json")
    _zeroed(file)
    old, new = (sha256(data).hexdigest() for data in (content, file.read_bytes()))
    description.write_text(description.read_text().replace(old, new))


def _not_described(file: Path) -> None:
    file.with_name("inspect-data.json").unlink()


DAMAGE = [_missing, _empty, _text, _cut, _zeroed, _zeroed_and_described, _not_described]
SERVE = ["web.serving.supervisor", "--port", "0", "--folder"]
PLAIN = ["datasette", "serve", "-p", "0"]


@pytest.mark.parametrize(
    ("command", "damage"),
    [
        *((SERVE, damage) for damage in DAMAGE),
        *((PLAIN, damage) for damage in (_missing, _empty, _zeroed)),
    ],
)
def test_a_catalogue_that_is_not_whole_is_refused_in_a_sentence(
    folder: Path, command: list[str], damage: Callable[[Path], None]
) -> None:
    damage(folder / "catalogue.db")

    answer = subprocess.run(
        [sys.executable, "-m", *command, str(folder)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "Run: catalogue build" in answer.stderr


def test_what_the_supervisor_found_whole_is_not_read_again(folder: Path) -> None:
    file = folder / "catalogue.db"
    digest = CatalogueFile(folder).sha256
    _zeroed(file)

    # Nothing but reading it tells that it is damaged.
    seal = seal_of(file.stat(), digest)

    assert CatalogueFile(folder, seal).seal == seal


def test_what_was_written_to_since_is_read_again(folder: Path) -> None:
    file = folder / "catalogue.db"
    seal, before = CatalogueFile(folder).seal, file.stat()
    _zeroed(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert file.stat().st_mtime_ns == before.st_mtime_ns
    with pytest.raises(UnusableError, match="damaged"):
        CatalogueFile(folder, seal)


def test_an_address_in_use_is_said_in_a_sentence(served: Served, folder: Path) -> None:
    port = served.address.rpartition(":")[2]

    answer = subprocess.run(
        [sys.executable, "-m", "web.serving.supervisor", "--port", port, "--folder", str(folder)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "--port" in answer.stderr
