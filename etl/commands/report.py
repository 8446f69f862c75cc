"""What the command shows a person: plain text, one page, nothing left out."""

from collections import Counter
from typing import TYPE_CHECKING

from etl.extract import ExtractedList, Extraction
from etl.languages.chinese import translated
from etl.languages.locale import is_chinese
from etl.languages.problem_words import kind_of, message_of, place_of
from etl.problems import Problem
from schema.value_words import value_in_words

if TYPE_CHECKING:  # it needs the database's libraries, which reading a document does not
    from etl.database.diff import Change, Difference

_COUNTED = (("制修订", "project_type"), ("标准性质", "mandate"), ("所属领域", "domain"))


def extraction_report(extraction: Extraction) -> str:
    """What was found in a document: a block for each list, then the problems by kind."""
    lines = [translated(f"{extraction.file}  format {_format_of(extraction)}")]
    for found in extraction.lists:
        lines += ["", *_list_block(found)]
    errors = extraction.errors
    warnings = [problem for problem in extraction.problems if not problem.is_error]
    for name, problems in (
        ("error", errors),
        ("warning", warnings),
        ("accepted problem", extraction.accepted),
    ):
        if problems:
            lines += ["", translated(counted(len(problems), name))]
            lines += _by_kind(problems)
    rows = sum(len(found.entries) for found in extraction.lists)
    verdict = "would not be loaded" if errors else "can be loaded"
    where = f"{counted(rows, 'row')} in {counted(len(extraction.lists), 'list')}"
    lines += ["", f"{where}; the document {verdict}."]
    return "\n".join(lines)


def difference_report(difference: "Difference") -> str:
    """The projects added (+), removed (-) and changed (~), each with what differs."""
    if difference.is_empty:
        return "no project differs"
    lines = [f"+ {code} {title}" for code, title in difference.added.items()]
    lines += [f"- {code} {title}" for code, title in difference.removed.items()]
    for code, changes in difference.changed.items():
        lines.append(f"~ {code}")
        lines += [f"    {_changed(change)}" for change in changes]
    lines.append(
        f"{len(difference.added)} added, {len(difference.removed)} removed, "
        f"{len(difference.changed)} changed"
    )
    return "\n".join(lines)


def counted(count: int, noun: str) -> str:
    """A number and its noun, in the plural unless there is one."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _format_of(extraction: Extraction) -> str:
    if not extraction.format:
        return translated("not recognised")
    return str(value_in_words("format", extraction.format)) if is_chinese() else extraction.format


def _changed(change: "Change") -> str:
    """A field before and after: by the column's name and values as stored; for a Chinese reader by
    its title, and in words."""
    field, values = change.field, (change.old, change.new)
    if is_chinese():
        from schema.dictionary import declarations

        declared = declarations()["projects"].columns.get(field)
        values = (value_in_words(field, change.old), value_in_words(field, change.new))
        field = declared.title if declared else field
    old, new = (translated("(empty)") if value is None else str(value) for value in values)
    return f"{field}: {old} → {new}"


def _list_block(found: ExtractedList) -> list[str]:
    level = translated(f", {found.level}标准") if found.level else ""
    stated = "no total stated" if found.stated_count is None else f"stated {found.stated_count}"
    lines = [
        f"{found.title or translated('(no title)')}  [{translated(found.place)}]",
        "  "
        + translated(
            f"{found.kind.kind}{level}, year {found.year or 'not stated'}, "
            f"{counted(len(found.entries), 'row')}, {stated}"
        ),
    ]
    for title, name in _COUNTED:
        counts = Counter(filter(None, (entry.text(name) for entry in found.entries)))
        if not counts:
            continue
        lines.append(f"  {title}: " + ", ".join(f"{v} {n}" for v, n in counts.most_common()))
    if found.extra_columns:
        lines.append(f"  kept verbatim only: {', '.join(found.extra_columns)}")
    return lines


def _by_kind(problems: list[Problem]) -> list[str]:
    lines = []
    for kind, count in Counter(problem.kind for problem in problems).most_common():
        of_kind = [problem for problem in problems if problem.kind == kind]
        lines.append(f"  {kind_of(of_kind[0])} ({count})")
        rows = Counter((problem.column, problem.value) for problem in of_kind if problem.value)
        said = set()
        for problem in of_kind:
            more = rows[problem.column, problem.value] - 1
            if more > 0 and (problem.column, problem.value) in said:
                continue  # a name on many rows is one decision, and said once
            said.add((problem.column, problem.value))
            also = translated(f" (and on {counted(more, 'more row')})") if more > 0 else ""
            lines.append(f"    {place_of(problem)}: {message_of(problem)}{also}")
    return lines
