"""catalogue outcomes check: what lacks a verified number, and whether additions can be made."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from etl.commands import cli
from etl.inputs.csv_file import columns_of
from etl.outcomes.leads import LEADS, Lead
from etl.outcomes.loading import Outcome
from etl.paths import DATABASE
from schema.official_search import number_searches, title_searches
from tests.small_catalogue import SmallCatalogue, planned


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli.main, ["outcomes", "check", *map(str, arguments)])
    assert "Traceback" not in result.output
    return result


def unverified(where: str = "true") -> list[str]:
    """The codes of projects without a verified number."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        found = connection.execute(
            f"select code from projects where status <> '已发布（标准号已核实）' and {where} "
            "order by code"
        )
        return [code for (code,) in found]


def additions(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "additions.csv"
    path.write_text("\n".join([",".join(columns_of(Outcome)), *rows]), encoding="utf-8")
    return path


def test_every_project_without_a_verified_number_is_listed_with_links() -> None:
    result = run("--json")

    found = {project["project"]: project for project in json.loads(result.output)}
    assert result.exit_code == 0
    assert sorted(found) == unverified()
    assert found["2024-004"]["numbers"] == ["GB 20052-2024"]
    assert unquote(found["2024-004"]["links"][0]).endswith("?q=GB 20052-2024")
    assert unquote(found["2024-001"]["links"][0]).endswith("?q=节能技术评价导则")
    assert "2024-005" not in found


def test_the_report_ends_with_the_counts() -> None:
    result = run()

    with closing(sqlite3.connect(DATABASE)) as connection:
        counts = connection.execute("select count(*), status from projects group by 2").fetchall()
    shown = result.output.splitlines()[-len(counts) :]
    assert {f"{count} {status}" for count, status in counts if "已核实" not in status} <= set(shown)
    assert shown[-1] == f"{len(unverified())} projects without a verified number"


def test_links_hold_no_character_that_ends_an_address() -> None:
    text = 'GB/T 1-2 "&x=<>#'
    links = [*number_searches(text, "国家"), *title_searches(text, "团体")]
    assert all(" " not in link.address and "&x" not in link.address for link in links)


def test_additions_that_can_be_made_are_said_to_be(tmp_path: Path) -> None:
    code, *_ = unverified("standard_numbers = '[]'")
    path = additions(tmp_path, f"{code},GB/T 99998-2024,某标准,,,,high,https://github.com/1,")

    result = run(path)

    assert result.exit_code == 0, result.output
    assert "1 rows of" in result.output
    assert f"{len(unverified()) - 1} projects without a verified number" in result.output


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2024-999,GB/T 99999-2024,某标准,,,,high,https://github.com/1,", "no list has a project"),
        ("2024-001,GB/T 99999,某标准,,,,high,https://github.com/1,", "no number"),
        (
            "2024-005,GB 21523-2024,,,,,medium,https://github.com/1,",
            "already on outcomes.csv line 3",
        ),
        ("2024-001,GB/T 21523-2024,,,,,medium,https://github.com/1,", "which is GB 21523-2024"),
    ],
)
def test_additions_that_cannot_be_made_are_named(tmp_path: Path, row: str, words: str) -> None:
    path = additions(tmp_path, row)

    result = run(path)

    assert result.exit_code == 1
    assert words in result.output
    assert "additions.csv line 2" in result.output


LEAD = "https://example.org/lead"


def lead(small: SmallCatalogue, project: str, number: str) -> None:
    small.write(
        LEADS, ",".join(columns_of(Lead)), f"{project},{number},茶叶要求,2031-08,,{LEAD},只见编号"
    )


def small_catalogue(tmp_path: Path) -> SmallCatalogue:
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-02", planned("20300001-T-469", "茶叶通用要求"))
    return small


def test_leads_are_shown_to_who_looks_for_evidence_and_nowhere_else(tmp_path: Path) -> None:
    small = small_catalogue(tmp_path)
    lead(small, "plan-1-001", "GB/T 90001-2031")
    small.build()

    result = run("--sources", small.sources, "--curation", small.curation)

    assert result.exit_code == 0, result.output
    assert "lead: GB/T 90001-2031 茶叶要求 (只见编号)" in result.output
    assert LEAD in result.output
    with closing(sqlite3.connect(small.database)) as connection:
        everything = "\n".join(connection.iterdump())
    assert not [text for text in ("90001", LEAD, LEADS, "只见编号") if text in everything]


@pytest.mark.parametrize(
    ("project", "number", "words"),
    [
        ("plan-1-002", "GB/T 90001-2031", "no list has a project"),
        ("plan-1-001", "90001", "is no number"),
        ("plan-1-001", "GB/T 90002-2031", "Take the lead out"),
    ],
)
def test_a_lead_that_leads_nowhere_is_named(
    tmp_path: Path, project: str, number: str, words: str
) -> None:
    small = small_catalogue(tmp_path)
    small.outcome("plan-1-001", "GB/T 90002-2031", "茶叶通用要求")
    lead(small, project, number)

    result = run("--sources", small.sources, "--curation", small.curation)

    assert result.exit_code == 1
    assert words in result.output
    assert f"{LEADS} line 2" in result.output
