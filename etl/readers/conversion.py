"""Old Word documents (.doc): converted to .docx by LibreOffice, where it is installed.

LibreOffice runs in a fresh temporary folder with a profile of its own, confined to both
(``etl.confinement.program``): limits of memory and time, no other files to write, no network, no
macros, no updates of links. Its result is read like any other .docx file.
"""

import hashlib
import os
import select
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from etl.confinement.processes import confined_process
from etl.confinement.program import Program, words_for
from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.refusal import over_limit, refuse
from etl.readers.sandbox import read_in_sandbox
from etl.writing import writing

FORMAT = "doc"
_ROOT = Path(__file__).resolve().parents[2]
_SOCKETS_IN = (Path("/tmp"), Path("/var/tmp"))
# With a new profile, LibreOffice sets it up and asks to be started again.
_START_AGAIN, _STARTS = 81, 3
_CANNOT = "LibreOffice cannot convert this old Word document (.doc)"
_PROGRAMS = ("soffice", "libreoffice")
_MAC_PROGRAM = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_converted(data: bytes, progress: Callable[[int, int], None] | None = None) -> Document:
    """Read a .doc document by way of LibreOffice."""
    program = find_program()
    if program is None:
        raise _advice("the file is an old Word document (.doc)")
    document = read_in_sandbox("package", convert(data, program), progress)
    return replace(document, format=FORMAT)


def find_program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    for name in (*_PROGRAMS, _MAC_PROGRAM):
        found = shutil.which(name)
        if found:
            return found
    return None


def convert(data: bytes, program: str) -> bytes:
    """The document as .docx."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source, result = folder / "document.doc", folder / "out" / "document.docx"
        with writing(source):
            source.write_bytes(data)
            result.parent.mkdir()
            _write_profile(folder / "profile")
        binary = _binary(program)
        command = [
            str(binary),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--infilter=MS Word 97",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(result.parent),
            str(source),
        ]
        environment = {
            "PATH": os.defpath,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "http_proxy": "127.0.0.1:9",
            "https_proxy": "127.0.0.1:9",
        }
        sockets_in = [str(found) for found in _SOCKETS_IN]
        confined = Program(
            command, environment, str(folder), str(binary.parent), sockets_in, _limits()
        )
        for _ in range(_STARTS):
            try:
                code = _run(confined)
            finally:
                _remove_socket(folder / "profile")
            if code != _START_AGAIN:
                break
        return result_at(result)


def _binary(program: str) -> Path:
    """LibreOffice itself, where ``program`` only starts it and shows its picture meanwhile."""
    found = Path(program).resolve()
    binary = found.with_name("soffice.bin")
    return binary if binary.is_file() else found


def _remove_socket(profile: Path) -> None:
    """Remove the socket by which LibreOffice with this profile finds itself running already: it
    is told no other folder for it, and may remove nothing there."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)  # as LibreOffice writes it
    for folder in _SOCKETS_IN:
        for socket in folder.glob(f"OSL_PIPE_*SingleOfficeIPC_{name}"):
            socket.unlink(missing_ok=True)


def _limits() -> dict[str, int]:
    return {
        "RLIMIT_AS": limits.MAX_CONVERSION_MEMORY_BYTES,
        "RLIMIT_CPU": int(limits.MAX_CONVERSION_SECONDS),
        "RLIMIT_FSIZE": limits.MAX_FILE_BYTES,
        "RLIMIT_CORE": 0,
    }


def result_at(path: Path) -> bytes:
    """What was made, if it is a file in its place and no link to one elsewhere."""
    try:
        if path.resolve(strict=True) != path:
            raise _advice(_CANNOT)
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > limits.MAX_FILE_BYTES:
                raise _advice(_CANNOT)
            return file.read(limits.MAX_FILE_BYTES)
    except OSError as error:
        raise _advice(_CANNOT) from error


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(program: Program) -> int:
    """Run it to its end. Returns the code that it ended with."""
    with confined_process(words_for(program, _ROOT)) as process:
        assert process.stdout is not None
        # Nothing is ever said there: it closes when the process ends.
        if not select.select([process.stdout], [], [], limits.MAX_CONVERSION_SECONDS)[0]:
            raise over_limit(
                "converting it takes too long", f"{limits.MAX_CONVERSION_SECONDS:.0f} seconds"
            )
        return process.wait()


def _advice(found: str) -> CatalogueError:
    return refuse(
        "unsupported_format",
        found,
        "a Word document (.docx), or LibreOffice on this computer to convert it",
        "Open it in Word or LibreOffice and save it as .docx.",
    )
