"""Chinese typed as pinyin: whole syllables (guolu) or initials (gl).

What is looked for are pairs of characters with such readings; the index knows which it has. Longer
words are chains of pairs that share a character.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schema.search import phrase
from web.search.index_questions import Questions
from web.search.meaning import Kind, Meaning

# Words that a text in pinyin may stand for at once.
MOST_WORDS = 40
# Letters of a text in pinyin, ways to cut it into syllables, and chains that are followed.
MOST_LETTERS = 40
_MOST_CUTS = 8
_MOST_CHAINS = 200
_MOST_INITIALS = 8
_MOST_CHARACTERS = 12
_FINALS = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
    "": "a ai an ang ao e ei en eng er o ou",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
_LONGEST = max(map(len, SYLLABLES))
_INITIALS = tuple(sorted(filter(None, _FINALS), key=len, reverse=True))


def letters_of(word: str) -> str | None:
    """The letters of a folded word that may be pinyin, ü written v; None for another word."""
    plain = word.replace("ü", "v")
    return plain if plain.isascii() and plain.isalpha() and len(plain) <= MOST_LETTERS else None


def cuts(letters: str) -> list[tuple[str, ...]]:
    """The ways to read letters as syllables, the longest first: ``xian`` is 先 or 西安."""
    return [cut for cut, _ in zip(_cuts(letters), range(_MOST_CUTS), strict=False)]


def _cuts(letters: str) -> Iterator[tuple[str, ...]]:
    # Where no way leads to the end, remembered, so that time does not double with each letter.
    dead: set[int] = set()

    def walk(start: int) -> Iterator[tuple[str, ...]]:
        if start == len(letters):
            yield ()
            return
        if start in dead:
            return
        is_dead = True
        for end in range(min(len(letters), start + _LONGEST), start, -1):
            if letters[start:end] in SYLLABLES:
                for rest in walk(end):
                    is_dead = False
                    yield (letters[start:end], *rest)
        if is_dead:
            dead.add(start)

    yield from walk(0)


def is_pinyin(letters: str) -> bool:
    """Whether letters can be read as syllables."""
    return next(_cuts(letters), None) is not None


def sounds_alike(one: str, other: str) -> int:
    """How far two syllables are apart: 0 for the same, 1 for the same beginning or end, 2."""
    if one == other:
        return 0
    first, second = _split(one), _split(other)
    return 1 if first[0] == second[0] or first[1] == second[1] else 2


def _split(syllable: str) -> tuple[str, str]:
    initial = next((known for known in _INITIALS if syllable.startswith(known)), "")
    return initial, syllable.removeprefix(initial)


def read_pinyin(typed: str, letters: str, asked: Questions) -> Meaning | None:
    """What letters stand for: words that are read so, else words with these initials."""
    for usual in (True, False):
        found: dict[str, int] = {}
        for syllables in cuts(letters):
            found |= _words_read(syllables, usual, asked)
        if found:
            return _meaning(Kind.PINYIN, typed, found)
    if 2 <= len(letters) <= _MOST_INITIALS:
        pairs = [asked.pairs_with_initials(letters[i : i + 2]) for i in range(len(letters) - 1)]
        found = _chains(pairs, asked)
        if found:
            return _meaning(Kind.INITIALS, typed, found)
    return None


def _words_read(syllables: Sequence[str], usual: bool, asked: Questions) -> dict[str, int]:
    if len(syllables) == 1:
        single = asked.characters_read(syllables[0]) if usual else {}
        return dict(list(single.items())[:_MOST_CHARACTERS])
    pairs = [asked.pairs_read(f"{one} {other}", usual) for one, other in pairwise(syllables)]
    return _chains(pairs, asked)


def _chains(steps: Sequence[dict[str, int]], asked: Questions) -> dict[str, int]:
    """The words whose pairs are one of each step, with how often their rarest pair is found."""
    chains = dict(steps[0])
    for step in steps[1:]:
        by_first: dict[str, list[tuple[str, int]]] = {}
        for pair, found in step.items():
            by_first.setdefault(pair[0], []).append((pair, found))
        longer = {
            word + pair[1]: min(rarest, found)
            for word, rarest in chains.items()
            for pair, found in by_first.get(word[-1], ())
        }
        best = sorted(longer.items(), key=lambda item: (-item[1], item[0]))
        chains = dict(best[:_MOST_CHAINS])
    if len(steps) == 1:
        return chains
    best = sorted(chains.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
    return {word: found for word, found in best if asked.is_found(phrase(word))}


def _meaning(kind: Kind, typed: str, found: dict[str, int]) -> Meaning:
    words = sorted(found, key=lambda word: (-found[word], word))
    chosen = tuple(words[:MOST_WORDS])
    expression = " OR ".join(map(phrase, chosen))
    return Meaning(kind, typed, chosen, expression, is_cut=len(words) > len(chosen))
