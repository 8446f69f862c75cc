"""The documentation's page of the fields and kinds of lists, made from their declarations."""

from schema.kinds.fields import Field, fields
from schema.kinds.list_kinds import ListKind, list_kinds

_TYPES = {
    "seq": "whole number",
    "text": "text",
    "title": "text with Chinese words",
    "term": "term of `curation/vocabulary.yml`",
    "bodies": "bodies of `curation/organizations.csv`",
    "plan_number": "plan number ([numbers](numbers.md))",
    "standard_number": "number of a standard ([numbers](numbers.md))",
    "standard_numbers": "numbers of standards ([numbers](numbers.md))",
    "adoptions": "text, as printed",
    "months": "number of months: 24, 24个月, 2年",
    "date": "date as precise as printed: 2025, 2025-06, 2025-06-30",
    "year": "year",
}
_INTRODUCTION = """
A list is any table of standards or of projects of standards. It needs a column of titles, and
something that says these are standards: a header word, the heading above the table, or numbers.
Everything else is read where it is printed; what a list does not print is null, never a guess.

- **What holds for the whole list** (强制性 or 化工行业 in its heading, or `constants` in
  `notice.yml`) is stored on the list. Rows repeat it only where they print it or their number
  tells it. A number that says another nature than the column or the heading is a problem.
- **Rows across the table** (化工行业, 一、强制性标准) belong to the rows below them: an industry, a
  nature or a type where they name one, and otherwise 分组 in `other`. Numbers may begin anew below
  them.
- **Columns of no field**, and known ones without a column of their own, stay in `other` under their
  header word, and are named once a list.
- **A cell that its type cannot read** stays in `other` as printed (`unread_value`).
- **A page of one plan or standard**, keys beside values, is a list of one row.

The declarations are [fields.yml](../schema/kinds/fields.yml) and
[kinds.yml](../schema/kinds/kinds.yml); [CONTRIBUTING](../CONTRIBUTING.md) shows how to add one.
"""


def lists_page(note: str) -> str:
    """The page; ``note`` says that it is generated."""
    lines = ["# 清单的栏目与种类 · Fields and kinds of lists", "", f"<!-- {note} -->"]
    lines += [*_INTRODUCTION.rstrip().split("\n"), "", "## Kinds", ""]
    lines += [
        "| kind | what it is | recognised by | needs | rows are about |",
        "|---|---|---|---|---|",
    ]
    lines += [_kind_row(kind) for kind in list_kinds()]
    lines += [
        "",
        "The heading decides before the columns do, and the first kind that fits is taken.",
    ]
    lines += ["", "## Fields", ""]
    lines += ["| field | 中文名 | read as | kept in | header words |", "|---|---|---|---|---|"]
    lines += [_field_row(field) for field in fields().values()]
    lines += [
        "",
        "Blanks, brackets, slashes, 、 and 或 within a word do not matter, nor does the width of "
        "letters. Words marked ? mean the field only where the cells below them fit it.",
    ]
    return "\n".join(lines) + "\n"


def _kind_row(kind: ListKind) -> str:
    told = [f"`{pattern}`" for pattern in kind.heading] + [f"column {name}" for name in kind.fields]
    cells = (
        kind.kind,
        f"{kind.title}: {kind.english}",
        "; ".join(told) or "what no other kind takes",
        ", ".join(need.replace("|", " or ") for need in kind.needs),
        f"a {kind.entries}",
    )
    return _row(cells)


def _field_row(field: Field) -> str:
    words = [word + ("?" if word in field.doubtful else "") for word in field.words]
    words += [f"…{ending}" for ending in field.endings]
    kept = ", ".join(f"`{table}`" for table in field.tables) if field.tables else "`other`"
    cells = (
        f"`{field.name}`",
        field.title,
        _TYPES[field.type] + (f", role {field.role}" if field.role else ""),
        "every entry" if field.is_kept and not field.tables else kept,
        "、".join(words),
    )
    return _row(cells)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
