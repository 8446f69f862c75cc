"""The health check."""

import os
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own(site_folder: Path, tmp_path: Path, open_site: Callable[[Path], Any]) -> Iterator[Any]:
    """A site with a file of the test's own."""
    shutil.copy(site_folder / "catalogue.db", tmp_path)
    opened = open_site(tmp_path)
    yield opened
    opened.close()


def test_it_says_which_catalogue_is_published(own: Any) -> None:
    answer = own.get("/-/health")

    said = answer.json()
    assert answer.status_code == 200
    assert said["ok"] is True
    assert said["sha256"] == sha256((own.folder / "catalogue.db").read_bytes()).hexdigest()
    assert said["projects"] > 0
    assert said["is_replaced"] is False
    assert answer.headers["cache-control"] == "no-store"


def test_it_notices_that_the_file_was_overwritten(own: Any) -> None:
    own.get("/-/health")
    file = own.folder / "catalogue.db"
    content = file.read_bytes()
    with file.open("r+b") as opened:
        opened.write(bytes(len(content)))

    answer = own.get("/-/health")

    assert answer.status_code == 503
    assert answer.json()["ok"] is False
    assert str(own.folder) not in answer.text


def test_it_says_that_another_file_waits(own: Any) -> None:
    own.get("/-/health")
    copy = own.folder / "copy"
    shutil.copy(own.folder / "catalogue.db", copy)
    os.replace(copy, own.folder / "catalogue.db")

    answer = own.get("/-/health")

    assert answer.status_code == 200
    assert answer.json()["is_replaced"] is True


def test_the_file_is_sent_as_the_site_publishes_it(own: Any) -> None:
    content = (own.folder / "catalogue.db").read_bytes()
    own.get("/")
    (own.folder / "catalogue.db").unlink()

    answer = own.get("/catalogue.db")

    assert answer.content == content
    assert answer.headers["etag"] == f'"{sha256(content).hexdigest()}"'


def test_a_file_that_a_browser_has_is_not_sent_again(own: Any) -> None:
    tag = own.get("/catalogue.db").headers["etag"]

    answer = own.get("/catalogue.db", headers={"if-none-match": tag})

    assert answer.status_code == 304
    assert answer.content == b""
