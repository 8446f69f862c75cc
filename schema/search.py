"""How text is folded and cut for the search index, and how a query becomes an index query.

Chinese has no blanks between words, so SQLite's tokenizers see a whole run of characters as one
word. The index therefore holds overlapping pairs of characters: 锅炉安全 is stored as
``锅炉 炉安 安全 全``. A query of two or more characters is the phrase of its pairs, so any part
of a title is found, and a single character is found as the beginning of a pair.

Folding makes width, letter case, blanks, punctuation and traditional forms irrelevant:
``ＧＢ/Ｔ 20234.3`` and ``gbt202343`` are the same, and so are ``鍋爐`` and ``锅炉``.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add

import opencc

# More words than a person types, and longer ones than any title; what is beyond is not searched
# for, and readers are told.
MAX_WORDS = 12
MAX_WORD_LENGTH = 100
NOTHING = '""'
_QUOTES = (('"', '"'), ("“", "”"), ("＂", "＂"), ("「", "」"))
_MARKS = frozenset(mark for pair in _QUOTES for mark in pair)
# Where characters stand that have a simplified form: the CJK blocks, compatibility forms
# excepted, since NFKC removes them.
_IDEOGRAPHS = ((0x3400, 0xA000), (0x20000, 0x33480))


def fold(text: str) -> str:
    """Letters and digits only, full-width forms narrowed, case folded, Chinese simplified.

    Simplification is by single characters, so that a part of a text is folded as in the whole.
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_folding())


def words(query: str) -> list[str]:
    """The words of a query, folded, each once: what is separated by blanks of any width.

    A word of punctuation only counts as no word, unless the query has no other: then the list
    holds one empty word, which nothing contains.
    """
    return list(_words(query))


@lru_cache(maxsize=64)
def _words(query: str) -> tuple[str, ...]:
    """As ``words``. Kept, since a page asks again for every cell that it marks hits in."""
    folded = dict.fromkeys(fold(word)[:MAX_WORD_LENGTH] for word in query.split())
    return tuple([word for word in folded if word][:MAX_WORDS] or list(folded)[:1])


def left_out(query: str) -> tuple[int, int]:
    """How many words of a query are not searched for, and how many are searched for only as far
    as ``MAX_WORD_LENGTH``."""
    folded = [word for word in dict.fromkeys(map(fold, query.split())) if word]
    cut = {word[:MAX_WORD_LENGTH] for word in folded}
    return max(0, len(cut) - MAX_WORDS), sum(len(word) > MAX_WORD_LENGTH for word in folded)


def index_terms(*texts: str) -> str:
    """The overlapping pairs of each text, and its last character, separated by blanks."""
    terms: list[str] = []
    for text in texts:
        folded = fold(text)
        if folded:
            characters = _as_indexed(folded)
            terms.extend(map(add, characters, characters[1:]))
            terms.append(characters[-1])
    return " ".join(terms)


def match_query(query: str | None) -> str:
    """The FTS5 query that finds every word of ``query``.

    Words are separated by blanks and must all occur. A query without any letter or digit gives
    a phrase that matches nothing; FTS5 syntax typed by a user is text like any other.
    """
    typed, _ = unquoted(str(query if query is not None else ""))
    return " ".join(phrase(word) for word in words(typed) if word) or NOTHING


def match_beginning(text: str) -> str:
    """The FTS5 query that finds what begins with a text: projects by their titles and codes."""
    word = fold(text)[:MAX_WORD_LENGTH]
    return f"{{title code}} : ^ {phrase(word)}" if word else NOTHING


def phrase(word: str) -> str:
    """The FTS5 phrase that finds a folded word anywhere in a text."""
    characters = _as_indexed(word)
    if len(characters) < 2:
        return f'"{characters[0]}"*' if characters else NOTHING
    return f'"{" ".join(map(add, characters, characters[1:]))}"'


def whole_phrase(word: str) -> str:
    """The FTS5 phrase of a folded text from its first to its last character; behind a column's
    name it finds the rows that have nothing else there."""
    return f'^ "{index_terms(word)}"'


def unquoted(query: str) -> tuple[str, bool]:
    """What stands between quotation marks, if all of a query does, and whether it does.

    Quoted words are searched for as they are typed; nothing is added to them.
    """
    text = query.strip()
    if len(text) > 2 and (text[0], text[-1]) in _QUOTES and not {*text[1:-1]} & _MARKS:
        return text[1:-1], True
    return query, False


def quoted(query: str) -> str:
    """The query that searches for the same words as they are typed; see ``unquoted``."""
    plain = "".join(" " if character in _MARKS else character for character in query)
    return f'"{" ".join(plain.split())}"'


def spelled(folded: str) -> str:
    """A folded text as the index spells its characters."""
    return folded.translate(_SPELLINGS)


def _as_indexed(folded: str) -> Sequence[str]:
    """The characters of a folded text as the index holds them: a text where all stand as they are,
    which is the rule and quick."""
    whole = spelled(folded)
    return whole if len(whole) == len(folded) else [spelled(character) for character in folded]


def find_hits(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of ``query`` stand in ``text``: ranges of characters, in order, none
    touching another."""
    whole = fold(text)
    wanted = [word for word in words(query) if word and word in whole]
    if not wanted:
        return []
    folded, places = _folded_with_places(text)
    marked: set[int] = set()
    for word in wanted:
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            # All from the first to the last character of the hit, with what stands between.
            marked.update(range(places[start][0], places[end - 1][1]))
            start = folded.find(word, start + 1)
    hits: list[tuple[int, int]] = []
    for place in sorted(marked):
        if hits and hits[-1][1] == place:
            hits[-1] = (hits[-1][0], place + 1)
        else:
            hits.append((place, place + 1))
    return hits


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its characters the range in ``text`` it comes from."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for character in (
            _folded_piece(text[start:end]) if end - start < 3 else fold(text[start:end])
        ):
            folded.append(character)
            places.append((start, end))
        start = end
    return "".join(folded), places


# A character of a text, with what combines with it.
_folded_piece = lru_cache(maxsize=4_000)(fold)


@cache
def _simplified() -> dict[int, str]:
    """The simplified form of each Chinese character that has one, by code point (OpenCC)."""
    characters = [
        chr(code) for start, end in _IDEOGRAPHS for code in range(start, end) if chr(code).isalnum()
    ]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(traditional): simplified
        for traditional, simplified in zip(characters, converted, strict=True)
        if traditional != simplified
    }


class _Folding(dict[int, str | None]):
    """What folding makes of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = _simplified().get(code, chr(code))
        self[code] = character if character.isalnum() else None
        return self[code]


@cache
def _folding() -> _Folding:
    return _Folding()


class _Spellings(dict[int, str]):
    """Characters as the index holds them, found out when they are first met.

    SQLite's tokenizer knows the letters of an old Unicode version and takes newer ones, among
    them characters of chemical elements, for punctuation. Those are spelled with two characters
    of the private use area, which no folded text contains.
    """

    def __missing__(self, code: int) -> str:
        self[code] = _spelled(chr(code))
        return self[code]


_SPELLINGS = _Spellings()


def _spelled(character: str) -> str:
    if unicodedata.ucd_3_2_0.category(character)[0] in "LN" and ord(character) < 0x10000:
        return character
    high, low = divmod(ord(character), 0x1000)
    return chr(0xE000 + high) + chr(0xE200 + low)
