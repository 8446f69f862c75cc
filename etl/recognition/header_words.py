"""What header words mean, by the words that ``schema/kinds/fields.yml`` declares."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.text.cleaning import clean
from etl.text.traditional import simplified
from schema.kinds.fields import Field, fields

_MAXIMUM_LENGTH = 60
# Lists print the same words and names again and again: so many are remembered.
_OFTEN_SEEN = 1 << 14
_IGNORED = re.compile(r"[\s/\\|、,.·:;()\[\]*#※_-]|(?<=.)[或和及与](?=.)")
# A word that only its end tells ranks behind every listed one.
_RANK_OF_ENDING = 1_000
# Columns of tables that are about other things than standards, whatever their heading says.
_FOREIGN = re.compile(
    "姓名|职务|职称|电话|手机|邮箱|型号|规格|金额|预算|经费|单价|数量|地址|学历|专家|设备名称|企业名称"
    "|试点|示范|建设地点|建设内容|所在地区"
)
_STANDARDS = re.compile("标准(?!化)")
# The columns that most lists have, and the longest text that can be their header in one line.
_USUAL = (
    "title",
    "plan_number",
    "number",
    "project_type",
    "mandate",
    "departments",
    "committees",
    "drafters",
    "domain",
    "replaces",
)
_LONGEST_HEADER = 400


@lru_cache(maxsize=4096)
def _folded_short(word: str) -> str:
    return simplified(_IGNORED.sub("", unicodedata.normalize("NFKC", clean(word)))).casefold()


def _folded(word: str) -> str:
    """A header word without what does not tell it: blanks, brackets, slashes, 或. Empty for a
    text too long to be one."""
    return _folded_short(word) if len(word) <= _MAXIMUM_LENGTH else ""


@dataclass(frozen=True)
class Candidate:
    """A field that a word may mean. ``rank``: how specific the word is, lower is better."""

    field: Field
    rank: int
    is_doubtful: bool = False


@cache
def _candidates_of_words() -> dict[str, tuple[Candidate, ...]]:
    """Folded word → what it may mean, certain meanings first."""
    found: dict[str, dict[str, Candidate]] = {}
    for declared in fields().values():
        doubtful = set(map(_folded, declared.doubtful))
        for rank, word in enumerate(declared.words):
            folded = _folded(word)
            candidate = Candidate(declared, rank, folded in doubtful)
            found.setdefault(folded, {}).setdefault(declared.name, candidate)
    return {
        word: tuple(sorted(meanings.values(), key=lambda candidate: candidate.is_doubtful))
        for word, meanings in found.items()
    }


@cache
def _endings() -> tuple[tuple[str, Candidate], ...]:
    """The endings that tell a field, the longest first."""
    endings = [
        (_folded(ending), Candidate(declared, _RANK_OF_ENDING))
        for declared in fields().values()
        for ending in declared.endings
    ]
    return tuple(sorted(endings, key=lambda item: -len(item[0])))


@cache
def _all_endings() -> tuple[str, ...]:
    return tuple(ending for ending, _ in _endings())


@dataclass(frozen=True)
class _Edges:
    """The characters that listed words begin with and end with, and those that endings end with."""

    first: frozenset[str]
    last: frozenset[str]
    of_endings: frozenset[str]


@cache
def _edges() -> _Edges:
    words = list(filter(None, _candidates_of_words()))
    return _Edges(
        frozenset(word[0] for word in words),
        frozenset(word[-1] for word in words),
        frozenset(ending[-1] for ending in _all_endings()),
    )


@lru_cache(maxsize=_OFTEN_SEEN)
def _at_edge(character: str) -> str:
    """What becomes of the first or last character of a word when it is folded; empty for one whose
    neighbours decide that."""
    is_plain = "\u4e00" <= character <= "\u9fff" or character in "0123456789"
    return simplified(character) if is_plain else ""


def _may_be_listed(cell: str) -> bool:
    """False for a cell that is no listed word by its first and last characters: most cells, which
    need no look at the others."""
    first, last = _at_edge(cell[:1]), _at_edge(cell[-1:])
    return (not first or first in _edges().first) and (not last or last in _edges().last)


def _may_have_ending(cell: str) -> bool:
    """The like for endings."""
    last = _at_edge(cell[-1:])
    return not last or last in _edges().of_endings


def candidates(word: str) -> tuple[Candidate, ...]:
    """What a header word may mean, certain meanings first; by its end where it is not listed."""
    folded = _folded(word)
    listed = _candidates_of_words().get(folded)
    if listed is not None or not folded:
        return listed or ()
    if not folded.endswith(_all_endings()):
        return ()
    return tuple(candidate for ending, candidate in _endings() if folded.endswith(ending))[:1]


def foreign_words(words: Iterable[str]) -> list[str]:
    """The header words that say that a table is about other things than standards."""
    return [word for word in words if _FOREIGN.search(simplified(word))]


def means_title(word: str) -> bool:
    """Whether a header word is that of a column of titles."""
    return any(candidate.field.name == "title" for candidate in candidates(word))


def is_about_standards(text: str) -> bool:
    """Whether a text names standards (标准), and not only what is done with them (标准化试点)."""
    return _STANDARDS.search(simplified(text)) is not None


def header_words_in(cells: Sequence[str]) -> int:
    """How many of ``cells`` are words of a header of a standards list."""
    called = (_field_called(cell) for cell in cells if _may_be_listed(cell))
    return len(set(filter(None, called)))


@lru_cache(maxsize=_OFTEN_SEEN)
def _field_called(cell: str) -> str:
    """The field that a cell is a listed word of; empty for none."""
    meanings = _candidates_of_words().get(_folded(cell), ())
    return meanings[0].field.name if meanings else ""


def may_be_header_word(cell: str) -> bool:
    """Whether a cell may be the word of a column of a list."""
    return (_may_be_listed(cell) or _may_have_ending(cell)) and _is_header_word(cell)


@lru_cache(maxsize=_OFTEN_SEEN)
def _is_header_word(cell: str) -> bool:
    return bool(candidates(header_word(cell)))


def fields_named_in(text: str) -> set[str]:
    """The usual fields of a list whose header words occur anywhere in a text."""
    if len(text) > _LONGEST_HEADER:
        return set()
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", clean(text))).casefold()
    declared = fields()
    return {
        name
        for name in _USUAL
        if any(len(word) > 2 and word in folded for word in map(_folded, declared[name].words))
    }


def known_words(cells: Sequence[str]) -> list[str]:
    """The cells that are words of a header, as printed."""
    return [cell for cell in map(header_word, cells) if candidates(cell)]


@lru_cache(maxsize=_OFTEN_SEEN)
def header_word(cell: str) -> str:
    """A header cell without blanks and differences of width: 制定 / 修订 → 制定/修订."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))


def expected_word(name: str) -> str:
    """The usual header of a field, for messages."""
    return fields()[name].words[0]
