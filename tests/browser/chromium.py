"""The browser of this machine, and the site of this checkout to look at."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, sync_playwright

from etl.paths import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium here: on Debian and Ubuntu, 'apt install chromium' adds it"
# As few requests of the browser's own as possible, and nothing that needs a desktop.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The path of the browser, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def opened_browser(path: str) -> Iterator[Browser]:
    """A browser that Playwright drives."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served_site(folder: Path = ROOT) -> Iterator[str]:
    """The address of the site in ``folder``, of this checkout unless it is another, served on a
    free port by the code of this checkout."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "web.serving.supervisor", "--port", str(port)]
    command += ["--folder", str(folder)]
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at once with status {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=20):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
