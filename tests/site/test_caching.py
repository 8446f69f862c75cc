"""Pages are kept and sent again: the same page, smaller, or not at all."""

import asyncio
import gzip
from typing import Any

import pytest

from tests.site.conftest import Site
from web.asgi import Message, Scope
from web.caching.answers import keep_answers
from web.caching.compression import takes_gzip
from web.caching.kept_pages import KeptPages, Page

PLAIN = {"accept-encoding": "identity"}


@pytest.mark.parametrize("path", ["/", "/catalogue/projects?mandate=强制", "/catalogue/lists.json"])
def test_a_page_asked_for_again_is_the_same(site: Site, path: str) -> None:
    first = site.get(path, headers=PLAIN)
    again = site.get(path, headers=PLAIN)
    smaller = site.get(path)

    assert first.status_code == 200
    assert first.content == again.content == smaller.content
    assert first.headers == again.headers
    assert smaller.headers["content-encoding"] == "gzip"
    assert int(smaller.headers["content-length"]) < len(first.content)
    assert "accept-encoding" in first.headers["vary"].lower()
    assert first.headers["etag"] == smaller.headers["etag"]


def test_who_has_a_page_is_told_so_without_it(site: Site) -> None:
    page = site.get("/lists")
    tag = page.headers["etag"]

    known = site.get("/lists", headers={"if-none-match": f'"other", {tag}'})
    other = site.get("/lists", headers={"if-none-match": site.get("/").headers["etag"]})

    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["etag"] == tag
    assert known.headers["cache-control"] == page.headers["cache-control"]
    assert (other.status_code, other.content) == (200, page.content)


def test_the_head_of_a_page_says_what_the_page_says(site: Site) -> None:
    page = site.get("/quality")
    head = site.request("HEAD", "/quality")

    assert head.headers == page.headers
    assert head.content == b""


def test_a_page_that_is_asked_for_again_takes_fewer_bytes(site: Site) -> None:
    first, second, third = (site.get("/catalogue/projects?year=2024") for _ in range(3))

    assert int(second.headers["content-length"]) < int(first.headers["content-length"])
    assert third.headers == second.headers
    assert first.content == second.content == third.content


def test_a_page_names_the_host_that_it_was_asked_from(site: Site) -> None:
    hosts = ("a.example", "b.example")
    pages = [site.get("/catalogue/projects", headers={"host": host}).text for host in hosts]

    assert "http://a.example/" in pages[0]
    assert "http://b.example/" in pages[1]
    assert "a.example" not in pages[1]


def test_errors_and_answers_about_now_are_made_anew(site: Site) -> None:
    for path in ("/no-such-page", "/catalogue?sql=select", "/-/health"):
        answer = site.get(path, headers={"if-none-match": "*"})

        assert answer.status_code != 304
        assert "etag" not in answer.headers


def test_a_download_is_compressed_as_it_is_sent(site: Site) -> None:
    path = "/catalogue/projects.csv?_stream=on&_size=max"

    plain, smaller = site.get(path, headers=PLAIN), site.get(path)

    assert plain.content == smaller.content
    assert "content-encoding" not in plain.headers
    assert smaller.headers["content-encoding"] == "gzip"


def test_the_catalogue_is_sent_byte_for_byte_with_its_length(site: Site) -> None:
    answer = site.get("/catalogue.db")

    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.content == (site.folder / "catalogue.db").read_bytes()


def test_pages_keep_to_their_bytes_and_the_last_ones_stay() -> None:
    pages = KeptPages(most=10_000)
    page = Page.of((), bytes(2_000))

    for number in range(100):
        pages.put((b"%d" % number,), page)
        assert pages.bytes <= 10_000

    assert pages.get((b"99",)) == page
    assert pages.get((b"0",)) is None


def test_a_page_that_is_asked_for_stays_before_one_that_is_not() -> None:
    pages = KeptPages(most=10_000)
    page = Page.of((), bytes(2_000))
    pages.put((b"wanted",), page)

    for number in range(20):
        pages.put((b"%d" % number,), page)
        pages.get((b"wanted",))

    assert pages.get((b"wanted",)) == page


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        (b"", False),
        (b"gzip", True),
        (b"br, GZIP;q=0.5", True),
        (b"gzip;q=0", False),
        (b"gzip; q=0.0, *", False),
        (b"*", True),
        (b"identity", False),
        (b"x-gzip-like", False),
    ],
)
def test_what_a_client_takes(accepted: bytes, answer: bool) -> None:
    assert takes_gzip(accepted) is answer


class Maker:
    """An application that makes a page slowly, and counts."""

    def __init__(self, status: int = 200, size: int = 5_000) -> None:
        self.made = 0
        self.is_open = asyncio.Event()
        self._status = status
        self._size = size

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        self.made += 1
        await self.is_open.wait()
        headers = [(b"Content-Type", b"text/html; charset=utf-8")]
        start = {"type": "http.response.start", "status": self._status, "headers": headers}
        await send(start)
        half = b"a" * (self._size // 2)
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await send({"type": "http.response.body", "body": half})


def ask_together(site: Site, maker: Maker, number: int, leaves: bool = False) -> list[bytes]:
    """The bodies of answers to requests that come while the first is being made; with ``leaves``,
    the client of the first goes away meanwhile."""

    async def one(app: Any) -> bytes:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/page",
            "raw_path": b"/page",
            "query_string": b"",
            "headers": [(b"accept-encoding", b"gzip")],
        }
        await app(scope, None, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        encodings = [value for name, value in sent[0]["headers"] if name == b"content-encoding"]
        return gzip.decompress(body) if encodings else body

    async def together() -> list[bytes]:
        app = keep_answers(site.datasette)(maker)
        tasks = [asyncio.create_task(one(app)) for _ in range(number)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        if leaves:
            tasks.pop(0).cancel()
            await asyncio.sleep(0)
        maker.is_open.set()
        return await asyncio.gather(*tasks)

    return list(site.run(together()))


def test_a_page_that_many_ask_for_at_once_is_made_once(site: Site) -> None:
    site.get("/")
    maker = Maker()

    bodies = ask_together(site, maker, 5)

    assert maker.made == 1
    assert bodies == [b"a" * 5_000] * 5


def test_a_page_is_made_for_the_others_when_who_asked_first_has_gone(site: Site) -> None:
    site.get("/")

    bodies = ask_together(site, Maker(), 3, leaves=True)

    assert bodies == [b"a" * 5_000] * 2


@pytest.mark.parametrize("maker", [(404, 5_000), (200, 6_000_000)])
def test_what_is_not_kept_is_made_for_each(site: Site, maker: tuple[int, int]) -> None:
    site.get("/")
    counting = Maker(*maker)

    bodies = ask_together(site, counting, 2)

    assert counting.made == 2
    assert bodies == [b"a" * maker[1]] * 2
