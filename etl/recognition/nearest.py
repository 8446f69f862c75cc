"""Of tables that are no list of standards, the one that is most like one: for the refusal."""

from dataclasses import dataclass

from etl.problems import Problem
from etl.readers.document import Table
from etl.recognition.headers import expected_word, header_word, known_words
from etl.text.cleaning import clean

# The header stands in one of the first rows.
_ROWS = 8
_SHOWN = 12


@dataclass(frozen=True)
class NearestTable:
    """A table's row that has more words of a list's header than any other, and those words."""

    place: str
    words: tuple[str, ...]
    known: tuple[str, ...]

    def problem(self) -> Problem:
        shown = ", ".join(self.words[:_SHOWN]) + (" …" if len(self.words) > _SHOWN else "")
        known = ", ".join(self.known) or "none"
        return Problem(
            "no_table_found",
            self.place or "whole file",
            f"no table is a list of standards; nearest to one is the table with the row {shown}, "
            f"of which these words are known: {known}",
            f"a column of titles ({expected_word('title')}, 标准名称 …), and in the header, the "
            "heading or the numbers that these are standards",
            "If it is such a list, add the missing header word to schema/kinds/fields.yml, or "
            "state the heading in notice.yml; otherwise the list may stand in another file of "
            "the notice.",
        )


def nearest_of(before: NearestTable | None, table: Table) -> NearestTable | None:
    """The table that is nearer to a list: the one before it, or this."""
    best = before
    for row in table.rows[:_ROWS]:
        known = tuple(dict.fromkeys(known_words(row.cells)))
        if best is None or len(known) > len(best.known):
            words = tuple(header_word(cell) for cell in row.cells if clean(cell))
            best = NearestTable(row.place, words, known)
    return best
