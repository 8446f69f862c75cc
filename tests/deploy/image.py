"""The steps of a Dockerfile, taken on this machine without an engine.

Files of the checkout are copied as ``COPY`` says and ``.dockerignore`` allows, commands run in the
folder that stands for the image's. What an engine alone can do stands aside: the base image is this
machine, packages come from the environment that the tests run in (nothing is downloaded), and its
users are left alone.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

SECONDS = 120
_STAND_IN = Path(__file__).with_name("stand_in")


@dataclass
class Stage:
    """A stage: its name, folder, and what its steps have set."""

    name: str
    root: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)


def steps(text: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile with their arguments."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    found = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [(name.upper(), rest.strip()) for name, _, rest in found]


def build(checkout: Path, root: Path) -> Stage:
    """Take every step of the checkout's Dockerfile below ``root``; the last stage."""
    ignored = [
        line.strip()
        for line in (checkout / ".dockerignore").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    stages: list[Stage] = []
    for name, rest in steps((checkout / "Dockerfile").read_text("utf-8")):
        if name == "FROM":
            stage_root = root / f"stage{len(stages)}"
            called = rest.partition(" AS ")[2] or str(len(stages))
            stages.append(Stage(called, stage_root, stage_root))
            stage_root.mkdir()
            continue
        stage = stages[-1]
        if name == "WORKDIR":
            stage.folder = stage.root / rest.lstrip("/")
            stage.folder.mkdir(parents=True, exist_ok=True)
        elif name == "ENV":
            key, _, value = rest.partition("=")
            stage.environment[key] = value
        elif name == "COPY":
            _copy(rest, stage, stages, checkout, ignored)
        elif name == "RUN":
            _run(rest, stage)
        elif name == "USER":
            stage.user = rest
        elif name == "EXPOSE":
            stage.ports.append(int(rest))
        elif name == "HEALTHCHECK":
            stage.health = json.loads(rest.partition("CMD ")[2])
        elif name == "CMD":
            stage.command = json.loads(rest)
        else:
            raise AssertionError(f"Dockerfile: a step that is not known here: {name} {rest}")
    return stages[-1]


def _copy(rest: str, stage: Stage, stages: list[Stage], checkout: Path, ignored: list[str]) -> None:
    words = shlex.split(rest)
    if words[0].startswith("--from="):
        named = words.pop(0).removeprefix("--from=")
        other = next(one for one in stages if one.name == named)
        source, target = words
        shutil.copytree(
            other.root / source.lstrip("/"),
            stage.root / target.lstrip("/"),
            symlinks=True,
            dirs_exist_ok=True,
        )
        return
    *sources, target = words
    into = stage.root / target.lstrip("/") if target.startswith("/") else stage.folder / target
    for source in sources:
        path = checkout / source
        if path.is_dir():
            shutil.copytree(
                path,
                into,
                dirs_exist_ok=True,
                ignore=lambda folder, names: [
                    name
                    for name in names
                    if _is_ignored(Path(folder, name).relative_to(checkout), ignored)
                ],
            )
        else:
            shutil.copy(path, into / path.name if into.is_dir() else into)


def _is_ignored(path: Path, patterns: list[str]) -> bool:
    """Whether a pattern leaves out a path, or a folder above it."""
    return any(
        fnmatch(part, pattern.removeprefix("**/"))
        if pattern.startswith("**/")
        else fnmatch(str(path), pattern)
        for pattern in patterns
        for part in (path.name,)
    )


def _run(command: str, stage: Stage) -> None:
    if command.startswith("useradd"):
        return
    environment = surroundings(stage)
    if "run.prepare" in command:
        # Packages without a download.
        command = command.replace("import run;", "import run, offline; offline.patch(run);")
        environment["PYTHONPATH"] = str(_STAND_IN)
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=stage.folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"RUN {command}\n{done.stdout}\n{done.stderr}"


def surroundings(stage: Stage) -> dict[str, str]:
    """The environment variables of a command of a stage: those of the image alone, with this
    machine's Python under the name that the image gives it."""
    programs = stage.root.parent / "bin"
    programs.mkdir(exist_ok=True)
    if not (programs / "python").exists():
        # A link would lose the environment that the interpreter belongs to.
        (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (programs / "python").chmod(0o755)
    return {"PATH": f"{programs}:{os.defpath}", "LANG": "C.UTF-8", **stage.environment}
