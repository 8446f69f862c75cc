"""One document from its bytes to records and problems."""

import hashlib
import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.extract import Extraction, extract_file
from etl.inputs.notice_file import AcceptedProblem, DeclaredFile, DeclaredList, NoticeFile
from etl.inputs.notices import Notice
from tests.builders import HEADER, TITLE, annexes_text, curation, kinds, project

# What stands around the annexes in the document as issued: prose, other tables, other lists.
BEFORE = """目录
国务院政策例行吹风会文字实录\t6
关于印发《先进技术示范项目清单（第一批）》的通知\t78

到 2025 年，完成制修订重点国家标准 294 项，2024 年和 2025 年分别完成 129 项和 165 项。

附件：2024 年和 2025 年制修订重点国家标准项目清单

"""
AFTER = """
2023 年发布国家标准 2900 项，共 21 个领域。

先进技术示范项目清单

序号\t项目名称\t方向\t建设内容\t地区\t实施主体
1\t新型高效项目（一期）\t源头减碳\t先进示范项目\t山东\t甲公司
2\t基于熔盐储热的关键技\t源头减碳\t清洁利用示范项目\t山东\t乙公司

\t术研究及示范应用项目\t\t间实现机组最低发电负荷\t\t
3\t重型燃气轮机示范电站项目\t源头减碳\t清洁利用示范项目\t江苏\t丙公司
"""


def lines(*rows: tuple[str, ...]) -> str:
    return "".join("\t".join(cells) + "\n" for cells in rows)


def extract(folder: Path, text: str, name: str = "list.txt") -> Extraction:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return extract_file(path, curation())


def test_the_whole_document_gives_the_rows_of_the_annexes(tmp_path: Path) -> None:
    whole = extract(tmp_path, BEFORE + annexes_text() + AFTER)
    annexes = extract(tmp_path, annexes_text())

    assert whole.problems == []
    assert [found.stated_count for found in whole.lists] == [129, 165]
    assert [[record.cells for record in found.entries] for found in whole.lists] == [
        [record.cells for record in found.entries] for found in annexes.lists
    ]


def test_a_document_without_a_list_says_so(tmp_path: Path) -> None:
    extraction = extract(tmp_path, "现将有关事项通知如下。\n" + AFTER)

    assert extraction.lists == []
    assert kinds(extraction.problems) == ["no_table_found"]


def test_an_empty_file_is_one_problem(tmp_path: Path) -> None:
    extraction = extract(tmp_path, "")

    assert extraction.lists == []
    assert kinds(extraction.problems) == ["empty_file"]


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    extraction = extract_file(tmp_path / "none.txt", curation())

    assert kinds(extraction.problems) == ["corrupt_file"]


@pytest.mark.parametrize("name", ["pipe", "zero", "huge"])
def test_what_is_no_document_is_not_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "pipe":
        os.mkfifo(path)
    elif name == "zero":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(10**12)

    extraction = extract_file(path, curation())

    expected = "limit_exceeded" if name == "huge" else "corrupt_file"
    assert kinds(extraction.problems) == [expected]


def test_a_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text(TITLE, encoding="utf-8")

    assert extract_file(path, curation()).file.endswith("\\xff.txt")


def test_the_year_may_come_from_the_file_name(tmp_path: Path) -> None:
    text = "\n" + lines(HEADER, project(1))

    extraction = extract(tmp_path, text, "2025年项目清单.txt")

    assert extraction.errors == []
    assert kinds(extraction.problems) == ["year_from_filename"]
    assert extraction.lists[0].entries[0].year == 2025


