"""Made lists: how long they are, which columns they print, and their rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.synthetic.bodies import Bodies
from benchmarks.synthetic.words import Words

LONGEST_LIST = 60_000
FIRST_YEAR, LAST_YEAR = 2014, 2026
_DOMAINS = ("设备更新", "消费品以旧换新", "循环利用")
_SHORT_HEADER = (
    "序号",
    "标准项目名称",
    "制定/修订",
    "强制/推荐",
    "主管部门",
    "归口技术委员会",
    "所属领域",
)
_PLAN_HEADER = (
    "序号",
    "计划号",
    "项目名称",
    "标准性质",
    "制修订",
    "项目周期（月）",
    "主管部门",
    "归口单位",
)
# Codes of two letters, and numbers of departments of three digits.
_LETTERS_OF_CODES = 20
_INDUSTRIES, _DEPARTMENTS = _LETTERS_OF_CODES**2, 1_000
_MEDIAN_LENGTH, _SPREAD = 300, 1.35
# Of all projects, the longest list takes at most this share.
_SHARE_OF_LONGEST = 3
_LETTERS = {"强制": "Q", "推荐": "T", "指导": "Z"}


@dataclass(frozen=True)
class Shape:
    """A list before its rows are made. ``order`` counts lists from 0."""

    order: int
    year: int
    rows: int
    has_plan_numbers: bool

    @property
    def slug(self) -> str:
        return f"{self.year}-p{self.order + 1}"

    @property
    def title(self) -> str:
        return f"{self.year}年第{self.order + 1}批国家标准制修订计划项目清单"

    @property
    def header(self) -> tuple[str, ...]:
        return _PLAN_HEADER if self.has_plan_numbers else _SHORT_HEADER


@dataclass(frozen=True)
class MadeRow:
    """A row's cells, and what its outcome and its link to a measure need to know; ``domain`` is
    empty where the list has none."""

    seq: int
    title: str
    mandate: str
    project_type: str
    domain: str
    cells: tuple[str, ...]


def shapes(projects: int, seed: int) -> list[Shape]:
    """The lists of a catalogue of ``projects`` rows, in the order of time: half of them shorter
    than 300 rows, a few very long."""
    chance = Random(f"{seed} lists")
    lengths: list[int] = []
    left = projects
    longest = min(LONGEST_LIST, projects // _SHARE_OF_LONGEST)
    lengths.append(longest)
    left -= longest
    while left > 0:
        length = round(chance.lognormvariate(0, _SPREAD) * _MEDIAN_LENGTH)
        lengths.append(min(left, max(1, min(length, longest))))
        left -= lengths[-1]
    chance.shuffle(lengths)
    years = LAST_YEAR - FIRST_YEAR + 1
    return [
        # Plan numbers of one year and scheme have four digits.
        Shape(
            i,
            FIRST_YEAR + i * years // len(lengths),
            length,
            length <= 9_000 and chance.random() < 0.7,
        )
        for i, length in enumerate(lengths)
    ]


def rows_of(shape: Shape, words: Words, bodies: Bodies, seed: int) -> Iterator[MadeRow]:
    """The rows of a list. A tenth are parts of families, a hundredth are set with doubled words
    or beside a title that differs by a word."""
    chance = Random(f"{seed} list {shape.order}")
    titles = _titles(words, chance)
    departments = committees = ""
    for seq in range(1, shape.rows + 1):
        title, goes_on = next(titles)
        mandate = chance.choices(("推荐", "强制", "指导"), (82, 14, 4))[0]
        if mandate == "指导" and not shape.has_plan_numbers:
            mandate = "推荐"  # a column 强制/推荐 has no third
        project_type = chance.choices(("制定", "修订"), (55, 45))[0]
        if not goes_on or chance.random() < 0.05:
            departments, committees = bodies.departments_of(chance), bodies.committees_of(chance)
        cells: tuple[str, ...]
        domain = "" if shape.has_plan_numbers else chance.choice(_DOMAINS)
        if shape.has_plan_numbers:
            cells = (
                str(seq),
                _plan_number(shape, seq, mandate),
                title,
                mandate,
                project_type,
                str(chance.choice((12, 16, 18, 22, 24))),
                departments,
                committees,
            )
        else:
            cells = (str(seq), title, project_type, mandate, departments, committees, domain)
        yield MadeRow(seq, title, mandate, project_type, domain, cells)


def _plan_number(shape: Shape, seq: int, mandate: str) -> str:
    """A number of its own: each list of a year has a code of an industry or a department to
    itself, as there are so few lists a year."""
    series = shape.order % (_INDUSTRIES + _DEPARTMENTS)
    if series < _INDUSTRIES:
        first, second = divmod(series, _LETTERS_OF_CODES)
        code = chr(ord("A") + first) + chr(ord("A") + second)
        return f"{shape.year}-{seq:04}{_LETTERS[mandate]}-{code}"
    return f"{shape.year}{seq:04}-{_LETTERS[mandate]}-{series - _INDUSTRIES:03}"


def _titles(words: Words, chance: Random) -> Iterator[tuple[str, bool]]:
    """Titles, each with whether it is a further part of the family before it."""
    while True:
        subject = "".join(
            words.subjects.draw(chance) for _ in range(chance.choice((2, 2, 3, 3, 4)))
        )
        kind = chance.random()
        if kind < 0.03:
            family = f"{subject}{words.endings.draw(chance)}"
            for number in range(1, chance.randint(2, 6) + 1):
                yield f"{family}第{number}部分：{words.parts.draw(chance)}", number > 1
        elif kind < 0.035:
            ending = words.endings.draw(chance)
            yield f"{subject}{ending}", False
            yield f"{subject}{words.subjects.draw(chance)[:2]}{ending}", False
        elif kind < 0.04:
            word = words.subjects.draw(chance)
            yield f"{subject}{word}{word}{words.endings.draw(chance)}", False
        else:
            yield f"{subject}{words.endings.draw(chance)}", False
