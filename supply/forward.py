"""A look forward: the tests of pages, run with the newest pre-release of the next Datasette.

The site ships on the stable line (see docs/dependencies.md). What would have to change for the next
one is reported here, and never fails a build: `python -m supply forward`.
"""

import subprocess
import sysconfig
import tempfile
import venv
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from etl.paths import ROOT, shown
from supply.audit import NOT_AUDITED

NEXT = "datasette>=1.0a0"
FOLDER = ROOT / ".venv-forward"
TESTS = ("pages", "ui", "facets", "search", "downloads", "machines")
# Seconds for all tests.
_TIMEOUT = 1_800
_SHOWN = 12
_LENGTH = 160


def look_forward() -> tuple[int, str]:
    """The exit status and the report: 0 with any result of the tests, 3 if the pre-release could
    not be installed."""
    done = _installed()
    if done.returncode:
        last = "\n".join(done.stderr.strip().splitlines()[-3:])
        return NOT_AUDITED, f"{NEXT} could not be installed; nothing was tried:\n{last}"
    python = str(FOLDER / "bin/python")
    version = subprocess.run(
        [python, "-c", "import importlib.metadata as m; print(m.version('datasette'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        files = [shown(ROOT / f"tests/site/test_{name}.py") for name in TESTS]
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={results}"]
        # What the pre-release warns of is no failure here.
        command += ["-W", "default", *files]
        try:
            subprocess.run(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            return 0, f"datasette {version}: the tests did not end within {_TIMEOUT} s"
        if not results.is_file():
            return 0, f"datasette {version}: the tests did not begin"
        return 0, report(version, results.read_text("utf-8"))


def report(version: str, results: str) -> str:
    """What pytest's results (JUnit XML) say, with the commonest causes of failures."""
    cases = list(ET.fromstring(results).iter("testcase"))
    causes: Counter[str] = Counter()
    failed = 0
    for case in cases:
        fault = next((child for child in case if child.tag in ("failure", "error")), None)
        if fault is not None:
            failed += 1
            causes[" ".join(fault.get("message", "").split())[:_LENGTH]] += 1
    lines = [f"datasette {version}: {len(cases) - failed} of {len(cases)} tests of pages pass"]
    lines += [f"{count:5}  {cause}" for cause, count in causes.most_common(_SHOWN)]
    left = len(causes) - _SHOWN
    return "\n".join([*lines, f"       and {left} other causes"] if left > 0 else lines)


def _installed() -> "subprocess.CompletedProcess[str]":
    """An environment of its own that sees the packages of this one behind the pre-release."""
    venv.create(FOLDER, clear=True, with_pip=True)
    python = FOLDER / "bin/python"
    done = subprocess.run(
        [
            *(str(python), "-m", "pip", "install", "--quiet", "--pre", "--only-binary", ":all:"),
            *("--disable-pip-version-check", NEXT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    (packages,) = FOLDER.glob("lib/python*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return done
