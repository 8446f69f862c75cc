"""Old Word documents: what LibreOffice leaves behind is believed no more than the document."""

import stat
from pathlib import Path

import pytest

from etl.problems import CatalogueError
from etl.readers import conversion, limits

# A program in place of LibreOffice: runs this on the folder that it was told to write into.
PROGRAM = """#!/bin/sh
while [ $# -gt 1 ]; do
  if [ "$1" = --outdir ]; then out="$2"; fi
  shift
done
{act}
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "office"


def convert_with(program: Path, act: str) -> bytes:
    program.write_text(PROGRAM.format(act=act), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return conversion.convert(b"document", str(program))


def test_result_is_what_the_program_wrote(program: Path) -> None:
    assert convert_with(program, 'cp "$1" "$out/document.docx"') == b"document"


def test_link_in_place_of_the_result_is_not_followed(program: Path) -> None:
    # Where the program itself cannot make links, there is no result at all.
    with pytest.raises(CatalogueError, match="cannot convert"):
        convert_with(program, 'ln -s /etc/passwd "$out/document.docx"')


def test_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "document.docx").write_bytes(b"secret")
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CatalogueError, match="cannot convert"):
        conversion.result_at(tmp_path / "out" / "document.docx")


def test_pipe_in_place_of_the_result_is_not_waited_for(program: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot convert"):
        convert_with(program, 'mkfifo "$out/document.docx"')


def test_program_that_does_nothing_gives_advice(program: Path) -> None:
    with pytest.raises(CatalogueError, match="save it as"):
        convert_with(program, "exit 1")


def test_program_that_asks_for_ever_to_be_started_again_is_left(program: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot convert"):
        convert_with(program, "exit 81")


def test_program_that_hangs_is_ended(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CONVERSION_SECONDS", 2)

    with pytest.raises(CatalogueError, match="limit_exceeded"):
        convert_with(program, "sleep 60")
