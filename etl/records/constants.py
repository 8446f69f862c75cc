"""What a heading says of all rows of a list, and a row across the table of the rows below it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from etl.inputs.curation import Curation
from etl.recognition.lists import ListRow
from etl.recognition.row_shapes import without_number
from etl.text.cleaning import clean
from etl.text.traditional import simplified

# Under this word `other` keeps a group that names neither an industry nor a nature.
GROUP_WORD = "分组"
# Only the words as a whole count: 国家 also stands in the names of ministries.
_LEVELS = (
    ("国家", re.compile("国家(?:军用)?标准|国标(?!委)")),
    ("行业", re.compile("行业标准")),
    ("地方", re.compile("地方标准")),
    ("团体", re.compile("团体标准")),
)
_BEFORE_INDUSTRY = re.compile(
    "[^\u4e00-\u9fff]|年|月|日|号|项|批|的|等|次|度|关于|下达|发布|批准|印发|公布|部分|有关|相关"
    "|国家|推荐性|强制性|制修订|制定|修订|重点"
)
_LONGEST_INDUSTRY = 8
_GROUP_ENDING = re.compile(r"行业$")
# Words that say only that a list holds both types.
_BOTH_TYPES = re.compile("制.?修.?订|制[定订]、?修订")


def level_of_heading(text: str) -> str | None:
    """The level of standards that a heading names, if it names exactly one of the four."""
    plain = simplified(clean(text)).replace("国家标准化", "")
    named = [level for level, pattern in _LEVELS if pattern.search(plain)]
    return named[0] if len(named) == 1 else None


def constants_of_heading(title: str, curation: Curation) -> dict[str, str]:
    """The nature and the industry that the title of a list names: 强制性国家标准…计划 → 强制,
    2024年化工行业标准…计划 → 化工."""
    text = simplified(clean(title))
    found = _terms_in(text, curation, ("mandate",))
    before, sign, _ = text.partition("行业标准")
    name = _BEFORE_INDUSTRY.split(before)[-1]
    if sign and 2 <= len(name) <= _LONGEST_INDUSTRY:
        found["industry"] = name
    return found


def groups_of_rows(rows: Sequence[ListRow], curation: Curation) -> Iterator[Mapping[str, str]]:
    """For each row what the groups above it say: fields, and under :data:`GROUP_WORD` the last
    group that names no field. A group replaces only what is of its own kind."""
    state: dict[str, str] = {}
    for row in rows:
        if row.groups:
            state = dict(state)
            for group in row.groups:
                state |= group_values(group, curation)
        yield state


def group_values(group: str, curation: Curation) -> dict[str, str]:
    """What a row across the table says: 一、强制性标准 → 强制, （二）化工 → 化工 as an industry."""
    name = without_number(group)
    terms = _terms_in(name, curation, ("mandate", "project_type"))
    if terms:
        return terms
    industry = _GROUP_ENDING.sub("", name)
    if industry != name or industry in curation.industries:
        return {"industry": industry}
    return {GROUP_WORD: name}


def _terms_in(text: str, curation: Curation, fields: Sequence[str]) -> dict[str, str]:
    """The terms that a text names, of each field exactly one. 制修订 names no type."""
    plain = _BOTH_TYPES.sub("", text)
    found: dict[str, str] = {}
    for name in fields:
        spellings = curation.values_of(name).items()
        terms = {term for spelling, term in spellings if spelling in plain}
        if len(terms) == 1:
            found[name] = terms.pop()
    return found
