"""The desk at which pages are made, one at a time.

Python runs the threads of a process in turn. Pages made in several at once are made no sooner, and
every row that SQLite gives is a moment at which they take the turn from each other; ten readers
then cost a fifth more than one. What leaves the turn to others for long, a statement that has to
search, is done away from the desk, several at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_desk = Lock()


@contextmanager
def at_the_desk() -> Iterator[None]:
    """Where a page is made. Not to be entered by who is there."""
    with _desk:
        yield


def leave() -> None:
    """Let another page be made; for who is at the desk, and comes back."""
    _desk.release()


def come_back() -> None:
    """Wait for the desk that was left."""
    _desk.acquire()


@contextmanager
def away_from_the_desk() -> Iterator[None]:
    """What takes a while and is no work of Python, for who is at the desk."""
    leave()
    try:
        yield
    finally:
        come_back()
