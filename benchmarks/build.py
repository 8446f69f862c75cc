"""A whole build in its parts, each in a fresh process: seconds, peak memory, and the ratio to
starting Python with the libraries alone."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from etl.paths import ROOT

_IMPORTS = "import etl.build"
STEPS = {
    "start and import": _IMPORTS,
    "read and check documents": f"{_IMPORTS}; etl.build.read_catalogue()",
    "whole build": f"{_IMPORTS}; from pathlib import Path; "
    "etl.build.build(database=Path({target!r}))",
}
ROUNDS = 3


def main() -> None:
    """Print the best of three rounds of each step."""
    baseline = 0.0
    print(f"{'step':28} {'seconds':>8} {'ratio':>6} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for step, code in STEPS.items():
            target = str(Path(folder) / "catalogue.db")
            seconds = min(_measure(code.format(target=target)) for _ in range(ROUNDS))
            baseline = baseline or seconds
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            megabytes = peak / (1024 if sys.platform == "linux" else 1024 * 1024)
            print(f"{step:28} {seconds:8.2f} {seconds / baseline:6.2f} {megabytes:8.0f}")


def _measure(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - start
