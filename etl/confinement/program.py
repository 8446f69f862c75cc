"""Runs a whole program that meets an untrusted document, confined to a folder of its own.

This is the process between: it starts the program in its own group of processes and watches.
When the program ends, so does it, with the same code; when the process that waits for it ends,
which closes its input, it kills the group, itself included.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from etl.confinement import landlock
from etl.confinement.layers import confine_program, limit_resources

# What programs need that are written in several languages and for screens: libraries, fonts,
# dates, and who is who on this computer.
_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store"),
    *("/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d"),
    *("/etc/alternatives", "/etc/localtime", "/etc/libreoffice", "/var/cache/fontconfig"),
    *("/var/lib/libreoffice", "/var/spool/libreoffice"),
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


@dataclass(frozen=True)
class Program:
    """What to run: its words, environment, the folder that it may write in and where it stands,
    folders in which it may name a socket and nothing more, and its limits of resources."""

    command: list[str]
    environment: dict[str, str]
    folder: str
    stands_in: str
    sockets_in: list[str]
    limits: dict[str, int]


def words_for(program: Program, root: Path) -> list[str]:
    """The command that runs ``program`` confined; ``root`` is the folder of this program."""
    start = (
        f"import sys; sys.path.insert(0, {str(root)!r}); "
        "from etl.confinement.program import main; main()"
    )
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", start, json.dumps(asdict(program))]


def main() -> None:
    """Run the program that the only argument describes, as JSON."""
    program = Program(**json.loads(sys.argv[-1]))
    between = os.getpid()

    def confine() -> None:
        limit_resources(program.limits)
        rights = (
            (landlock.RUN, (*_SYSTEM, program.stands_in)),
            (landlock.USE, _DEVICES),
            (landlock.NAME_SOCKETS, program.sockets_in),
        )
        places = [(Path(name), right) for right, names in rights for name in names]
        confine_program(between, Path(program.folder), places)

    # Nothing else runs in this process yet, so that its copy may run Python before the program.
    with subprocess.Popen(
        program.command,
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=confine,
    ) as process:
        threading.Thread(target=_end_with_input, daemon=True).start()
        code = process.wait()
    os._exit(code if code >= 0 else 128 - code)


def _end_with_input() -> None:
    while os.read(0, 1):
        continue
    os.killpg(0, signal.SIGKILL)