def test_a_stated_total_that_differs_is_reported(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{lines(HEADER, project(1))}\n本清单共 2 项\n"

    extraction = extract(tmp_path, text)

    assert kinds(extraction.problems) == ["count_mismatch"]
    assert extraction.lists[0].stated_count == 2


def test_the_json_has_what_the_command_promises(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{lines((*HEADER, '经费来源'), (*project(1), 'X'), (*project(3), 'Y'))}"

    shown = extract(tmp_path, text).as_json()

    assert isinstance(shown["lists"], list)
    (found,) = shown["lists"]
    assert found["title"] == TITLE
    assert found["extra_columns"] == ["经费来源"]
    assert found["rows"][0]["cells"] == [*project(1), "X"]
    assert found["rows"][0]["place"] == "line 4"
    assert isinstance(shown["problems"], list)
    assert [problem["kind"] for problem in shown["problems"]] == ["unknown_column", "seq_gap"]
    assert shown["problems"][1]["seq"] == 2


def notice_of(folder: Path, lists: list[DeclaredList], *files: Path) -> Notice:
    """A notice of these files and lists."""
    declared_files = [
        DeclaredFile(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    ]
    notice = NoticeFile(
        id=1,
        slug="n",
        title="t",
        document_number="d",
        issued_on=date(2025, 1, 1),
        issuers=["i"],
        obtained_from="o",
        files=declared_files,
        lists=lists,
    )
    return Notice(folder, notice)


def declared(folder: Path, text: str, *accepted: tuple[str, str]) -> Extraction:
    path = folder / "list.txt"
    path.write_text(text, encoding="utf-8")
    lists = [DeclaredList(id=1, slug="2025", title=TITLE, year=2025)]
    notice = notice_of(folder, lists, path)
    accepted_problems = [
        AcceptedProblem(kind=kind, place=place, reason="r") for kind, place in accepted
    ]
    with_accepted = notice.declared.model_copy(update={"accepted_problems": accepted_problems})
    (document,) = Notice(folder, with_accepted).documents
    return extract_file(path, curation(), document)


def test_an_accepted_problem_is_set_aside_and_its_row_loaded(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{lines(HEADER, project(1, '家用㬵粘剂'))}"

    extraction = declared(tmp_path, text, ("suspicious_text", "line 4"))

    assert extraction.problems == []
    assert kinds(extraction.accepted) == ["suspicious_text"]
    assert len(extraction.lists[0].entries) == 1


def test_an_acceptance_without_its_problem_is_reported(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{lines(HEADER, project(1))}"

    extraction = declared(tmp_path, text, ("suspicious_text", "line 4"))

    assert kinds(extraction.problems) == ["stale_acceptance"]


@pytest.mark.parametrize("kind", ["unknown_value", "seq_conflict"])
def test_what_is_unknown_cannot_be_accepted(tmp_path: Path, kind: str) -> None:
    rows = {
        "unknown_value": [project(1), project(2, domain="其他")],
        "seq_conflict": [project(2), project(2, "另一种设备")],
    }[kind]
    text = f"{TITLE}\n\n{lines(HEADER, *rows)}"

    extraction = declared(tmp_path, text, (kind, "line 5"))

    assert kind in kinds(extraction.problems)
    assert all(entry.seq != 2 for entry in extraction.lists[0].entries)


def test_a_list_that_is_not_as_declared_is_reported(tmp_path: Path) -> None:
    text = f"2024年制修订重点国家标准项目清单\n\n{lines(HEADER, project(1))}"

    extraction = declared(tmp_path, text)

    assert kinds(extraction.problems) == ["notice_mismatch", "notice_mismatch"]


def test_a_row_that_the_reader_does_not_trust_is_not_loaded(tmp_path: Path) -> None:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in (HEADER, project(2))]
    struck = "".join(f"<td><s>{cell}</s></td>" for cell in project(1))
    page = f"<h1>{TITLE}</h1><table><tr>{cells[0]}<tr>{struck}<tr>{cells[1]}</table>"

    extraction = extract(tmp_path, page, "list.html")

    assert set(kinds(extraction.errors)) == {"suspicious_text"}
    assert [record.seq for record in extraction.lists[0].entries] == [2]


@pytest.mark.parametrize("copied", ["heading", "rows"])
def test_two_lists_with_one_heading_or_the_same_rows_are_said(copied: str, tmp_path: Path) -> None:
    first = [project(1), project(2), project(3)]
    others = [project(i, f"另一项设备第{i}部分") for i in (1, 2, 3)]
    title, second = (TITLE, others) if copied == "heading" else ("2024年项目清单", first)
    text = f"{TITLE}\n" + lines(HEADER, *first) + f"{title}\n" + lines(HEADER, *second)

    extraction = extract(tmp_path, text)

    assert kinds(extraction.problems) == ["suspicious_text"]
    assert len(extraction.lists) == 2


def test_a_sheet_s_name_does_not_stand_against_its_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for year in ("2024", "2025"):
        sheet = book.create_sheet(year)
        rows = [project(i, f"{year}号设备第{i}部分") for i in (1, 2)]
        for row in ([TITLE.replace("2025", "2024")], HEADER, *rows):
            sheet.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)

    extraction = extract_file(path, curation())

    assert [found.year for found in extraction.lists] == [2024, 2024]
    assert kinds(extraction.errors) == ["suspicious_text"]


def test_a_letter_of_a_notice_needs_no_list(tmp_path: Path) -> None:
    letter, annex = tmp_path / "letter.txt", tmp_path / "annex.txt"
    letter.write_text("各有关单位：\n", encoding="utf-8")
    annex.write_text(f"{TITLE}\n\n{lines(HEADER, project(1))}", encoding="utf-8")
    lists = [DeclaredList(id=1, slug="2025", file="annex.txt", title=TITLE, year=2025)]

    extractions = [
        extract_file(document.path, curation(), document)
        for document in notice_of(tmp_path, lists, letter, annex).documents
    ]

    assert [extraction.problems for extraction in extractions] == [[], []]
    assert [len(extraction.lists) for extraction in extractions] == [0, 1]


@pytest.mark.parametrize("other", ["", "2024年项目清单\n"])
def test_a_year_that_a_person_states_settles_that_none_is_printed(
    tmp_path: Path, other: str
) -> None:
    path = tmp_path / "list.txt"
    rows = lines(HEADER, project(1, "另一种设备通用要求"), project(2, "又一种设备通用要求"))
    second = "国家标准项目清单\n\n" + lines(HEADER, project(1))
    path.write_text(f"{other}\n{rows if other else ''}\n{second}", encoding="utf-8")
    lists = [DeclaredList(id=2, slug="second", title="国家标准项目清单", year=2031)]
    if other:
        lists.insert(0, DeclaredList(id=1, slug="first", title=other.strip(), year=2024))

    (document,) = notice_of(tmp_path, lists, path).documents
    extraction = extract_file(path, curation(), document)

    assert extraction.problems == []
    assert [entry.year for entry in extraction.lists[-1].entries] == [2031]
