"""The words that made titles and names of bodies are composed of: those of the real titles."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from etl.paths import DATABASE

_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]+")
_LONGEST_WORD, _SHORTEST_ENDING, _LONGEST_ENDING = 4, 4, 10
_FEWEST_USES = 3
_MOSTLY = 0.6
_STOPPERS = "的和与及或其等第部分用"


class Weighted:
    """Texts drawn as often as they occur."""

    def __init__(self, counts: Counter[str]) -> None:
        self.texts = sorted(counts)
        self.sums = list(accumulate(counts[text] for text in self.texts))

    def draw(self, chance: Random) -> str:
        return chance.choices(self.texts, cum_weights=self.sums)[0]


@dataclass(frozen=True)
class Words:
    """``subjects`` are words of two to four characters that titles begin with or go on with,
    ``endings`` what they end with (通用技术条件), ``parts`` the titles of parts."""

    subjects: Weighted
    endings: Weighted
    parts: Weighted


def real_words() -> Words:
    """The words of the titles in the committed catalogue."""
    with closing(sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)) as connection:
        titles = [title for (title,) in connection.execute("select title from projects")]
        parts = [
            title
            for (title,) in connection.execute(
                "select part_title from projects where part_title is not null"
            )
        ]
    runs = [run for title in titles for run in _NOT_CHINESE.split(title) if len(run) > 1]
    endings = Counter(
        ending
        for title in titles
        for size in range(_SHORTEST_ENDING, _LONGEST_ENDING + 1)
        if len(title) > size + 2 and not _NOT_CHINESE.search(ending := title[-size:])
    )
    common = Counter(
        {
            ending: uses
            for ending, uses in endings.items()
            if uses >= _FEWEST_USES and not _is_cut(ending, endings)
        }
    )
    grams = Counter(
        run[at : at + size]
        for run in runs
        for size in range(2, _LONGEST_WORD + 1)
        for at in range(len(run) - size + 1)
    )
    subjects: Counter[str] = Counter()
    for run in runs:
        subjects.update(_cut(run, grams))
    return Words(Weighted(subjects), Weighted(common), Weighted(Counter(parts)))


def _is_cut(ending: str, endings: Counter[str]) -> bool:
    """Whether an ending is nearly always part of one longer by a character."""
    longest = max((n for e, n in endings.items() if e[1:] == ending), default=0)
    return longest >= _MOSTLY * endings[ending]


def _cut(run: str, grams: Counter[str]) -> list[str]:
    """The words of a run of characters: at each place the longest that occurs several times."""
    words = []
    at = 0
    while at < len(run):
        sizes = range(min(_LONGEST_WORD, len(run) - at), 1, -1)
        size = next((s for s in sizes if grams[run[at : at + s]] >= _FEWEST_USES), 2)
        word = run[at : at + size]
        if len(word) > 1 and not set(word) & set(_STOPPERS):
            words.append(word)
        at += size
    return words
