"""Ways on for a search that finds nothing: each word alone, near words and titles, and the official
platform."""

from dataclasses import dataclass

from schema.official_search import OfficialSearch, title_searches
from schema.search import phrase
from web.search.index_questions import Questions
from web.search.meaning import Interpretation
from web.search.near import near_titles
from web.search.said import Addresses, Part, replaced

# Words whose projects are counted one by one.
_COUNTED = 6


@dataclass(frozen=True)
class WordCount:
    """A word of a search, how many projects have it by itself, and where they are."""

    word: str
    found: int
    url: str


@dataclass(frozen=True)
class Help:
    """What a page without results shows. ``alone`` is the search without the other conditions of
    the page, ``titles`` are codes and titles of near projects."""

    alone: WordCount | None = None
    words: tuple[WordCount, ...] = ()
    near: tuple[Part, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    official: tuple[OfficialSearch, ...] = ()


def help_with(found: Interpretation, urls: Addresses, asked: Questions) -> Help:
    """The ways on for a page on which nothing is found."""
    if found.is_found:
        text = found.typed.strip()
        return Help(WordCount(text, asked.count(found.match), urls.alone(text)))
    words = [
        WordCount(
            unit.typed,
            asked.count(" AND ".join(map(phrase, unit.words))),
            urls.alone(unit.typed),
        )
        for unit in found.units[:_COUNTED]
    ]
    near: dict[str, Part] = {}
    for meaning in found.offers:
        for word in (*meaning.means, *meaning.others)[:_COUNTED]:
            if not meaning.filters:
                near.setdefault(word, Part(word, urls.alone(replaced(found, meaning.typed, word))))
    typed = [word for unit in found.units for word in unit.words]
    return Help(
        None,
        tuple(words) if len(words) > 1 else (),
        tuple(near.values()),
        tuple(near_titles(typed, asked)),
        official_searches(found),
    )


def official_searches(found: Interpretation) -> tuple[OfficialSearch, ...]:
    """The official platform's searches for the same words."""
    return title_searches(" ".join(unit.typed for unit in found.units), None)
