"""The configuration of nginx that is shipped, in a real nginx before the real site."""

import configparser
import gzip
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event

import psutil
import pytest

from etl.export.files import ensure_exported
from etl.paths import ROOT
from tests.site.servers import SECONDS, Served

_AROUND = """
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 100; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {site}
}}
"""


@pytest.fixture(scope="module")
def nginx() -> str:
    """The program; with CI=true a missing one is a failure."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("nginx is not installed")
    if found is None:
        pytest.skip("nginx is not installed")
    return found


@contextmanager
def started(
    nginx: str,
    folder: Path,
    *sites: str,
    exports: Path | None = None,
    page_timeout: str = "60s",
) -> Iterator[str]:
    """The address of an nginx in ``folder`` before copies of a site (host and port of each), with
    the files of ``exports``. Pages have to come within ``page_timeout``."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    shipped = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    shipped = shipped.replace("listen 80 default_server", f"listen {address}")
    shipped = shipped.replace("127.0.0.1:8001", sites[0]).replace("127.0.0.1:8002", sites[-1])
    shipped = shipped.replace("/var/cache/nginx", str(folder))
    shipped = shipped.replace("/srv/catalogue/current/exports", str(exports or folder / "none"))
    assert "proxy_read_timeout 60s" in shipped
    shipped = shipped.replace("proxy_read_timeout 60s", f"proxy_read_timeout {page_timeout}")
    # One client stands for many.
    shipped = shipped.replace("rate=10r/s", "rate=10000r/s")
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(_AROUND.format(user=user, folder=folder, site=shipped), "utf-8")
    command = [nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    subprocess.run(command, check=True, timeout=SECONDS)
    try:
        yield f"http://{address}"
    finally:
        subprocess.run([*command, "-s", "stop"], check=True, timeout=SECONDS)


@pytest.fixture(scope="module")
def address(
    nginx: str, site_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of nginx before the site."""
    served = Served(site_folder)
    site = served.address.removeprefix("http://")
    folder = tmp_path_factory.mktemp("nginx")
    ensure_exported(site_folder / "catalogue.db", folder / "exports")
    with started(nginx, folder, site, exports=folder / "exports") as address:
        yield address
    served.end()


@dataclass(frozen=True)
class Answer:
    """An answer, read to its end."""

    status: int
    headers: Message
    body: bytes


def get(address: str, **headers: str) -> Answer:
    """The answer at an address; header fields with _ for -."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=fields)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return Answer(answer.status, answer.headers, answer.read())


def test_a_page_comes_through_compressed(address: str) -> None:
    answer = get(f"{address}/catalogue/projects", accept_encoding="gzip")

    assert answer.headers["content-encoding"] == "gzip"
    assert "国家标准项目目录" in gzip.decompress(answer.body).decode()
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_page_is_asked_of_the_site_once(address: str) -> None:
    answers = [get(f"{address}/lists?asked=once") for _ in range(2)]

    assert [answer.headers["x-cache"] for answer in answers] == ["MISS", "HIT"]
    assert answers[0].body == answers[1].body
    for _ in range(2):
        assert get(f"{address}/-/health").headers["x-cache"] == "MISS"


def test_a_client_gets_the_encoding_that_it_takes_from_what_is_kept(address: str) -> None:
    page = f"{address}/lists?two=encodings"

    first, second = get(page, accept_encoding="gzip"), get(page)

    assert second.headers["content-encoding"] is None
    assert gzip.decompress(first.body) == second.body


def test_whole_files_are_sent_in_parts_by_nginx_itself(address: str) -> None:
    files = json.loads(get(f"{address}/downloads.json").body)["files"]
    file = max(files, key=lambda file: file["bytes"])

    whole = get(f"{address}{file['url']}")
    rest = get(f"{address}{file['url']}", range="bytes=100-")

    assert sha256(whole.body).hexdigest() == file["sha256"]
    assert (rest.status, rest.body) == (206, whole.body[100:])
    assert "x-cache" not in whole.headers
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(f"{address}/downloads/..%2fcatalogue.db")
    caught.value.close()
    assert caught.value.code == 404


def test_one_of_two_copies_is_killed_and_no_request_fails(
    nginx: str, tmp_path: Path, site_folder: Path
) -> None:
    copies = [Served(site_folder), Served(site_folder)]
    sites = [copy.address.removeprefix("http://") for copy in copies]
    statuses: list[int] = []

    def read(reader: int, address: str) -> None:
        for number in range(40):
            page = f"{address}/organizations?reader={reader}&asked={number}"
            statuses.append(get(page).status)
            if (reader, number) == (0, 10):
                for process in psutil.Process(copies[0].process.pid).children(recursive=True):
                    process.kill()
                copies[0].end()

    try:
        with started(nginx, tmp_path, *sites) as address, ThreadPoolExecutor(4) as readers:
            for done in [readers.submit(read, number, address) for number in range(4)]:
                done.result()
    finally:
        for copy in copies:
            copy.end()

    assert statuses == [200] * 160


class _Slow(BaseHTTPRequestHandler):
    """A site that answers when it is told to."""

    asked: Event
    answer: Event

    def do_GET(self) -> None:
        if self.path.startswith("/catalogue/projects.xlsx"):
            self.asked.set()
        self.answer.wait(SECONDS)
        with suppress(OSError):  # nginx may have given up
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"PK")

    def log_message(self, *_: object) -> None:
        pass


def test_a_workbook_may_take_longer_to_make_than_a_page(nginx: str, tmp_path: Path) -> None:
    _Slow.asked, _Slow.answer = Event(), Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slow) as site, ThreadPoolExecutor(2) as threads:
        threads.submit(site.serve_forever)
        try:
            name = f"127.0.0.1:{site.server_port}"
            with started(nginx, tmp_path, name, page_timeout="1s") as address:
                workbook = threads.submit(get, f"{address}/catalogue/projects.xlsx?year=2024")
                assert _Slow.asked.wait(SECONDS)
                # nginx gives up on a page; the workbook was asked for before it.
                with pytest.raises(urllib.error.HTTPError) as caught:
                    get(f"{address}/catalogue/projects")
                caught.value.close()
                _Slow.answer.set()

                assert caught.value.code == 503
                assert workbook.result(SECONDS).body == b"PK"
        finally:
            _Slow.answer.set()
            site.shutdown()


