"""The configuration of nginx that is shipped, in a real nginx before the real site."""

import gzip
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
def started(nginx: str, folder: Path, site: str) -> Iterator[str]:
    """The address of an nginx in ``folder`` before a site."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    shipped = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    shipped = shipped.replace("listen 80 default_server", f"listen {address}")
    shipped = shipped.replace("127.0.0.1:8001", site)
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
    with started(nginx, tmp_path_factory.mktemp("nginx"), site) as address:
        yield address
    served.end()


def test_a_page_comes_through_compressed(address: str) -> None:
    request = urllib.request.Request(
        f"{address}/catalogue/projects", headers={"Accept-Encoding": "gzip"}
    )

    answer = urllib.request.urlopen(request, timeout=SECONDS)

    assert answer.headers["content-encoding"] == "gzip"
    assert "国家标准项目目录" in gzip.decompress(answer.read()).decode()
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_address_as_long_as_the_site_takes_comes_through(address: str) -> None:
    long = "&".join(f"year={number}" for number in range(190)) + "&title=" + "a" * 12_000

    answer = urllib.request.urlopen(f"{address}/catalogue/projects?{long}", timeout=SECONDS)

    assert answer.status == 200


def test_who_asks_too_often_is_told_so_in_chinese(address: str) -> None:
    statuses = []
    told = ""
    waits = []
    for _ in range(40):
        try:
            urllib.request.urlopen(f"{address}/robots.txt?sql=1", timeout=SECONDS)
            statuses.append(200)
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
