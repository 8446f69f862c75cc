"""The image: its steps taken without an engine, and what it runs, on files it cannot write to."""

import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from etl.confinement.kernel import drop_privileges, forbid_new_privileges
from etl.paths import ROOT
from tests.deploy.image import SECONDS, Stage, build, surroundings


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The last stage of the image."""
    return build(ROOT, tmp_path_factory.mktemp("image"))


def without_rights() -> None:
    """Root may write wherever it likes; the image's user may not."""
    with suppress(OSError, AttributeError):
        forbid_new_privileges()
        drop_privileges(keep_reading=True)


@pytest.fixture(scope="module")
def container(image: Stage) -> Iterator[tuple[str, Path]]:
    """The address of the image's command, run on files that it cannot change, and the folder that
    stands for /tmp."""
    for path in (image.folder, *image.folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    with tempfile.TemporaryDirectory() as scratch:
        command = [word.replace("8001", "0") for word in image.command]
        process = subprocess.Popen(
            command,
            cwd=image.folder,
            env={**surroundings(image), "TMPDIR": scratch},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=without_rights if sys.platform == "linux" else None,
        )
        try:
            assert process.stderr is not None
            said = ""
            for line in process.stderr:
                said += line
                if found := re.search(r"http://[0-9.]+:([0-9]+)", line):
                    yield f"http://127.0.0.1:{found[1]}", Path(scratch)
                    break
            else:
                raise AssertionError(said)
        finally:
            process.kill()
            process.communicate(timeout=SECONDS)


def test_the_image_serves_pages_and_files_without_writing(
    container: tuple[str, Path], image: Stage
) -> None:
    address, scratch = container
    catalogue = (image.folder / "catalogue.db").read_bytes()

    for path in ("/", "/catalogue/projects", "/downloads", "/catalogue.json?sql=select+1"):
        assert urllib.request.urlopen(address + path, timeout=SECONDS).status == 200
    assert urllib.request.urlopen(address + "/catalogue.db", timeout=SECONDS).read() == catalogue

    # Its files of /downloads were made with the image.
    assert not list(scratch.iterdir())
    written = subprocess.run(
        ["touch", str(image.folder / "written")],
        preexec_fn=without_rights if sys.platform == "linux" else None,
        capture_output=True,
        check=False,
    )
    assert written.returncode != 0


def test_the_health_check_passes_while_the_site_answers_and_only_then(
    container: tuple[str, Path], image: Stage
) -> None:
    address, _ = container

    def check(instead: str) -> int:
        command = [word.replace("http://127.0.0.1:8001", instead) for word in image.health]
        return subprocess.run(
            command,
            env=surroundings(image),
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        ).returncode

    assert check(address) == 0
    # Nothing answers there.
    assert check("http://127.0.0.1:9") != 0


def test_the_image_runs_as_a_user_without_rights_on_the_port_that_it_names(image: Stage) -> None:
    assert image.user not in ("root", "0")
    assert str(image.ports[0]) in image.command
    assert "0.0.0.0" in image.command


def test_the_image_holds_nothing_of_development(image: Stage) -> None:
    for name in ("tests", "benchmarks", ".git", "sources"):
        assert not (image.folder / name).exists()
