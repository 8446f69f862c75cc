"""Old Word documents (.doc): converted to .docx by LibreOffice, where it is installed.

LibreOffice runs in a fresh temporary folder with a profile of its own: no macros, no updates of
links, no network. Its result is read like any other .docx file.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.refusal import over_limit, refuse
from etl.readers.sandbox import read_in_sandbox

FORMAT = "doc"
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
        folder = Path(name)
        source, result = folder / "document.doc", folder / "out" / "document.docx"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        command = [
            program,
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
            "PATH": os.environ.get("PATH", ""),
            "HOME": name,
            "TMPDIR": name,
            "LANG": "C.UTF-8",
            "http_proxy": "127.0.0.1:9",
            "https_proxy": "127.0.0.1:9",
        }
        _run(command, environment)
        if not result.is_file() or result.stat().st_size > limits.MAX_FILE_BYTES:
            raise _advice("LibreOffice cannot convert this old Word document (.doc)")
        return result.read_bytes()


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


def _run(command: list[str], environment: dict[str, str]) -> None:
    # In a group of its own: LibreOffice starts further processes, which must end with it.
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(limits.MAX_CONVERSION_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise over_limit(
                "converting it takes too long", f"{limits.MAX_CONVERSION_SECONDS:.0f} seconds"
            ) from error
        finally:
            _end_group(process.pid)


def _end_group(group: int) -> None:
    import signal

    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _advice(found: str) -> CatalogueError:
    return refuse(
        "unsupported_format",
        found,
        "a Word document (.docx), or LibreOffice on this computer to convert it",
        "Open it in Word or LibreOffice and save it as .docx.",
    )
