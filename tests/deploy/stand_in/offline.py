"""Stands in for what ``run.py`` downloads: the packages of the environment that runs the tests."""

import shutil
import sysconfig
from pathlib import Path
from types import ModuleType


def patch(run: ModuleType) -> None:
    """Let ``run.prepare`` link packages where it would install them. The project itself is
    installed as ever."""
    install = run.pip

    def pip(folder: Path, *arguments: str) -> None:
        if "-r" not in arguments:
            install(folder, *arguments)
            return
        (own,) = folder.glob("lib/python*/site-packages")
        # Those that Python brings would stand before them.
        for brought in (*own.glob("setuptools*"), *own.glob("pkg_resources")):
            shutil.rmtree(brought)
        (own / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    run.pip = pip  # type: ignore[attr-defined]
