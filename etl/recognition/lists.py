"""A list of standards as printed: its heading, its header, its rows, its remarks."""

from dataclasses import dataclass, field

from etl.readers.document import TextBlock
from etl.recognition.headers import Header
from etl.text.traditional import simplified
from schema.kinds.list_kinds import ListKind, kind_of


@dataclass(frozen=True)
class ListRow:
    """A row of a list, its cells verbatim and by field.

    ``values`` is ``None`` where the cells cannot be matched to the header; a problem names the
    row and ``seq_hint`` is its number, if it can still be read. ``other`` are the cells of columns
    that are no field with a column of its own, by header word. ``after_break`` says that a page
    break stands before the row. ``groups`` are the rows across the table, or texts between tables,
    right above the row that name what it and the rows below it have in common; ``section`` counts
    how often the numbers have begun anew below such a row.
    """

    cells: tuple[str, ...]
    place: str
    values: dict[str, str] | None
    seq_hint: int | None = None
    after_break: bool = False
    other: dict[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    section: int = 0


@dataclass
class StandardsList:
    """A list as printed. ``year`` is ``None`` where no heading names exactly one.

    ``above`` are the texts between the list and what stands before it, ``notes`` those inside of
    it and after it; ``note_positions`` says how many rows each of them follows. ``seq_start`` is
    the number that the first row should have. Lists that stand in one table, told apart by a
    column of years, have the same ``whole``. ``years_expected`` says that the document tells its
    lists by years, so that a list without one has lost it.
    """

    title: str
    place: str
    year: int | None
    header: Header
    rows: list[ListRow] = field(default_factory=list)
    notes: list[TextBlock] = field(default_factory=list)
    above: list[TextBlock] = field(default_factory=list)
    annex: int | None = None
    whole: int = 0
    note_positions: list[int] = field(default_factory=list)
    extra: tuple[str, ...] = ()
    seq_start: int = 1
    years_expected: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether the list prints numbers: a column for them, and not all of it empty."""
        return "seq" in self.header.columns and any(
            row.values is None or (row.values.get("seq") or "").strip() for row in self.rows
        )

    @property
    def kind(self) -> ListKind:
        """What kind of list it is, by its heading, the texts above it and its columns."""
        columns = {*self.header.columns, "title"}
        title = simplified(self.title)
        by_title = kind_of(title, columns)
        if title and by_title.is_headed(title):
            return by_title
        return kind_of(simplified(" ".join(block.text for block in self.above)), columns)
