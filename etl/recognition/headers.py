"""Which column of a table is which: header words matched by meaning, not by position.

What the words mean is said in ``header_words.py``. Only a column of titles is needed, and that
something says these are standards: the words themselves, or the heading above the table. What
stands under other words stays with its word.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from etl.recognition.cell_forms import fits
from etl.recognition.header_words import (
    Candidate,
    candidates,
    foreign_words,
    header_word,
    is_about_standards,
    may_be_header_word,
)
from schema.kinds.fields import fields

# Every header has at least so many columns of known fields.
_FEWEST_COLUMNS = 2
# Of the rows below a header, so many say what stands under a doubtful word.
SAMPLE = 30


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
        return {word: i for i, word in enumerate(self.words) if i not in self._used and word}

    @cached_property
    def others(self) -> tuple[tuple[str, int], ...]:
        """The words and columns of :attr:`unread`, of two columns under one word both: the later
        gets a number, 备注 (2)."""
        unread = [(word, i) for i, word in enumerate(self.words) if i not in self._used and word]
        times: Counter[str] = Counter()
        found = []
        for word, i in unread:
            times[word] += 1
            found.append((word if times[word] == 1 else f"{word} ({times[word]})", i))
        return tuple(found)

    @cached_property
    def _used(self) -> frozenset[int]:
        """The columns that a field with a column of its own takes."""
        kept = [name for name in self.columns if fields()[name].is_kept]
        twins = (i for name in kept for i in self.twins.get(name, ()))
        return frozenset((*(self.columns[name] for name in kept), *twins))

    @cached_property
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
) -> Candidate | None:
    """What the word of the column at ``position`` means; where that is in doubt, the cells of the
    rows below decide."""
    for word in spellings:
        doubtful = []
        for candidate in candidates(word):
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


def may_be_header(cells: Sequence[str]) -> bool:
    """Whether enough of ``cells`` may be words for :func:`match_header` to find a header in this
    row alone. Most rows are none, and their cells are seen again and again."""
    return sum(map(may_be_header_word, cells)) >= _FEWEST_COLUMNS
