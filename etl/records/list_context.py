"""What the rows of a list have in common, so that each row can be read by itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from etl.inputs.curation import Correction, Curation
from etl.records.asked_bodies import bodies_of_cell, is_known_in
from etl.records.body_names import Bodies
from etl.text.traditional import is_traditional
from schema.vocabulary import Role

# Lists print the same cells again and again: so many are split once for all.
_OFTEN_SEEN = 1 << 14

Value = str | int | tuple[str, ...]


@dataclass(frozen=True)
class ListContext:
    """What the rows of a list have in common: its year, what its heading says of all of them, and
    which columns are filled in all rows but a few, so that an empty cell is a lost one."""

    year: int | None
    curation: Curation
    corrections: Mapping[tuple[int, str], Correction]
    constants: Mapping[str, Value] = field(default_factory=dict)
    always_filled: Collection[str] = ()
    has_numbers: bool = True
    words: Mapping[str, str] = field(default_factory=dict)
    _terms: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _bodies: dict[tuple[str, bool], Bodies] = field(default_factory=dict)
    _held: dict[tuple[str, str], bool] = field(default_factory=dict)

    def terms_of(self, name: str) -> Mapping[str, str]:
        """Every spelling that a column of terms may print, with its term. A header word that
        names terms (强制/推荐) says which there are, and no other is one of the column."""
        if name not in self._terms:
            self._terms[name] = self._terms_of(name)
        return self._terms[name]

    def bodies_in(self, text: str, many: bool) -> Bodies:
        """The bodies that a cell names, its text split once for all rows."""
        found = self._bodies.get((text, many))
        if found is None:
            found = bodies_of_cell(text, many, self.curation)
            if len(self._bodies) < _OFTEN_SEEN:
                self._bodies[text, many] = found
        return found

    def is_known_as(self, body: str, name: str, role: Role) -> bool:
        """Whether a body has held the role that the field ``name`` gives, asked once for all
        rows."""
        found = self._held.get((body, name))
        if found is None:
            found = is_known_in(body, role, self.curation)
            if len(self._held) < _OFTEN_SEEN:
                self._held[body, name] = found
        return found

    def _terms_of(self, name: str) -> Mapping[str, str]:
        known = self.curation.values_of(name)
        word = self.words.get(name, "")
        named = {term for spelling, term in known.items() if spelling in word}
        if len(named) < 2:
            return known
        return {spelling: term for spelling, term in known.items() if term in named}

    @cached_property
    def is_traditional(self) -> bool:
        """Whether the header is printed in traditional characters, as its rows then may be."""
        return any(map(is_traditional, self.words.values()))
