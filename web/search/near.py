"""Near matches: words of the catalogue that differ from a typed one by one character, and titles
that have much of a search.

Candidates come from the index's pairs of characters, so that the work does not grow with the
number of projects.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.search import NOTHING, fold, phrase
from web.search.index_questions import Neighbour, Questions
from web.search.meaning import Kind, Meaning
from web.search.pinyin import sounds_alike

# Characters of a word for which near ones are looked for.
LONGEST = 16
# Candidates that are looked up in the index, and further ones that are named.
_TRIED = 15
_NAMED = 5
# Pairs by which near titles are found, titles compared for each, titles shown.
_RAREST = 4
_COMPARED = 60
_TITLES = 5
_UNLIKE = 2
# Characters of a word that is too short to be known by the others.
_SHORT = 3


@dataclass(frozen=True, order=True)
class _Candidate:
    """A word near the typed one; smaller is nearer."""

    distance: int
    changes_first: bool
    fewer: int
    word: str


def near_word(typed: str, word: str, asked: Questions) -> Meaning | None:
    """The word that was most likely meant by one that stands nowhere: one character other, missing,
    too many or exchanged with the next. Near a word of two or three characters, what does not
    sound alike is only named."""
    if not 2 <= len(word) <= LONGEST or not any(_is_chinese(character) for character in word):
        return None
    likely: list[str] = []
    possible: list[str] = []
    for candidate in sorted(set(_candidates(word, asked)))[:_TRIED]:
        if asked.is_found(phrase(candidate.word)):
            (possible if _is_guess(word, candidate) else likely).append(candidate.word)
    if not likely:
        return (
            Meaning(Kind.NEAR, typed, (), NOTHING, tuple(possible[:_NAMED])) if possible else None
        )
    others = tuple((likely[1:] + possible)[:_NAMED])
    return Meaning(Kind.NEAR, typed, (likely[0],), phrase(likely[0]), others)


def _is_guess(word: str, candidate: _Candidate) -> bool:
    """Whether a candidate shares too little with a short word to be taken for it."""
    return len(word) <= _SHORT and candidate.distance >= _UNLIKE


def _candidates(word: str, asked: Questions) -> Iterator[_Candidate]:
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    held = asked.known_pairs(pairs)
    unknown = {
        place
        for place, pair in enumerate(pairs)
        if pair not in held and all(map(_is_chinese, pair))
    }
    for place in range(len(word)):
        # What stays as typed must be known.
        if unknown <= {place - 1, place}:
            yield from _replaced(word, place, asked)
            if len(word) > 2:
                shorter = word[:place] + word[place + 1 :]
                far = 1 if len(word) > 3 else _UNLIKE
                yield _Candidate(far, place == 0, -_found(shorter, asked), shorter)
        if place and unknown <= {place - 1}:
            yield from _inserted(word, place, asked)
        if place and unknown <= {place - 2, place - 1, place}:
            turned = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
            if turned != word:
                yield _Candidate(0, place == 1, -_found(turned, asked), turned)


def _replaced(word: str, place: int, asked: Questions) -> Iterator[_Candidate]:
    old = word[place]
    read = asked.syllables(old)
    for new, beside in _between(word[:place][-1:], word[place + 1 :][:1], asked):
        if new != old:
            distance = min((sounds_alike(one, beside.reading) for one in read), default=_UNLIKE)
            changed = word[:place] + new + word[place + 1 :]
            yield _Candidate(distance, place == 0, -beside.found, changed)


def _inserted(word: str, place: int, asked: Questions) -> Iterator[_Candidate]:
    for new, beside in _between(word[place - 1], word[place], asked):
        yield _Candidate(1, False, -beside.found, word[:place] + new + word[place:])


def _between(before: str, after: str, asked: Questions) -> Iterator[tuple[str, Neighbour]]:
    """The characters that stand between two, of which one may be missing."""
    left = asked.following(before) if before and _is_chinese(before) else None
    right = asked.preceding(after) if after and _is_chinese(after) else None
    known = left if left is not None else right
    for new, beside in (known or {}).items():
        if left is None or right is None:
            yield new, beside
        elif new in right:
            yield new, Neighbour(beside.reading, min(beside.found, right[new].found))


def _found(word: str, asked: Questions) -> int:
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return min(asked.known_pairs(pairs).values(), default=0)


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def near_titles(words: Sequence[str], asked: Questions) -> list[tuple[str, str]]:
    """Codes and titles that have most pairs of the words, nearest first."""
    wanted = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    known = asked.known_pairs(sorted(wanted)[:200])
    rarest = sorted(known, key=lambda pair: (known[pair], pair))[:_RAREST]
    found: dict[int, tuple[str, str]] = {}
    for pair in rarest:
        titles = asked.titles(f"title : {phrase(pair)}", _COMPARED)
        found |= {key: (code, title) for key, code, title in titles}
    ranked = sorted(found.items(), key=lambda item: (-_likeness(wanted, item[1][1]), item[0]))
    return [shown for _, shown in ranked[:_TITLES]]


def _likeness(wanted: set[str], title: str) -> float:
    folded = fold(title)
    pairs = {folded[i : i + 2] for i in range(len(folded) - 1)}
    return 2 * len(wanted & pairs) / ((len(wanted) + len(pairs)) or 1)
