"""A server as it is started by users, for tests that need real processes."""

import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 60


class Served:
    """A server on a folder, with what it says."""

    def __init__(
        self, folder: Path, prepare: Callable[[], None] | None = None, workers: int = 1
    ) -> None:
        command = ["-m", "web.serving.supervisor", "--port", "0", "--folder", str(folder)]
        command += ["--workers", str(workers)]
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,
        )
        self.address = self.wait_for(r"http://[0-9.:]+")

    def wait_for(self, pattern: str) -> str:
        """What the server says next that looks like ``pattern``."""
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            if found := re.search(pattern, line):
                return found[0]
        raise AssertionError("".join(said))

    def get(self, path: str) -> Any:
        """The answer to a request."""
        return urllib.request.urlopen(self.address + path, timeout=SECONDS)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=SECONDS)
