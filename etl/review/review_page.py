"""The decisions of a notice as one page to look at: no scripts, nothing from elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from etl.review.decisions import Decision, Group, PrintedRow, grouped, to_decide
from etl.review.proposals import in_words

_STYLE = """
body { font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { border: 1px solid #c8c8c8; padding: .35rem .5rem; text-align: left; vertical-align: top; }
th { background: #f2f2f2; } ul { margin: 0; padding-left: 1.1rem; }
.cell { border-left: 2px solid #c8c8c8; padding: 0 .35rem; } .place { color: #555; }
@media print { body { margin: 0; } }
"""


def review_page(decisions: Sequence[Decision], source: str, files: Iterable[str]) -> str:
    """An HTML page of all decisions, group by group, each beside its rows as printed."""
    open_ones = to_decide(decisions)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-Hans"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>待决事项 · {escape(source)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>待决事项 · decisions to take: {len(open_ones)}</h1>",
        f"<p>{escape(source)} · {escape(', '.join(files))}</p>",
    ]
    if not decisions:
        parts.append("<p>没有待决事项。Nothing is left to decide.</p>")
    for group, members in grouped(decisions).items():
        parts += _group(group, members)
    parts.append("</body></html>")
    return "\n".join(parts) + "\n"


def _group(group: Group, members: Sequence[Decision]) -> Iterator[str]:
    yield f'<h2 id="{group}">{escape(group.heading)} ({len(members)})</h2>'
    yield "<table><thead><tr><th>所印 · printed<th>栏目 · column<th>行数 · rows"
    yield "<th>建议 · proposal<th>所在行 · where it stands</tr></thead><tbody>"
    for decision in members:
        proposal = escape(in_words(decision.proposal)) if decision.proposal else "—"
        notes = [f"similar: {', '.join(decision.similar)}"] if decision.similar else []
        notes += [decision.remark] if decision.remark else []
        yield (
            f"<tr><th scope=row>{escape(decision.printed)}<td>{escape('、'.join(decision.columns))}"
            f"<td>{decision.rows}<td>{proposal}"
            + "".join(f"<br>{escape(note)}" for note in notes)
            + "<td><ul>"
            + "".join(map(_row, decision.shown))
            + "</ul></tr>"
        )
    yield "</tbody></table>"


def _row(row: PrintedRow) -> str:
    cells = " ".join(f'<span class="cell">{escape(cell)}</span>' for cell in row.cells)
    return f'<li><span class="place">{escape(row.place)}</span> {cells}</li>'
