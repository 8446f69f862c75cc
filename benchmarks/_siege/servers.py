"""The two servers: the site as ``make serve`` starts it, and Datasette as it comes."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import yaml

from benchmarks._siege.attack import HOST
from etl.commands.inspect_data import write_inspect_data
from etl.paths import DATABASE, INSPECT_DATA, ROOT

# File descriptors of a process where nobody raised the limit.
DESCRIPTORS = 1024
START = 90.0
MEGABYTE = 1024 * 1024
_INTERVAL = 0.25


class Server:
    """A server in a process group of its own, with all processes that it starts."""

    def __init__(self, name: str, command: list[str], folder: Path, port: int) -> None:
        self.name = name
        self.port = port
        limited = 'ulimit -n "$1" && shift && exec "$@"'
        self._command = ["sh", "-c", limited, "sh", str(DESCRIPTORS), *command]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.calm_memory = 0.0

    @property
    def is_alive(self) -> bool:
        """Whether the process that was started still runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start, and wait until the home page is answered. Raises ``RuntimeError`` if it is not,
        or if another program has the port."""
        self._claim_port()
        with tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
            deadline = time.monotonic() + START
            while self.is_alive and time.monotonic() < deadline:
                if self._answers():
                    self.calm_memory = self.memory()
                    return
                time.sleep(_INTERVAL)
            self.stop()
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().splitlines()[-5:]
        raise RuntimeError(
            f"{self.name} did not start on port {self.port}: " + " | ".join(last or ["no message"])
        )

    def stop(self) -> None:
        """End every process of the server, those in groups of their own, too."""
        if self._process is None:
            return
        started: list[psutil.Process] = []
        with suppress(psutil.Error):
            started = psutil.Process(self._process.pid).children(recursive=True)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for process in started:
            with suppress(psutil.Error):
                process.kill()
        self._process.wait()
        self._process = None

    def memory(self) -> float:
        """Megabytes of all processes together: proportional set size, which counts shared pages
        once; where the system does not say it, resident set size."""
        total = 0
        for process in self.processes():
            with suppress(psutil.Error):
                full = process.memory_full_info()
                total += getattr(full, "pss", full.rss)
        return total / MEGABYTE

    def processor(self) -> float:
        """Seconds of processor time of all processes, since they began."""
        total = 0.0
        for process in self.processes():
            with suppress(psutil.Error):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def processes(self) -> list[psutil.Process]:
        """Every process of the server; none if it is not started."""
        if self._process is None:
            return []
        with suppress(psutil.Error):
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        return []

    def _claim_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError:
                raise RuntimeError(
                    f"port {self.port} for {self.name} is taken; name another with --port"
                ) from None

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=START)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class MemoryWatch:
    """Keeps the peak of a server's memory, and ends a server that would fill the machine's."""

    def __init__(self, server: Server, most: float) -> None:
        self.peak = server.memory()
        self.was_ended = False
        self._server = server
        self._most = most
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(_INTERVAL):
            now = self._server.memory()
            self.peak = max(self.peak, now)
            if now > self._most and not self.was_ended:
                self.was_ended = True
                self._server.stop()


def site(port: int, workers: int = 1) -> Server:
    """The site, as ``make serve`` starts it."""
    program = str(Path(sys.executable).with_name("catalogue"))
    command = [program, "serve", "--port", str(port), "--workers", str(workers)]
    return Server("site", command, ROOT, port)


def site_of(port: int, folder: Path, catalogue: Path) -> Server:
    """The site, one process, on another catalogue than that of the checkout; ``folder`` becomes
    its configuration directory."""
    for name in ("plugins", "templates", "static", "settings.json", "metadata.yml"):
        (folder / name).symlink_to(ROOT / name)
    (folder / DATABASE.name).symlink_to(catalogue.resolve())
    write_inspect_data(folder / DATABASE.name)
    command = [sys.executable, "-m", "datasette", "serve", ".", "-h", HOST, "-p", str(port)]
    return Server("site", ["env", f"PYTHONPATH={ROOT}", *command], folder, port)


def stock(port: int, folder: Path, catalogue: Path = DATABASE) -> Server:
    """Datasette alone on the catalogue, without plugins and templates, with the site's settings
    and declared facets. ``folder`` is for its files."""
    if catalogue == DATABASE:
        for file in (DATABASE, INSPECT_DATA):
            shutil.copy(file, folder)
    else:
        (folder / DATABASE.name).symlink_to(catalogue.resolve())
        write_inspect_data(folder / DATABASE.name)
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", DATABASE.name]
    command += ["--inspect-file", INSPECT_DATA.name, "-h", HOST, "-p", str(port)]
    declared = folder / "facets.json"
    declared.write_text(json.dumps(_facets(), ensure_ascii=False), "utf-8")
    command += ["--metadata", declared.name]
    for name, value in json.loads((ROOT / "settings.json").read_text("utf-8")).items():
        command += ["--setting", name, json.dumps(value)]
    return Server("stock", command, folder, port)


def _facets() -> dict[str, object]:
    """The facets of ``metadata.yml``, and nothing else of it."""
    declared = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]
    return {
        "databases": {
            database: {
                "tables": {
                    name: {"facets": table["facets"], "facet_size": table.get("facet_size", 30)}
                    for name, table in content["tables"].items()
                    if table.get("facets")
                }
            }
            for database, content in declared.items()
        }
    }
