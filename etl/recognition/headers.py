"""Which column of a table is which: header words matched by meaning, not by position.

The words are declared in ``schema/kinds/fields.yml``. Only a column of titles is needed, and that
something says these are standards: the words themselves, or the heading above the table. What
stands under other words stays with its word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from etl.recognition.cell_forms import fits
from etl.text.cleaning import clean
from etl.text.traditional import simplified
from schema.kinds.fields import Field, fields

_MAXIMUM_LENGTH = 60
# Every header has at least so many columns of known fields.
_FEWEST_COLUMNS = 2
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
# Of the rows below a header, so many say what stands under a doubtful word.
SAMPLE = 30


@lru_cache(maxsize=4096)
def _folded_short(word: str) -> str:
    return simplified(_IGNORED.sub("", unicodedata.normalize("NFKC", clean(word)))).casefold()


def _folded(word: str) -> str:
    """A header word without what does not tell it: blanks, brackets, slashes, 或. Empty for a
    text too long to be one."""
    return _folded_short(word) if len(word) <= _MAXIMUM_LENGTH else ""


@dataclass(frozen=True)
class _Candidate:
    """A field that a word may mean. ``rank``: how specific the word is, lower is better."""

    field: Field
    rank: int
    is_doubtful: bool = False


@cache
def _candidates_of_words() -> dict[str, tuple[_Candidate, ...]]:
    """Folded word → what it may mean, certain meanings first."""
    found: dict[str, dict[str, _Candidate]] = {}
    for declared in fields().values():
        doubtful = set(map(_folded, declared.doubtful))
        for rank, word in enumerate(declared.words):
            folded = _folded(word)
            candidate = _Candidate(declared, rank, folded in doubtful)
            found.setdefault(folded, {}).setdefault(declared.name, candidate)
    return {
        word: tuple(sorted(meanings.values(), key=lambda candidate: candidate.is_doubtful))
        for word, meanings in found.items()
    }


@cache
def _endings() -> tuple[tuple[str, _Candidate], ...]:
    """The endings that tell a field, the longest first."""
    endings = [
        (_folded(ending), _Candidate(declared, _RANK_OF_ENDING))
        for declared in fields().values()
        for ending in declared.endings
    ]
    return tuple(sorted(endings, key=lambda item: -len(item[0])))


@cache
def _all_endings() -> tuple[str, ...]:
    return tuple(ending for ending, _ in _endings())


def _candidates(word: str) -> tuple[_Candidate, ...]:
    folded = _folded(word)
    listed = _candidates_of_words().get(folded)
    if listed is not None or not folded:
        return listed or ()
    if not folded.endswith(_all_endings()):
        return ()
    return tuple(candidate for ending, candidate in _endings() if folded.endswith(ending))[:1]


@dataclass(frozen=True)
class Header:
    """A header: which column holds which field, and what else there is.

    ``twins`` are further columns under the very word of a field, as a merge over several
    columns leaves them: their cells must agree with the field's.
    """

    columns: dict[str, int]
    words: tuple[str, ...]
    twins: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.words)

    @property
    def is_titled(self) -> bool:
        """Whether there is a column of titles, without which no row says anything."""
        return "title" in self.columns

    @property
    def unread(self) -> dict[str, int]:
        """The columns that no field with a column of its own takes, by the word above them; their
        cells stay under it, as printed."""
        declared = fields()
        kept = {name: i for name, i in self.columns.items() if declared[name].is_kept}
        used = {*kept.values(), *(i for name in kept for i in self.twins.get(name, ()))}
        return {word: i for i, word in enumerate(self.words) if i not in used and word}

    @property
    def unnamed(self) -> tuple[int, ...]:
        """The columns without a word above them."""
        return tuple(i for i, word in enumerate(self.words) if not word)

    @property
    def tells_standards(self) -> bool:
        """Whether the words alone say that the rows are standards or projects of standards."""
        declared = fields()
        return any(declared[name].tells for name in self.columns) or (
            self.is_titled and is_about_standards(self.words[self.columns["title"]])
        )


def match_header(
    cells: Sequence[str],
    below: Sequence[str] | None = None,
    sample: Sequence[Sequence[str]] = (),
    headed: bool = False,
) -> Header | None:
    """The header that ``cells`` are, or ``None`` if they are not one of a standards list.

    ``below`` is the second row of a header of two: a word there is the column's, under an upper
    word that may stand over several columns (标准 over 名称 and 性质). ``sample`` are rows that
    stand below; they decide what a doubtful word means. ``headed`` says that the text above the
    table speaks of a list of standards.
    """
    words: list[tuple[str, tuple[str, ...]]]
    if below is None:
        words = [(header_word(cell), (header_word(cell),)) for cell in cells]
    elif len(below) != len(cells):
        return None
    else:
        words = [
            _word_of_two(header_word(upper), header_word(lower))
            for upper, lower in zip(cells, below, strict=True)
        ]
    header = _header(words, sample)
    return header if _is_of_standards(header, headed) else None


def _word_of_two(upper: str, lower: str) -> tuple[str, tuple[str, ...]]:
    """How a column under two words is called, and the words to know its field by."""
    if not lower or lower == upper:
        return upper, (upper,)
    if not upper:
        return lower, (lower,)
    return upper + lower, (upper + lower, lower)


def _header(
    words: list[tuple[str, tuple[str, ...]]], sample: Sequence[Sequence[str]] = ()
) -> Header:
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    found: list[tuple[int, str, int]] = []
    for position, (_, spellings) in enumerate(words):
        meant = _meant(spellings, sample, position)
        if meant is None:
            continue
        name, rank = meant.field.name, meant.rank
        found.append((position, name, rank))
        if name not in ranks or rank < ranks[name]:
            columns[name], ranks[name] = position, rank
    twins = {
        name: others
        for name, column in columns.items()
        if (
            others := tuple(
                i
                for i, other, rank in found
                if other == name
                and i != column
                and rank == ranks[name]
                and words[i][0] == words[column][0]
            )
        )
    }
    return Header(columns, tuple(word for word, _ in words), twins)


def _meant(
    spellings: Iterable[str], sample: Sequence[Sequence[str]], position: int
) -> _Candidate | None:
    """What the word of the column at ``position`` means; where that is in doubt, the cells of the
    rows below decide."""
    for word in spellings:
        doubtful = []
        for candidate in _candidates(word):
            if not candidate.is_doubtful:
                return candidate
            doubtful.append(candidate)
        if not doubtful:
            continue
        cells = (row[position] for row in sample if position < len(row))
        filled = [cell for cell in cells if cell.strip()]
        for candidate in doubtful:
            if not filled or fits(candidate.field, filled):
                return candidate
    return None


def _is_of_standards(header: Header, headed: bool) -> bool:
    """Whether the words are those of a list of standards, be it with the titles' word lost.

    A header without titles is still told, so that the list is reported and not passed over.
    """
    known = len(header.columns)
    if not header.is_titled:
        kinds = {"project_type", "mandate", "plan_number"} & header.columns.keys()
        return known >= 4 and bool(kinds) and header.tells_standards
    if header.tells_standards:
        return known >= _FEWEST_COLUMNS
    if foreign_words(header.words):
        return False
    are_columns_of_plans = {"mandate", "committees"} <= header.columns.keys()
    return known >= 3 and (headed or are_columns_of_plans)


def foreign_words(words: Iterable[str]) -> list[str]:
    """The header words that say that a table is about other things than standards."""
    return [word for word in words if _FOREIGN.search(simplified(word))]


def means_title(word: str) -> bool:
    """Whether a header word is that of a column of titles."""
    return any(candidate.field.name == "title" for candidate in _candidates(word))


_STANDARDS = re.compile("标准(?!化)")


def is_about_standards(text: str) -> bool:
    """Whether a text names standards (标准), and not only what is done with them (标准化试点)."""
    return _STANDARDS.search(simplified(text)) is not None


def header_words_in(cells: Sequence[str]) -> int:
    """How many of ``cells`` are words of a header of a standards list."""
    return len({name for cell in cells if (name := _field_called(cell))})


@lru_cache(maxsize=_OFTEN_SEEN)
def _field_called(cell: str) -> str:
    """The field that a cell is a listed word of; empty for none."""
    candidates = _candidates_of_words().get(_folded(cell), ())
    return candidates[0].field.name if candidates else ""


def may_be_header(cells: Sequence[str]) -> bool:
    """Whether enough of ``cells`` may be words for :func:`match_header` to find a header in this
    row alone. Most rows are none, and their cells are seen again and again."""
    return sum(map(_may_be_word, cells)) >= _FEWEST_COLUMNS


@lru_cache(maxsize=_OFTEN_SEEN)
def _may_be_word(cell: str) -> bool:
    return bool(_candidates(header_word(cell)))


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
    return [cell for cell in map(header_word, cells) if _candidates(cell)]


@lru_cache(maxsize=_OFTEN_SEEN)
def header_word(cell: str) -> str:
    """A header cell without blanks and differences of width: 制定 / 修订 → 制定/修订."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))


def expected_word(name: str) -> str:
    """The usual header of a field, for messages."""
    return fields()[name].words[0]
