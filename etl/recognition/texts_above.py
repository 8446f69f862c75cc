"""The texts between the rows of lists: what they head, which groups they name, to which list they
belong."""

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.document import TextBlock
from etl.recognition.headings import (
    TEXTS_BESIDE,
    Heading,
    find_heading,
    heads_among,
    tells_list_of_standards,
)
from etl.recognition.lists import StandardsList
from etl.recognition.row_shapes import group_of_text
from etl.text.cleaning import clean

# Of the texts since the last row, so many may hold a heading among running heads.
_TEXTS_ABOVE = 60


class TextsAbove:
    """``pending`` are the texts since the last row. ``opened`` are groups that rows across the
    table name, for the first row below."""

    def __init__(self) -> None:
        self.pending: list[TextBlock] = []
        self.opened: list[str] = []
        # Groups named above a header, for the first row below it.
        self._carried: tuple[str, ...] = ()
        # Texts that each page repeats: since the heading of the list, and within the list alone.
        self._running: set[str] = set()
        self._repeated: set[str] = set()

    def speak_of_standards(self) -> bool:
        """Whether the texts since the last row speak of a list of standards."""
        return any(tells_list_of_standards(block.text) for block in self.pending[-TEXTS_BESIDE:])

    def heading(self, starts_anew: bool = False) -> Heading:
        """The heading in the texts since the last row. A running head, which each page repeats,
        heads nothing. Where the numbers start anew there must be a heading: then only what was
        repeated within the list before is taken for a running head."""
        heads = self._repeated if starts_anew else self._running
        near = self.pending[-_TEXTS_ABOVE:]
        found = find_heading([block for block in near if clean(block.text) not in heads])
        running = find_heading([block for block in near if clean(block.text) in heads])
        if not found.title and running.title and running.year != found.year:
            return replace(found, year=None)  # a sheet's name alone, against its own title
        return found

    def groups(self) -> tuple[str, ...]:
        """The groups that the texts and rows right above a row name, the outer one first."""
        return tuple(dict.fromkeys((*groups_at_the_end(self.pending), *self.opened)))

    def carry_groups(self) -> None:
        """A header stands below these groups: they are for the first row below it."""
        self._carried = self.groups()

    def take_groups(self) -> tuple[str, ...]:
        """The groups for the row that comes now, each told once."""
        groups = (*self._carried, *self.groups())
        self._carried, self.opened = (), []
        return groups

    def begin_list(self, texts: Sequence[TextBlock]) -> None:
        """``texts`` stand above a list that begins here."""
        self._carried, self.opened = groups_at_the_end(texts), []
        self._running, self._repeated = heads_among(texts), set()
        self.pending = []

    def keep_with(self, found: StandardsList, notes: Sequence[TextBlock] | None = None) -> None:
        """Keep these texts, or all since the last row, with a list, at their place among its
        rows; the others are left."""
        kept = self.pending if notes is None else notes
        heads = heads_among(kept)
        self._repeated |= heads
        self._running |= heads
        found.notes.extend(kept)
        found.note_positions.extend([len(found.rows)] * len(kept))
        self.pending = []


def groups_at_the_end(texts: Sequence[TextBlock]) -> tuple[str, ...]:
    """The groups that the last of these texts name, the outer one first."""
    found: list[str] = []
    for block in reversed(texts):
        name = group_of_text(block.text)
        if not name:
            break
        found.append(name)
    return tuple(reversed(found))
