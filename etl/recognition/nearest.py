"""Of tables that are no list of standards, the one that is most like one: for the refusal."""

from dataclasses import dataclass

from etl.problems import Problem
from etl.readers.document import Table
from etl.recognition.header_words import (
    expected_word,
    foreign_words,
    header_word,
    known_words,
    means_title,
)
from etl.text.cleaning import clean

# The header stands in one of the first rows.
_ROWS = 8
_SHOWN = 12
_LONGEST_WORD = 20


@dataclass(frozen=True)
class NearestTable:
    """A table's row that has more words of a list's header than any other, and those words.

    ``tables`` counts the tables that were looked at."""

    place: str
    words: tuple[str, ...]
    known: tuple[str, ...]
    tables: int = 1

    def problem(self) -> Problem:
        """The refusal: the row, what is known of it, what it lacks, and what to do."""
        shown = ", ".join(word[:_LONGEST_WORD] for word in self.words[:_SHOWN])
        shown += " …" if len(self.words) > _SHOWN else ""
        of_many = f" of {self.tables}" if self.tables > 1 else ""
        if not self.known:
            found = (
                f"no table{of_many} is a list of standards, and none has a word of such a list's "
                f"header; the first begins with {shown}"
            )
        else:
            found = (
                f"no table{of_many} is a list of standards; nearest to one is the table with the "
                f"row {shown}, of which these words are known: {', '.join(self.known)}"
            )
        return Problem(
            "no_table_found",
            self.place or "whole file",
            found,
            self._lacks(),
            "If it is such a list, add the missing header word to schema/kinds/fields.yml, or "
            "state the heading in notice.yml; otherwise the list may stand in another file of "
            "the notice: give catalogue add all of them.",
        )

    def _lacks(self) -> str:
        """What the row would need to be the header of a list of standards."""
        if not any(map(means_title, self.known)):
            return f"a column of titles ({expected_word('title')}, 标准名称 …)"
        foreign = foreign_words(self.words)
        if foreign:
            return f"no column of other things than standards ({', '.join(foreign)})"
        return (
            "something that says that the rows are standards: 标准 in the header or in the heading "
            "above, plan numbers or numbers of standards"
        )


def nearest_of(before: NearestTable | None, table: Table) -> NearestTable | None:
    """The table that is nearer to a list: the one before it, or this."""
    best = before
    for row in table.rows[:_ROWS]:
        words = tuple(header_word(cell) for cell in row.cells if clean(cell))
        known = tuple(dict.fromkeys(known_words(row.cells)))
        if words and (best is None or len(known) > len(best.known)):
            best = NearestTable(row.place, words, known)
    if best is None:
        return None
    seen = 1 + (before.tables if before else 0)
    return NearestTable(best.place, best.words, best.known, seen)
