"""Being stopped from outside: at once, with the signal's code, and with nothing left running."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.interruption import Interrupted, interruptible
from tests.corpus.prints import PRINTS

ROOT = Path(__file__).parents[1]
LONG = PRINTS["rows cut by page ends"]
READER = b"etl.readers.worker"


def readers() -> list[int]:
    """Open descriptors of the processes of this checkout that read a document."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            if READER in words and os.fsencode(ROOT) in words:
                found.append(os.pidfd_open(int(folder.name)))
        except OSError:
            continue
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A short document, and after it long ones."""
    (tmp_path / "a.txt").write_text("各有关单位：\n请认真贯彻执行。\n", encoding="utf-8")
    data = LONG(1000)
    for name in ("b", "c", "d"):
        (tmp_path / f"{name}.pdf").write_bytes(data)
    return tmp_path


@pytest.fixture
def heeded_signals() -> Iterator[None]:
    """SIGINT as a terminal gives it: a job that a script starts in the background ignores it, and
    so do the processes that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_signals")
@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_extract_stops_at_once_with_all_its_processes(
    workers: int, number: int, code: int, folder: Path
) -> None:
    command = [sys.executable, "-m", "etl", "extract", str(folder), "--workers", str(workers)]

    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        started.stdout.readline()  # the short document is done, the others are being read
        started.send_signal(number)
        # Processes that help keep these open: this waits for all of them.
        said, complaint = started.communicate(timeout=60)

    for reader in readers():
        assert select.select([reader], [], [], 30)[0], "a process that reads lives on"
        os.close(reader)
    assert started.returncode == code
    assert complaint.splitlines() == [
        f"stopped by {signal.Signals(number).name}; what was being made is not kept"
    ]
    assert "4 documents" not in said


def test_stopped_build_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import os, signal, etl.build; from etl.commands.cli import main\n"
        "etl.build.load = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        f"main(['build', '--database', {str(tmp_path / 'catalogue.db')!r}])"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert ended.returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_handlers_are_as_before_after_the_work() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(Interrupted, match="SIGTERM") as raised, interruptible():
        signal.raise_signal(signal.SIGTERM)

    assert raised.value.exit_code == 143
    assert signal.getsignal(signal.SIGTERM) == before


def test_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