def test_the_unit_starts_the_site_with_options_that_it_has(site_folder: Path) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.read(ROOT / "deploy/catalogue@.service")
    _, *words = shlex.split(unit["Service"]["ExecStart"])
    shipped = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")

    command = [word.replace("%i", "0") for word in words]
    process = subprocess.Popen(
        [sys.executable, *command, "--folder", str(site_folder)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        assert any("the site is at http://127.0.0.1:" in line for line in process.stderr)
    finally:
        process.kill()
        process.communicate(timeout=SECONDS)
    # The ports that nginx asks are those that the unit's own words name.
    for port in re.findall(r"catalogue@(\d+)", (ROOT / "deploy/catalogue@.service").read_text()):
        assert f"server 127.0.0.1:{port} " in shipped


def test_an_address_as_long_as_the_site_takes_comes_through(address: str) -> None:
    long = "&".join(f"year={number}" for number in range(190)) + "&title=" + "a" * 12_000

    assert get(f"{address}/catalogue/projects?{long}").status == 200


def test_who_asks_too_often_is_told_so_in_chinese(address: str) -> None:
    statuses = []
    told = ""
    waits = []
    for _ in range(40):
        try:
            statuses.append(get(f"{address}/robots.txt?sql=1").status)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)
            told = error.read().decode()
            waits.append(error.headers["retry-after"])

    assert statuses[0] == 200
    assert set(statuses) == {200, 429}
    assert set(waits) == {"10"}
    assert "请求过多" in told


def test_a_site_that_is_away_is_said_to_be_in_chinese(nginx: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        away = f"127.0.0.1:{nobody.getsockname()[1]}"

    with started(nginx, tmp_path, away) as address, pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address, timeout=SECONDS)

    assert caught.value.code == 503
    assert "请稍后再试" in caught.value.read().decode()
