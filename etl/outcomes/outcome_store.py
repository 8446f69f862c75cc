"""All outcomes of a catalogue, put down as they are read: memory does not grow with their number.

They are given back in the order of the file, or as their rules and rows need them.
"""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from etl.outcomes.loading import AnnouncedOutcome, Outcome, Replaced
from etl.outcomes.partial_dates import PartialDate
from etl.scratch import in_order, scratch_database
from schema.numbers import StandardNumber, standard_id
from schema.vocabulary import Basis, Confidence, DatePrecision, Extent

# ``numbers`` has those of an outcome: at position 0 its own, then those that it replaces. ``by`` is
# the outcome's standard; ``edition`` is what no second national standard shares.
_SCHEMA = """
create table outcomes (place integer primary key, project text, standard integer, data blob);
create table numbers
  (place integer, position integer, standard integer, by integer, edition text, number text);
"""
_INDEXES = """
create index outcomes_project on outcomes (project, place);
create index outcomes_standard on outcomes (standard, place);
create index numbers_pairs on numbers (by, standard);
create index numbers_edition on numbers (edition, number);
"""
# The members of closed lists by their texts: an outcome is unpacked for each of many rules.
_EXTENTS = {str(extent): extent for extent in Extent}
_BASES = {str(basis): basis for basis in Basis}
_CONFIDENCES = {str(confidence): confidence for confidence in Confidence}
_PRECISIONS = {str(precision): precision for precision in DatePrecision}
# A number that two standards claim: the outcome that names it, and at which position.
Claim = tuple[Outcome, int]


class Outcomes:
    """Outcomes in their order, put down in a database without these tables, by default one of a
    moment."""

    def __init__(
        self, outcomes: Iterable[Outcome] = (), connection: sqlite3.Connection | None = None
    ) -> None:
        self._kept = scratch_database("") if connection is None else connection
        self._kept.executescript(_SCHEMA)
        self._kept.execute("begin")
        self._size = 0
        for self._size, outcome in enumerate(outcomes, start=1):
            put_outcome(self._kept, self._size, outcome)
        self._kept.execute("commit")
        self._kept.executescript(_INDEXES)
        self._last: tuple[str, tuple[Outcome, ...]] = ("", ())

    def __iter__(self) -> Iterator[Outcome]:
        return self._asked("select data from outcomes order by place")

    def __len__(self) -> int:
        return self._size

    def of_project(self, code: str) -> tuple[Outcome, ...]:
        """The results of a project. Those asked for last are remembered: rules and rows of one
        project ask one after the other."""
        if self._last[0] != code:
            sql = "select data from outcomes where project = ? order by place"
            self._last = (code, tuple(self._asked(sql, code)))
        return self._last[1]

    def of(self, project: str, number: StandardNumber) -> tuple[Outcome, ...]:
        """What is said of a project and a standard: once, unless the file has a fault."""
        return tuple(each for each in self.of_project(project) if each.number == number)

    def says_replaced(self, new: int, old: int) -> bool:
        """Whether an outcome says that a standard replaces another, both by their ids."""
        sql = "select 1 from numbers where by = ? and standard = ? and position > 0"
        return self._kept.execute(sql, (new, old)).fetchone() is not None

    def sorted_by(self, key: Callable[[Outcome], tuple[int, int]]) -> Iterator[Outcome]:
        """All outcomes in the order of two numbers."""
        packed = ((*key(outcome), _packed(outcome)) for outcome in self)
        return (_unpacked(data) for _, _, data in in_order(packed))

    def sharing(self, what: Literal["project", "standard"]) -> Iterator[list[Outcome]]:
        """Outcomes of one project or standard together, where it has several."""
        rows = self._kept.execute(
            f"select {what}, data from outcomes where {what} in "
            f"(select {what} from outcomes group by {what} having count(*) > 1) "
            f"order by {what}, place"
        )
        for _, members in groupby(rows, key=itemgetter(0)):
            yield [_unpacked(marshal.loads(data)) for _, data in members]

    def of_two_kinds(self) -> Iterator[list[Claim]]:
        """Those that name one edition by different letters, GB and GB/T, in their order."""
        rows = self._kept.execute(
            "select edition, data, position from numbers join outcomes using (place) "
            "where edition in (select edition from numbers where edition is not null "
            "group by edition having min(number) < max(number)) "
            "order by edition, place, position"
        )
        for _, claims in groupby(rows, key=itemgetter(0)):
            yield [(_unpacked(marshal.loads(data)), position) for _, data, position in claims]

    def in_circles(self) -> Iterator[Claim]:
        """Those that replace a standard which replaces theirs, in their order."""
        for data, position in self._kept.execute(
            "select data, position from numbers as one join outcomes using (place) "
            "where position > 0 and exists (select 1 from numbers as other "
            "where other.by = one.standard and other.standard = one.by and other.position > 0) "
            "order by place, position"
        ):
            yield _unpacked(marshal.loads(data)), position

    def _asked(self, sql: str, *parameters: str) -> Iterator[Outcome]:
        for (data,) in self._kept.execute(sql, parameters):
            yield _unpacked(marshal.loads(data))


