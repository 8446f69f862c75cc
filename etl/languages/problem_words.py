"""Problems in the language of the reader."""

from etl.languages.chinese import translated
from etl.languages.locale import is_chinese
from etl.problems import KINDS, Problem, shortened, shown

_SEVERITIES = {"error": "错误", "warning": "提醒"}
_STOPS = ("。", ".", "！", "？")


def message_of(problem: Problem) -> str:
    """What was found, what was expected and what to do, in one line."""
    if not is_chinese():
        return problem.message
    found = shortened(translated(problem.found))
    parts = [f"“{problem.column}”栏：{found}" if problem.column else found]
    if problem.expected:
        parts.append(f"应为：{translated(problem.expected)}")
    if problem.next_step:
        parts.append(translated(problem.next_step))
    return shown("".join(part if part.endswith(_STOPS) else part + "。" for part in parts))


def place_of(problem: Problem) -> str:
    return translated(problem.place)


def kind_of(problem: Problem) -> str:
    """The kind as it is known everywhere, for a Chinese reader with what it means."""
    if not is_chinese():
        return problem.kind
    return f"{problem.kind} {translated(KINDS[problem.kind][1])}"


def line_of(problem: Problem) -> str:
    """The problem as it is reported: file, place, severity, message and kind."""
    if not is_chinese():
        return str(problem)
    where = shown(" ".join(part for part in (problem.file, place_of(problem)) if part))
    severity = _SEVERITIES[problem.severity.value]
    return f"{where + '：' if where else ''}{severity}：{message_of(problem)}[{problem.kind}]"
