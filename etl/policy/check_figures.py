"""Targets and other figures against the texts, and the texts against them: every figure of the
running text must be in one of the two files."""

import re
from collections import defaultdict

from etl.policy.comparison import Comparison
from etl.policy.material import FIGURES
from etl.policy.policy_documents import DOCUMENTS
from etl.policy.source_texts import SourceText, plain
from etl.policy.targets import EVERY_YEAR, TARGETS, Target

_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_UNIT = re.compile(r"^[^0-9]*[0-9][0-9.,~-]*")
# What texts of this kind count in; the units of the two files are added to them.
_USUAL_UNITS = ("%", "项", "个", "台", "家", "户", "部", "万元", "亿元", "万吨", "亿吨")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年")


def check_targets(comparison: Comparison) -> None:
    """Value, comparing word and years of every target."""
    for target in comparison.policy.targets:
        text = comparison.text(target.document)
        document = comparison.policy.document.get(target.document)
        if text is None or document is None:
            continue
        place = (TARGETS, target.row)
        comparison.stands(target.value_printed, text, target.line, place, "value_printed")
        if target.comparator_printed is not None:
            comparison.stands(
                target.comparator_printed, text, target.line, place, "comparator_printed"
            )
        _check_value(comparison, target)
        above = "".join(
            text.line(number) for number in range(document.lines.first, target.line + 1)
        )
        years = [] if target.due in (None, EVERY_YEAR) else _NUMBERS.findall(target.due or "")
        for year in years:
            comparison.expect(
                year in above or "今明两年" in above,
                place,
                "due",
                f"the year {year} is not printed on line {target.line} of {text.name} or above",
                "a year that the document prints",
            )
        if target.baseline_year is not None:
            comparison.stands(
                f"较{target.baseline_year}年", text, target.line, place, "baseline_year"
            )


def _check_value(comparison: Comparison, target: Target) -> None:
    """The value is the number printed; a word read as a number has a note that says so."""
    numbers = [float(number) for number in _NUMBERS.findall(target.value_printed)]
    values = [target.value, *([target.value_max] if target.value_max is not None else [])]
    holds = all(value in numbers for value in values) if numbers else target.note is not None
    comparison.expect(
        holds,
        (TARGETS, target.row),
        "value",
        f"{target.value:g} for {target.value_printed!r}",
        "the number as printed, or a note that says how a word is read",
    )


def check_figures(comparison: Comparison) -> None:
    """Every other figure stands on its line, and no figure of a text is in neither file."""
    for figure in comparison.policy.figures:
        text = comparison.text(figure.document)
        if text is not None:
            place = (FIGURES, figure.row)
            comparison.stands(figure.printed, text, figure.line, place, "printed")
    _sweep(comparison)


def _sweep(comparison: Comparison) -> None:
    """Figures with a usual unit or one that the two files have, outside of tables and years."""
    policy = comparison.policy
    known: dict[tuple[str, int], list[str]] = defaultdict(list)
    units = {*_USUAL_UNITS, *(plain(target.unit) for target in policy.targets)}
    for document, line, printed in (
        *((t.document, t.line, t.value_printed) for t in policy.targets),
        *((f.document, f.line, f.printed) for f in policy.figures),
    ):
        if document in policy.document:
            known[policy.document[document].source_file, line].append(plain(printed))
    units |= {_UNIT.sub("", plain(figure.printed)) for figure in policy.figures}
    # 号 numbers documents and houses and counts nothing.
    usual = [unit for unit in units if unit and not _NUMBERS.search(unit) and unit != "号"]
    longest = sorted(map(re.escape, usual), key=len, reverse=True)
    pattern = re.compile(rf"(?<![0-9.])([0-9][0-9.,]*)(?:{'|'.join(longest)})")
    tables = {
        (policy.document[table.document].source_file, line)
        for table in policy.tables
        if table.document in policy.document
        for line in range(table.lines.first, table.lines.last + 1)
    }
    for name, text in comparison.texts.items():
        _sweep_text(comparison, text, pattern, known, tables, name)


def _sweep_text(
    comparison: Comparison,
    text: SourceText,
    pattern: re.Pattern[str],
    known: dict[tuple[str, int], list[str]],
    tables: set[tuple[str, int]],
    name: str,
) -> None:
    for number in range(1, len(text.lines) + 1):
        if (name, number) in tables:
            continue
        for match in pattern.finditer(text.line(number)):
            if _YEAR.fullmatch(match[0]):
                continue
            comparison.expect(
                any(match[1] in printed for printed in known[name, number]),
                (DOCUMENTS, ""),
                "",
                f"line {number} of {name} prints {match[0]!r}, which is neither a target nor "
                "among the other figures",
                f"every figure of the text in {TARGETS} or {FIGURES}",
            )
