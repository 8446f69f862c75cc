"""The interpretations of one catalogue: made once for each text, the same on every connection.

All statements of the site call ``escape_fts`` with the text of a search. It answers from here, so
that pages, facets, counts, files and queries of visitors search for the same.
"""

import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar
from urllib.parse import quote

from schema.search import match_query
from web.search.index_questions import Questions
from web.search.meaning import Interpretation
from web.search.understanding import understand

T = TypeVar("T")
# Characters of a search that are looked at.
MAX_SEARCH = 2_000
# Seconds that one interpretation may take; after them the words count as typed.
_SECONDS = 1.0
_STEP = 1_000
_KEPT = 500


class Interpreter:
    """Interprets searches of the catalogue at ``path``. For all threads."""

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        self._connection: sqlite3.Connection | None = None
        self._asked: Questions | None = None
        self._lock = Lock()
        self._kept: OrderedDict[str, Interpretation] = OrderedDict()

    def interpret(self, text: str) -> Interpretation:
        """The interpretation of a text. Never raises."""
        query = text[:MAX_SEARCH]
        with self._lock:
            found = self._kept.get(query)
            if found is None:
                found = self._made(query)
            if found is None:
                return Interpretation(query, match_query(query))
            self._kept[query] = found
            self._kept.move_to_end(query)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return found

    def match(self, text: str) -> str:
        """The FTS5 query of a text."""
        return self.interpret(text).match

    def ask(self, question: Callable[[Questions], T], otherwise: T) -> T:
        """The answer to a question about the catalogue; ``otherwise`` if it takes too long."""
        with self._lock:
            answer = self._timed(question)
            return otherwise if answer is None else answer

    def close(self) -> None:
        """Let go of the catalogue."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._asked = None

    def _made(self, query: str) -> Interpretation | None:
        return self._timed(lambda asked: understand(query, asked))

    def _timed(self, question: Callable[[Questions], T]) -> T | None:
        """The answer within the time; None for a file that is no catalogue of this schema, too."""
        with suppress(sqlite3.Error):
            if self._connection is None:
                address = f"file:{quote(self._path)}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
                self._asked = Questions(self._connection)
            assert self._asked is not None
            deadline = time.monotonic() + _SECONDS
            self._connection.set_progress_handler(lambda: int(time.monotonic() >= deadline), _STEP)
            return question(self._asked)
        return None
