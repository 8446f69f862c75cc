"""What an attack is."""

from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urlencode

HOST = "127.0.0.1"


class Manner(Enum):
    """How a client behaves on its connections."""

    READS = "sends the request and reads the whole answer"
    LEAVES = "sends the request and is gone after a second, three times"
    DEAF = "sends the request and never reads the answer"
    SIPS = "reads a kilobyte of the answer five times a second"
    HALF = "sends half of the request and waits"
    DRIPS = "sends a byte of the request three times a second"
    IDLE = "connects and sends nothing"
    POURS = "sends a body without end"


@dataclass(frozen=True)
class Attack:
    """Requests that are dear for the server, and why.

    A client sends ``requests`` one after the other, each on a connection of its own, or on
    ``connections`` of them at once where its manner is to hold them. ``own`` attacks are on pages
    that stock Datasette does not have. ``quick`` ones make the short siege.
    """

    name: str
    why: str
    requests: tuple[bytes, ...]
    manner: Manner = Manner.READS
    connections: int = 1
    own: bool = False
    quick: bool = False


def request(
    target: str, method: str = "GET", headers: tuple[str, ...] = (), body: str = ""
) -> bytes:
    """A request of HTTP/1.1 after which the connection ends."""
    head = (f"{method} {target} HTTP/1.1", f"Host: {HOST}", "Connection: close", *headers)
    return ("\r\n".join((*head, "", "")) + body).encode("latin-1")


def sql(text: str, form: str = ".json", method: str = "GET", **arguments: str) -> bytes:
    """A request for the result of a statement."""
    return request(
        f"/catalogue{form}?" + urlencode({"sql": text, **arguments}, quote_via=quote), method
    )


def table(name: str, *pairs: tuple[str, str], form: str = ".json") -> bytes:
    """A request for rows of a table."""
    return request(f"/catalogue/{name}{form}?" + urlencode(pairs, quote_via=quote))
