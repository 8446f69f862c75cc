"""Outcomes as curated: every fault of the file is named with its place, nothing is repaired."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.build import read_catalogue
from etl.catalogue import Catalogue
from etl.outcomes.coverage import Coverage
from etl.outcomes.curated import CuratedOutcomes, all_problems, load_outcomes
from etl.outcomes.events import ListedProject
from etl.outcomes.loading import read_outcomes
from etl.outcomes.outcome_store import Outcomes
from etl.paths import CURATION
from etl.problems import Problem
from schema.vocabulary import ProjectStatus

Lines = list[str]
Change = Callable[[Lines], None]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CURATION, tmp_path / "curation"))


def problems_of(folder: Path, catalogue: Catalogue) -> list[Problem]:
    known = load_outcomes(folder)
    return all_problems(known, catalogue.projects, Coverage(known.events, catalogue.listed))


def rewrite(path: Path, change: Change) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    change(lines)
    path.write_text("\n".join(lines), encoding="utf-8")


def replace(old: str, new: str) -> Change:
    def change(lines: Lines) -> None:
        (at, *_) = [n for n, line in enumerate(lines) if old in line]
        lines[at] = lines[at].replace(old, new, 1)

    return change


def add(line: str) -> Change:
    def change(lines: Lines) -> None:
        lines.insert(2, line)

    return change


def test_the_committed_outcomes_are_sound(catalogue: Catalogue) -> None:
    outcomes = catalogue.known.outcomes

    assert catalogue.outcome_problems() == []
    assert outcomes
    assert all(outcome.evidence for outcome in outcomes)


URL = "https://github.com/1"
# what is damaged → (change, column named or None, words of the message)
DAMAGE: dict[str, tuple[Change, str | None, str]] = {
    "unknown project": (replace("2024-004,", "2024-904,"), "project", "no list has a project"),
    "project of a wrong form": (replace("2024-004,", "2024-4,"), "project", "no list has"),
    "no project": (replace("2024-004,", ","), "project", "no project"),
    "number without a year": (replace("GB 20052-2024", "GB 20052"), "standard_number", "no number"),
    "number with a short year": (
        replace("GB 20052-2024", "GB 20052-24"),
        "standard_number",
        "no number",
    ),
    "number with two kinds": (
        replace("GB/T 32151.42-2024", "GB/T/Z 32151.42-2024"),
        "standard_number",
        "no number",
    ),
    "number of another system": (
        replace("GB/T 32151.42-2024", "QB/T 32151.42-2024"),
        "standard_number",
        "no number",
    ),
    "two numbers in a cell": (
        replace("GB 20052-2024", "GB 20052-2024 GB 1-2024"),
        "standard_number",
        "no number",
    ),
    "no number": (replace("GB 20052-2024,", ","), "standard_number", "no number"),
    "day that does not exist": (replace("2024-12-01", "2024-02-30"), "published_on", "no date"),
    "month that does not exist": (replace("2024-12,", "2024-13,"), "published_on", "no date"),
    "date of another form": (replace("2024-12-01", "2024/12/01"), "published_on", "no date"),
    "date without zeros": (replace("2024-12-01", "2024-12-1"), "published_on", "no date"),
    "date of another century": (replace("2024-12-01", "1824-12-01"), "published_on", "no date"),
    "date with a clock": (
        replace("2025-04-01,GB 21522", "2025-04-01T00:00,GB 21522"),
        "implemented_on",
        "no date",
    ),
    "unknown confidence": (replace(",medium,", ",maybe,"), "confidence", "'maybe'"),
    "low confidence": (replace(",medium,", ",low,"), "confidence", "'low'"),
    "no confidence": (replace(",medium,", ",,"), "confidence", "''"),
    "confidence in capitals": (replace(",high,", ",High,"), "confidence", "'High'"),
    "verified without a title": (
        replace(",农药工业水污染物排放标准,", ",,"),
        "confidence",
        "no published title",
    ),
    "title in another language": (
        replace(",农药工业水污染物排放标准,", ",Pesticides,"),
        "published_title",
        "not Chinese",
    ),
    "title with a control character": (
        replace(",农药工业水", ",农药\x07工业水"),
        "published_title",
        "U+0007",
    ),
    "title with a replacement mark": (
        replace(",农药工业水", ",农药\ufffd业水"),
        "published_title",
        "U+FFFD",
    ),
    "no evidence": (
        replace(",https://chemall.com.cn/news/show-201532.html,", ",,"),
        "source_urls",
        "no address",
    ),
    "evidence that is no address": (
        replace("https://chemall.com.cn/", "chemall.com.cn/"),
        "source_urls",
        "'chemall",
    ),
    "evidence that runs code": (
        replace("https://chemall.com.cn/news/show-201532.html", "javascript:alert(1)"),
        "source_urls",
        "'javascript",
    ),
    "evidence with a user": (
        replace("https://chemall.com.cn/", "https://a:b@chemall.com.cn/"),
        "source_urls",
        "'https://a:b@",
    ),
    "evidence without a host": (
        replace("https://chemall.com.cn/", "https:///"),
        "source_urls",
        "'https:///",
    ),
    "evidence twice": (
        replace(
            "https://chemall.com.cn/news/show-201532.html",
            f"{URL} {URL}",
        ),
        "source_urls",
        "twice",
    ),
    "replaces itself": (replace(",GB 20052-2020,", ",GB20052—2024,"), "replaces", "itself"),
    "replaces itself under other letters": (
        replace(",GB 20052-2020,", ",GB/T 20052-2024,"),
        "replaces",
        "itself",
    ),
    "replaces a newer one": (replace(",GB 20052-2020,", ",GB 20052-2026,"), "replaces", "newer"),
    "replaces one twice": (
        replace(",GB 20052-2020,", ",GB 20052-2020; GB 20052-2020 (partly),"),
        "replaces",
        "twice",
    ),
    "replaces a malformed number": (
        replace(",GB 20052-2020,", ",GB 20052,"),
        "replaces",
        "no number",
    ),
    "replaces with an unknown mark": (
        replace(",GB 20052-2020,", ",GB 20052-2020 (mostly),"),
        "replaces",
        "cannot be read",
    ),
    "replaces separated by commas": (
        replace(",GB 20052-2020,", ',"GB 20052-2020, GB 1-2000",'),
        "replaces",
        "no number",
    ),
    "same row twice": (
        add(f"2024-004,GB 20052-2024,,,,,medium,{URL},"),
        "standard_number",
        "already on line",
    ),
    "same row in another spelling": (
        add(f"2024-004,GB20052—2024,,,,,medium,{URL},"),
        "standard_number",
        "already on line",
    ),
    "one number of two kinds": (
        add(f"2024-001,GB/T 20052-2024,,,,,medium,{URL},"),
        "standard_number",
        "which is GB",
    ),
    "replaced number of another kind": (
        add(f"2024-001,GB 99999-2025,,,,GB 8903-2018,medium,{URL},"),
        "replaces",
        "which is GB",
    ),
    "two verified numbers": (
        add(f"2024-005,GB 99999-2024,某标准,,,,high,{URL},"),
        "standard_number",
        "with the same confidence",
    ),
    "two verified editions": (
        add(f"2024-005,GB 21523-2025,某标准,,,,high,{URL},"),
        "standard_number",
        "with the same confidence",
    ),
    "a verified whole beside a verified part": (
        add(f"2024-011,GB/T 32151-2024,某标准,,,,high,{URL},"),
        "standard_number",
        "with the same confidence",
    ),
    "two titles for one standard": (
        add(f"2024-001,GB 21523-2024,另一标准,,,,medium,{URL},"),
        "published_title",
        "another value",
    ),
    "two dates for one standard": (
        add(f"2024-001,GB 21522-2024,,2024-12-02,,,medium,{URL},"),
        "published_on",
        "another value",
    ),
    "other replacements for one standard": (
        add(f"2024-001,GB 21522-2024,,,,GB 21522-2008 (partly),medium,{URL},"),
        "replaces",
        "another value",
    ),
    "standards that replace each other": (
        lambda lines: lines.extend(
            [
                f"2024-001,GB 90001-2024,,,,GB 90002-2024,medium,{URL},",
                f"2024-002,GB 90002-2024,,,,GB 90001-2024,medium,{URL},",
            ]
        ),
        "replaces",
        "replace each other",
    ),
    "a cell too few": (replace("2024-004,GB", "2024-004 GB"), None, "8 cells"),
    "a cell too many": (replace("2024-004,", "2024-004,,"), None, "10 cells"),
    "an open quotation mark": (replace("2024-011,GB", '2024-011,"GB'), None, "does not close"),
    "text after a quotation mark": (
        replace(",https://bzpt.com", ',"https"://bzpt.com'),
        None,
        "closing one",
    ),
    "an empty line": (add(""), None, "cells"),
    "another header": (replace("project,standard_number", "project,number"), None, "header"),
    "another separator": (replace("2024-004,", "2024-004;"), None, "8 cells"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named_with_its_place(damage: str, folder: Path, catalogue: Catalogue) -> None:
    change, column, words = DAMAGE[damage]
    rewrite(folder / "outcomes.csv", change)

    problems = problems_of(folder, catalogue)

    named = [p for p in problems if words in p.message and p.file.endswith("outcomes.csv")]
    assert named, [str(problem) for problem in problems]
    assert all(problem.place.startswith("line ") and problem.expected for problem in named)
    if column is not None:
        assert column in [problem.column for problem in named]


def test_all_faults_are_reported_together(folder: Path, catalogue: Catalogue) -> None:
    for change in (
        replace("2024-004,", "2024-904,"),
        replace("2024-12-01", "2024-02-30"),
        add(f"2024-001,GB/T 21523-2024,,,,,medium,{URL},"),
    ):
        rewrite(folder / "outcomes.csv", change)
    rewrite(folder / "events.yml", replace("{project: 2025-007}", "{project: 2025-907}"))
    rewrite(folder / "remarks.yml", replace("project: 2025-092", "project: 2024-999"))

    problems = problems_of(folder, catalogue)

    assert {Path(problem.file).name for problem in problems} == {
        "outcomes.csv",
        "events.yml",
        "remarks.yml",
    }
    assert {p.column for p in problems if p.column} == {
        "project",
        "published_on",
        "standard_number",
    }


EVENT_DAMAGE = {
    "date": (replace('on: "2025-12-26"', 'on: "2025-12-36"'), "no date"),
    "address": (replace("[https://c.m.163", "[c.m.163"), "c.m.163"),
    "official without address": (
        replace("[https://c.m.163.com/news/a/KHNJ4I2P0530I0DC.html]", "[]"),
        "without an address",
    ),
    "contradicts nothing": (
        replace("contradicts: samr-2025", "contradicts: samr-2024"),
        "samr-2024",
    ),
    "contradicts itself": (
        replace("contradicts: samr-2025-12-26", "contradicts: wto-chn-2182"),
        "smaller id",
    ),
    "id twice": (replace("- id: 2", "- id: 1"), "twice"),
    "kind": (replace("kind: 征求意见", "kind: 其他"), "kind"),
    "more projects than there are": (replace("count: 294", "count: 295"), "295 projects of 294"),
    "unknown domain": (replace("domain: 循环利用", "domain: 循环"), "no project is meant"),
    "unknown list": (replace('list: "2024"', 'list: "2023"'), "no project is meant"),
    "two subjects in one": (
        replace("{project: 2025-007}", '{project: 2025-007, list: "2025"}'),
        "no single subject",
    ),
    "no subject": (replace("{project: 2025-007}", "{count: 1}"), "no single subject"),
    "count of nothing": (replace("count: 39", "count: 0"), "count"),
    "unknown key": (replace("stated_by: 市场监管总局", "stated: 市场监管总局"), "stated"),
}


@pytest.mark.parametrize("damage", EVENT_DAMAGE)
def test_a_fault_in_an_event_is_named(damage: str, folder: Path, catalogue: Catalogue) -> None:
    change, words = EVENT_DAMAGE[damage]
    rewrite(folder / "events.yml", change)

    problems = problems_of(folder, catalogue)

    assert any(words in p.message and p.file.endswith("events.yml") for p in problems), problems


REMARK_DAMAGE = {
    "kind that rules give": (replace("kind: 成果证据存疑", "kind: 重复用字"), "kind"),
    "said twice": (
        lambda lines: lines.extend(
            ["  - {project: 2025-092, kind: 发布结果印证的读法, field: title, message: 再说}"]
        ),
        "second remark",
    ),
    "project without an outcome": (
        replace("project: 2025-092", "project: 2024-999"),
        "has no outcome",
    ),
    "field": (replace("field: evidence", "field: proof"), "field"),
}


@pytest.mark.parametrize("damage", REMARK_DAMAGE)
def test_a_fault_in_a_remark_is_named(damage: str, folder: Path, catalogue: Catalogue) -> None:
    change, words = REMARK_DAMAGE[damage]
    rewrite(folder / "remarks.yml", change)

    problems = problems_of(folder, catalogue)

    assert any(words in p.message and p.file.endswith("remarks.yml") for p in problems), problems


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_change_of_a_character_is_refused_or_loaded_as_written(
    data: st.DataObject, folder: Path, catalogue: Catalogue
) -> None:
    """A random edit never changes another row, loses one silently or raises."""
    path = folder / "outcomes.csv"
    original = (CURATION / "outcomes.csv").read_text(encoding="utf-8")
    lines = original.split("\n")
    row = data.draw(st.integers(1, len(lines) - 2))
    at = data.draw(st.integers(0, len(lines[row])))
    new = data.draw(st.sampled_from([*'0x,";. -/\n\t\r\x00', "国", "—", "\u2028", "\x0b", ""]))
    edited = lines[row][:at] + new + lines[row][at + 1 :]
    path.write_bytes("\n".join([*lines[:row], edited, *lines[row + 1 :]]).encode())

    outcomes, problems = read_outcomes(path)
    problems = all_problems(
        CuratedOutcomes(Outcomes(outcomes), sites=catalogue.known.sites, problems=tuple(problems)),
        catalogue.projects,
        Coverage((), ()),
    )

    before = list(catalogue.known.outcomes)
    untouched = {(o.project, o.number, o.evidence) for n, o in enumerate(before) if n != row - 1}
    assert untouched <= {(o.project, o.number, o.evidence) for o in outcomes}
    assert problems or len(outcomes) == len(before)


def listed(code: str, domain: str = "甲") -> ListedProject:
    return ListedProject(code, "n", code[:4], domain)


def test_an_event_on_some_projects_of_a_list_says_nothing_of_each(tmp_path: Path) -> None:
    (tmp_path / "outcomes.csv").write_text(
        (CURATION / "outcomes.csv").read_text(encoding="utf-8").split("\n")[0], encoding="utf-8"
    )
    (tmp_path / "remarks.yml").write_text("remarks: []", encoding="utf-8")
    (tmp_path / "events.yml").write_text(
        "events: [{id: 1, slug: e, kind: 批准发布, stated_on: '2030', stated_by: 某局, "
        "statement: 说, source: 某处, evidence: ['https://example.org'], "
        "subjects: [{list: '2030', count: 1}, {list: '2031', count: 1}]}]",
        encoding="utf-8",
    )
    projects = [listed("2030-001"), listed("2030-002"), listed("2031-001")]

    known = load_outcomes(tmp_path)

    assert known.statuses(projects) == {
        "2030-001": ProjectStatus.UNKNOWN,
        "2030-002": ProjectStatus.UNKNOWN,
        "2031-001": ProjectStatus.STATED,
    }
