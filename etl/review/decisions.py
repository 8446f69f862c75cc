"""What nobody has decided on yet in a document, each name or value once, with what is likely.

Five groups: new bodies, likely aliases, known bodies in a new role, unknown terms, and, only to
know, columns that are no field. Beside each stands where it is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from etl.extract import Extraction
from etl.inputs.curation import Curation
from etl.problems import Problem
from etl.recognition.header_words import expected_word
from etl.review.body_kinds import kind_of_body
from etl.review.likely_aliases import KnownNames, without_others
from etl.review.proposals import NewAlias, NewBody, NewRole, NewTerm, NewVariant, Proposal
from etl.text.cleaning import clean, has_chinese
from schema.kinds.fields import fields
from schema.vocabulary import Role

# Of the rows that print a name, so many are shown.
SHOWN_ROWS = 3
# Fields of terms whose values come with notices; those of the others belong to the field of
# standardization, and only other spellings of them can be new.
_OPEN_TERMS = frozenset(("domain",))
_EDGES = "、；;，, "
Key = TypeVar("Key")


class Group(StrEnum):
    """The groups of decisions, in the order in which they are asked."""

    BODIES = "bodies"
    ALIASES = "aliases"
    ROLES = "roles"
    TERMS = "terms"
    COLUMNS = "columns"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]


_HEADINGS = {
    Group.BODIES: "新机构 · new bodies",
    Group.ALIASES: "机构的其他写法 · likely aliases of bodies",
    Group.ROLES: "机构的新角色 · known bodies in a new role",
    Group.TERMS: "未知取值 · unknown terms",
    Group.COLUMNS: "未识别栏目 · columns of no known field (only to know)",
}


@dataclass(frozen=True)
class PrintedRow:
    """A row as printed: its document, its place there, its cells."""

    file: str
    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """One decision: ``printed``, a name, value or header word, in ``columns``, on ``rows`` rows, of
    which ``shown`` are the first. ``proposal`` is ``None`` where nothing is likely: then only a
    person's own answer can be written. ``similar`` are bodies whose names differ little."""

    group: Group
    printed: str
    columns: tuple[str, ...]
    rows: int
    shown: tuple[PrintedRow, ...]
    proposal: Proposal | None = None
    similar: tuple[str, ...] = ()
    remark: str = ""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the columns that it stands in, in the order of ``Role``."""
        by_column = _roles_of_columns()
        held = {by_column[column] for column in self.columns if column in by_column}
        return tuple(role for role in Role if role in held)

    @property
    def field(self) -> str:
        """The field of the first column that it stands in."""
        return _field_of_column().get(self.columns[0], "") if self.columns else ""


@dataclass
class _Met:
    """A name or value while its problems are gathered. ``seen``: rows by document and place."""

    columns: dict[str, None] = field(default_factory=dict)
    seen: dict[tuple[str, str], None] = field(default_factory=dict)


def collect_decisions(extractions: Sequence[Extraction], curation: Curation) -> list[Decision]:
    """Every decision that the documents of a notice ask for, by group, in printed order."""
    unknown: dict[str, _Met] = {}
    in_new_roles: dict[str, _Met] = {}
    terms: dict[tuple[str, str], _Met] = {}
    for extraction in extractions:
        for problem in extraction.problems:
            if not problem.value:
                continue
            if problem.kind == "unknown_body":
                known = problem.value in curation.by_name
                _note((in_new_roles if known else unknown), problem.value, problem)
            elif problem.kind == "unknown_value":
                _note(terms, (problem.column, problem.value), problem)
    rows = _PrintedRows(extractions)
    return [
        *_about_names(unknown, curation, rows),
        *_about_roles(in_new_roles, curation, rows),
        *(_about_term(value, met, curation, rows) for (_, value), met in terms.items()),
        *_about_columns(extractions),
    ]


def to_decide(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that a person has to take: all but what is shown only to know."""
    return [decision for decision in decisions if decision.group is not Group.COLUMNS]


def grouped(decisions: Iterable[Decision]) -> dict[Group, list[Decision]]:
    """The decisions by group, in the order of groups; groups without any are left out."""
    found: dict[Group, list[Decision]] = {group: [] for group in Group}
    for decision in decisions:
        found[decision.group].append(decision)
    return {group: members for group, members in found.items() if members}


def known_names(curation: Curation) -> KnownNames:
    """The bodies of the curation with all their spellings, to compare printed names with."""
    names = KnownNames()
    for body in curation.organizations:
        names.add(body.name, body.kind, body.sac_code)
    for spelling, name in curation.names.items():
        if spelling != name:
            names.add(name, curation.organization(name).kind, spelling=spelling)
    return names


