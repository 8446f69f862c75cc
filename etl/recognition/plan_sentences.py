"""Plans and standards as the platform of national standards tells them, in a sentence each:

国家标准计划《…》由 TC261（全国认证认可标准化技术委员会）归口，主管部门为国家标准委。

What stands below the sentence up to the next one (drafters, numbers of replaced standards, the
plan's number and stage) is about the same plan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.readers.document import TextBlock
from etl.recognition.headers import Header
from etl.recognition.lists import ListRow, StandardsList
from schema.numbers import find_standard_numbers, parse_plan_number

_SENTENCE = re.compile(
    r"国家标准(?:计划)?《(?P<title>[^》]{2,120})》\s*由\s*(?P<committees>[^。，,]{2,80}?)\s*归口\s*[，,]\s*"
    r"(?:(?P<executors>[^。，,]{2,80}?)\s*执行\s*[，,]\s*)?主管部门为\s*(?P<departments>[^。]{2,60}?)\s*。"
)
_DRAFTERS = re.compile(r"主要起草单位\s*[:：]?\s*(?P<drafters>[^。]{2,2000}?)\s*(?:。|$)")
_REPLACED = re.compile(r"^(?P<numbers>.{4,200}?)\s*[（(](?:全部|部分)代替[)）]$")
# TC261（全国认证认可标准化技术委员会）: the code, then the name.
_CODED = re.compile(r"^(?:SAC/)?TC\s*\d+(?:\s*/?\s*SC\s*\d+)?\s*[（(](?P<name>.+)[)）]$")
_STAGE = "状态"
# So many lines can be about one plan.
_MOST_LINES = 12
# The words that the sentence prints; numbers stand below it without any.
_WORDS = {
    "title": "国家标准计划",
    "committees": "归口",
    "executors": "执行",
    "departments": "主管部门",
    "drafters": "主要起草单位",
    "replaces": "",
    "plan_number": "",
    "number": "",
}
_BODIES = ("committees", "executors", "departments")


def told_in_sentences(texts: Sequence[TextBlock]) -> Iterator[StandardsList]:
    """One list of all the plans and standards that ``texts`` tell in such sentences, if any."""
    above: list[TextBlock] = []
    rows: list[ListRow] = []
    for block in texts:
        for line in filter(None, map(str.strip, block.text.split("\n"))):
            found = _SENTENCE.search(line)
            if found is not None:
                values = {name: text or "" for name, text in found.groupdict().items()}
                values |= {name: _without_code(values[name]) for name in _BODIES}
                rows.append(ListRow((line,), block.place, values))
                line = line[found.end() :]
            if rows:
                rows[-1] = _with_line(rows[-1], line, line if found is None else "")
            else:
                above.append(TextBlock(line, block.place))
    if not rows:
        return
    fields = [name for name in _WORDS if any((row.values or {}).get(name) for row in rows)]
    header = Header(
        {name: i for i, name in enumerate(fields)}, tuple(_WORDS[name] for name in fields)
    )
    in_full = [
        replace(row, values={name: (row.values or {}).get(name, "") for name in fields})
        for row in rows
    ]
    yield StandardsList("", rows[0].place, None, header, rows=in_full, above=above[-2:])


def _with_line(row: ListRow, line: str, printed: str) -> ListRow:
    """The row with what a line below its sentence says: drafters, replaced numbers, its own
    number and stage. Other lines are not about it."""
    if len(row.cells) > _MOST_LINES:
        return row
    values, other = dict(row.values or {}), dict(row.other)
    drafters, replaced = _DRAFTERS.search(line), _REPLACED.match(line)
    number, _, stage = line.partition(" ")
    if drafters:
        values.setdefault("drafters", drafters["drafters"])
    elif replaced and find_standard_numbers(replaced["numbers"]).numbers:
        before = values.get("replaces", "")
        values["replaces"] = "\n".join(filter(None, (before, replaced["numbers"])))
    elif number and parse_plan_number(number) is not None:
        values.setdefault("plan_number", number)
        if stage.strip():
            other.setdefault(_STAGE, stage.strip())
    else:
        return row
    cells = (*row.cells, printed) if printed else row.cells
    return replace(row, cells=cells, values=values, other=other)


def _without_code(body: str) -> str:
    coded = _CODED.match(body)
    return coded["name"] if coded else body
