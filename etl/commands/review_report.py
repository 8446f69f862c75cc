"""Decisions as ``catalogue review`` prints them: for a person, and as JSON."""

from collections.abc import Iterator, Sequence

from etl.commands.report import counted
from etl.languages.chinese import translated
from etl.review.decisions import Decision, grouped, to_decide
from etl.review.proposals import (
    NewAlias,
    NewBody,
    NewRole,
    NewTerm,
    NewVariant,
    Proposal,
    in_words,
)

# Of a row as printed, so many characters are shown.
_ROW_LENGTH = 160


def decision_lines(decision: Decision) -> Iterator[str]:
    """One decision: what is printed and proposed, then the first rows that print it."""
    rows = translated(counted(decision.rows, "row"))
    yield f"{decision.printed}  [{', '.join(decision.columns)}; {rows}]"
    if decision.proposal:
        yield f"  → {translated(in_words(decision.proposal))}"
    if decision.similar:
        yield f"  similar: {', '.join(decision.similar)}"
    if decision.remark:
        yield f"  {decision.remark}"
    for row in decision.shown:
        cells = " | ".join(cell.replace("\n", " ") for cell in row.cells)
        more = " …" if len(cells) > _ROW_LENGTH else ""
        yield f"    {translated(row.place)}: {cells[:_ROW_LENGTH]}{more}"


def review_report(decisions: Sequence[Decision]) -> str:
    """All decisions, group by group, and how many there are."""
    lines = []
    for group, members in grouped(decisions).items():
        lines += [f"{translated(group.heading)} ({len(members)})"]
        lines += [f"  {line}" for decision in members for line in decision_lines(decision)]
        lines.append("")
    lines.append(f"{len(to_decide(decisions))} decisions to take")
    return "\n".join(lines)


def review_as_json(
    decisions: Sequence[Decision], source: str, files: Sequence[str], other_errors: int
) -> dict[str, object]:
    """The decisions as ``catalogue review --json`` prints them. ``other_errors`` counts the errors
    of the documents that are no decisions."""
    return {
        "source": source,
        "files": list(files),
        "to_decide": len(to_decide(decisions)),
        "other_errors": other_errors,
        "groups": [
            {
                "group": group.value,
                "title": group.heading,
                "decisions": [_as_json(decision) for decision in members],
            }
            for group, members in grouped(decisions).items()
        ],
    }


def _as_json(decision: Decision) -> dict[str, object]:
    return {
        "printed": decision.printed,
        "columns": list(decision.columns),
        "rows": decision.rows,
        "proposal": _proposal(decision.proposal) if decision.proposal else None,
        "similar": list(decision.similar),
        "remark": decision.remark,
        "shown": [
            {"file": row.file, "place": row.place, "cells": list(row.cells)}
            for row in decision.shown
        ],
    }


def _proposal(proposal: Proposal) -> dict[str, object]:
    match proposal:
        case NewBody(name, kind, roles, reason, printed_as):
            values: dict[str, object] = {"name": name, "kind": kind.value}
            values |= {"roles": [role.value for role in roles], "reason": reason}
            return {"body": values | ({"printed_as": printed_as} if printed_as else {})}
        case NewAlias(alias, name, reason):
            return {"alias": {"alias": alias, "name": name, "reason": reason}}
        case NewRole(name, roles):
            return {"role": {"name": name, "roles": [role.value for role in roles]}}
        case NewVariant(field, value, term, reason):
            return {"variant": {"field": field, "value": value, "term": term, "reason": reason}}
        case NewTerm(field, value, definition, english):
            return {
                "term": {
                    "field": field,
                    "value": value,
                    "definition": definition,
                    "english": english,
                }
            }