def put_outcome(connection: sqlite3.Connection, place: int, outcome: Outcome) -> None:
    """Put down an outcome at a place that is free."""
    own = standard_id(outcome.number)
    connection.execute(
        "insert into outcomes values (?, ?, ?, ?)",
        (place, outcome.project, own, marshal.dumps(_packed(outcome))),
    )
    connection.executemany(
        "insert into numbers values (?, ?, ?, ?, ?, ?)",
        (
            (place, position, standard_id(number), own, edition_of(number), number.normalized)
            for position, number in enumerate(outcome.numbers)
        ),
    )


def outcomes_at(connection: sqlite3.Connection, places: str) -> Iterator[Outcome]:
    """The outcomes at the places that a query gives, in their order."""
    for (data,) in connection.execute(
        f"select data from outcomes where place in ({places}) order by place"
    ):
        yield _unpacked(marshal.loads(data))


def named(numbers: Iterable[StandardNumber]) -> Iterator[tuple[int, str | None]]:
    """The id of each standard, and what no second one shares."""
    for number in numbers:
        yield standard_id(number), edition_of(number)


def edition_of(number: StandardNumber) -> str | None:
    """What no second national standard shares; None for others."""
    return repr(number.edition) if number.is_national_edition else None


def _packed(outcome: Outcome) -> tuple[Any, ...]:
    """An outcome in types that ``marshal`` knows."""
    return (
        outcome.row,
        outcome.project,
        outcome.printed,
        packed_number(outcome.number),
        outcome.title,
        _packed_date(outcome.published_on),
        _packed_date(outcome.implemented_on),
        [
            (packed_number(each.number), each.printed, str(each.extent), str(each.basis))
            for each in outcome.replaces
        ],
        str(outcome.confidence),
        outcome.evidence,
        outcome.note,
        outcome.entry_id,
        outcome.announced_on,
    )


def packed_number(number: StandardNumber) -> tuple[Any, ...]:
    """The fields of a number, which make it again."""
    return (
        number.printed,
        number.code,
        number.serial,
        number.parts,
        number.year,
        number.amendment,
        number.confirmed,
    )


def _packed_date(date: PartialDate | None) -> tuple[str, str] | None:
    return None if date is None else (date.text, str(date.precision))


def _unpacked(packed: tuple[Any, ...]) -> Outcome:
    row, project, printed, number, title, published, implemented, replaces, *rest = packed
    confidence, evidence, note, entry_id, announced_on = rest
    values = {
        "row": row,
        "project": project,
        "printed": printed,
        "title": title,
        "published_on": _date(published),
        "implemented_on": _date(implemented),
        "replaces": tuple(
            Replaced(StandardNumber(*old), text, _EXTENTS[extent], _BASES[basis])
            for old, text, extent, basis in replaces
        ),
        "confidence": _CONFIDENCES[confidence],
        "evidence": evidence,
        "note": note,
    }
    outcome: Outcome
    if entry_id is None:
        outcome = Outcome.model_construct(**values)
    else:
        stated = {"announced_by": entry_id, "notice_date": announced_on}
        outcome = AnnouncedOutcome.model_construct(**values, **stated)
    # As ``cached_property`` keeps it: the printed number need not be read again.
    outcome.__dict__["number"] = StandardNumber(*number)
    return outcome


def _date(packed: tuple[str, str] | None) -> PartialDate | None:
    return None if packed is None else PartialDate(packed[0], _PRECISIONS[packed[1]])
