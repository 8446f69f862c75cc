"""Decisions are written whole or not at all, in the form the files have."""

from pathlib import Path

import pytest

from etl.inputs.curation import load_curation
from etl.problems import CatalogueError
from etl.review.curation_writer import CurationWriter
from etl.review.proposals import NewAlias, NewBody, NewRole, NewTerm, NewVariant
from schema.vocabulary import OrganizationKind, Role

COMMITTEE = NewBody(
    "全国玩具标准化技术委员会", OrganizationKind.COMMITTEE, (Role.IN_CHARGE,), "按结尾"
)


def lines(folder: Path, name: str) -> list[str]:
    return (folder / name).read_text(encoding="utf-8").splitlines()


def test_a_new_body_gets_an_id_never_used_before(curated: Path) -> None:
    before = lines(curated, "organizations.csv")

    written = CurationWriter(curated).write([COMMITTEE], "甲公告 附件")

    after = lines(curated, "organizations.csv")
    assert written == 1
    assert after[:-1] == before
    body = "13,全国玩具标准化技术委员会,技术委员会,归口单位,,,,,,,甲公告 附件,按结尾"
    assert after[-1] == body


def test_a_body_printed_in_another_way_gets_an_alias_too(curated: Path) -> None:
    body = NewBody("乙研究院", OrganizationKind.INSTITUTE, (Role.DRAFTS,), "按结尾", "乙研究院等")

    CurationWriter(curated).write([body], "甲公告")

    assert load_curation(curated).names["乙研究院等"] == "乙研究院"


def test_an_alias_of_a_body_that_is_written_with_it_is_kept(curated: Path) -> None:
    alias = NewAlias("全国玩具标委会", COMMITTEE.name, "规范简称")

    written = CurationWriter(curated).write([alias, COMMITTEE], "甲公告")

    assert written == 2
    assert lines(curated, "aliases.csv")[-1] == f"全国玩具标委会,{COMMITTEE.name},规范简称,甲公告"


def test_an_alias_of_a_body_that_is_not_there_is_left_to_be_asked_again(curated: Path) -> None:
    before = lines(curated, "aliases.csv")

    written = CurationWriter(curated).write([NewAlias("丙", "无此机构", "因")], "甲公告")

    assert written == 0
    assert lines(curated, "aliases.csv") == before


def test_a_new_role_changes_the_line_of_its_body_and_no_other(curated: Path) -> None:
    before = lines(curated, "organizations.csv")

    CurationWriter(curated).write([NewRole("中国钢铁工业协会", (Role.IN_CHARGE,))], "甲公告")

    after = lines(curated, "organizations.csv")
    assert after[:-1] == before[:-1]
    assert after[-1] == (
        '12,中国钢铁工业协会,行业组织,主管部门；归口单位,,,,,,,"某公告, 附件；甲公告（归口单位）",'
    )


def test_a_body_that_only_documents_name_gets_its_first_role(curated: Path) -> None:
    known = curated / "organizations.csv"
    row = "20,丁研究院,科研院所,,,,,省,某省,,某方案,\n"
    known.write_text(known.read_text(encoding="utf-8") + row, encoding="utf-8")

    CurationWriter(curated).write([NewRole("丁研究院", (Role.DRAFTS,))], "甲公告")

    written = lines(curated, "organizations.csv")[-1]
    assert written == "20,丁研究院,科研院所,起草单位,,,,省,某省,,某方案；甲公告（起草单位）,"


def test_terms_are_known_once_written(curated: Path) -> None:
    writer = CurationWriter(curated)

    writer.write(
        [
            NewVariant("project_type", "修订（整合）", "修订", "因"),
            NewTerm("domain", "智能制造", "智能制造的标准项目", "smart manufacturing"),
        ],
        "甲公告",
    )

    assert writer.curation.values_of("project_type")["修订（整合）"] == "修订"
    assert load_curation(curated).values_of("domain")["智能制造"] == "智能制造"


def test_byte_order_mark_and_line_ends_stay(curated: Path) -> None:
    path = curated / "organizations.csv"
    windows = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows)

    CurationWriter(curated).write([COMMITTEE], "甲公告")

    data = path.read_bytes()
    assert data.startswith(windows)
    assert data.count(b"\n") == data.count(b"\r\n")


def test_files_that_changed_meanwhile_are_left_alone(curated: Path) -> None:
    writer = CurationWriter(curated)
    path = curated / "aliases.csv"
    path.write_text(path.read_text(encoding="utf-8") + "工部,工业和信息化部,简称,乙\n", "utf-8")
    before = {file: file.read_bytes() for file in curated.iterdir()}

    with pytest.raises(CatalogueError, match="changed while decisions were being taken"):
        writer.write([COMMITTEE], "甲公告")

    assert {file: file.read_bytes() for file in curated.iterdir()} == before


def test_what_no_build_could_read_is_not_written(curated: Path) -> None:
    body = NewBody("乙 ( 研究院 )", OrganizationKind.OTHER, (), "因")
    before = {file: file.read_bytes() for file in curated.iterdir()}

    with pytest.raises(CatalogueError, match="name"):
        CurationWriter(curated).write([COMMITTEE, body], "甲公告")

    assert {file: file.read_bytes() for file in curated.iterdir()} == before