class _PrintedRows:
    """The cells of rows by document and place."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self._cells: dict[tuple[str, str], tuple[str, ...]] = {}
        for extraction in extractions:
            for table in extraction.document.tables if extraction.document else ():
                for row in table.rows:
                    self._cells.setdefault((extraction.file, row.place), row.cells)
            for found in extraction.lists:
                for entry in found.entries:
                    self._cells[extraction.file, entry.place] = entry.cells

    def first(self, met: _Met) -> tuple[PrintedRow, ...]:
        return tuple(
            PrintedRow(file, place, self._cells.get((file, place), ()))
            for file, place in list(met.seen)[:SHOWN_ROWS]
        )


def _note(found: dict[Key, _Met], key: Key, problem: Problem) -> None:
    met = found.setdefault(key, _Met())
    met.columns[problem.column] = None
    met.seen[problem.file, problem.place] = None


def _about_names(
    unknown: Mapping[str, _Met], curation: Curation, rows: _PrintedRows
) -> list[Decision]:
    """New bodies, then names that are likely other spellings: of known bodies, or of new ones of
    the same document, of which the longest spelling is taken for the name."""
    names = known_names(curation)
    made: dict[str, Decision] = {}
    for printed in sorted(unknown, key=lambda name: (-len(name), name)):
        met = unknown[printed]
        likely = names.likely(printed)
        plain = Decision(Group.BODIES, printed, tuple(met.columns), len(met.seen), rows.first(met))
        if likely is not None:
            alias = NewAlias(printed, likely.name, likely.reason)
            made[printed] = replace(plain, group=Group.ALIASES, proposal=alias)
            continue
        body = body_proposal(plain)
        remark = "" if body else "not in the form of a body's name"
        similar = names.similar(printed)
        made[printed] = replace(plain, proposal=body, similar=similar, remark=remark)
        if body is not None:
            names.add(body.name, body.kind)
    in_order = [made[printed] for printed in unknown]
    return sorted(in_order, key=lambda decision: list(Group).index(decision.group))


def body_proposal(decision: Decision) -> NewBody | None:
    """The name as a new body, if it has the form of a body's name."""
    printed = decision.printed
    name = without_others(printed)
    if (
        name != clean(name)
        or name != name.strip(_EDGES)
        or len(name) < 2
        or not has_chinese(name)
        or name.count("（") != name.count("）")
    ):
        return None
    kind, reason = kind_of_body(name, decision.roles)
    return NewBody(name, kind, decision.roles, reason, printed if printed != name else "")


def _about_roles(
    met_in: Mapping[str, _Met], curation: Curation, rows: _PrintedRows
) -> Iterable[Decision]:
    for name, met in met_in.items():
        held = "；".join(curation.organization(name).roles)
        decision = Decision(
            Group.ROLES,
            name,
            tuple(met.columns),
            len(met.seen),
            rows.first(met),
            remark=f"known as {held}; if columns are exchanged on these rows, say no",
        )
        yield replace(decision, proposal=NewRole(name, decision.roles))


def _about_term(value: str, met: _Met, curation: Curation, rows: _PrintedRows) -> Decision:
    decision = Decision(Group.TERMS, value, tuple(met.columns), len(met.seen), rows.first(met))
    proposal, remark = _term_proposal(decision, curation)
    return replace(decision, proposal=proposal, remark=remark)


def _term_proposal(decision: Decision, curation: Curation) -> tuple[Proposal | None, str]:
    name, value = decision.field, decision.printed
    known = curation.values_of(name)
    if value in known:
        return None, (
            "the header names the values of this column, and this is none of them: compare with "
            "the page, and correct the row in curation/corrections.yml"
        )
    named = {term for spelling, term in known.items() if spelling in value}
    if len(named) == 1:
        term = named.pop()
        return NewVariant(name, value, term, f"含“{term}”，清单中的另一写法"), ""
    if name in _OPEN_TERMS and has_chinese(value):
        return NewTerm(name, value, f"清单所列领域“{value}”的标准项目", value), ""
    return None, f"known are {', '.join(dict.fromkeys(known.values()))}"


def _about_columns(extractions: Sequence[Extraction]) -> Iterable[Decision]:
    for extraction in extractions:
        for found in extraction.lists:
            for word in found.extra_columns:
                filled = [entry for entry in found.entries if entry.other.get(word)]
                shown = tuple(
                    PrintedRow(extraction.file, entry.place, (entry.other[word],))
                    for entry in filled[:SHOWN_ROWS]
                )
                yield Decision(
                    Group.COLUMNS,
                    word,
                    (word,),
                    len(filled),
                    shown,
                    remark="kept under its word; schema/kinds/fields.yml can make it a field",
                )


def _field_of_column() -> dict[str, str]:
    return {expected_word(name): name for name in fields()}


def _roles_of_columns() -> dict[str, Role]:
    return {
        expected_word(name): Role(declared.role)
        for name, declared in fields().items()
        if declared.role
    }
