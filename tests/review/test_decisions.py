"""What a document asks a person to decide: each thing once, in groups, beside its rows."""

from pathlib import Path

import pytest

from etl.extract import extract_file
from etl.inputs.curation import load_curation
from etl.review.decisions import Decision, Group, collect_decisions, grouped, to_decide
from etl.review.proposals import NewAlias, NewBody, NewRole, NewTerm, NewVariant
from schema.vocabulary import OrganizationKind, Role
from tests.review.conftest import HEADER


def decide(path: Path, curated: Path) -> dict[str, Decision]:
    curation = load_curation(curated)
    found = collect_decisions([extract_file(path, curation)], curation)
    assert len({decision.printed for decision in found}) == len(found)
    return {decision.printed: decision for decision in found}


def test_a_body_on_several_rows_is_asked_once(plan: Path, curated: Path) -> None:
    decision = decide(plan, curated)["全国家电玩具标准化技术委员会"]

    assert decision.rows == 2
    assert [row.place for row in decision.shown] == ["line 4", "line 7"]
    assert decision.shown[0].cells[1] == "一种设备"
    assert decision.proposal == NewBody(
        decision.printed,
        OrganizationKind.COMMITTEE,
        (Role.IN_CHARGE,),
        "类别按名称结尾“标准化技术委员会”判定",
    )


def test_each_kind_of_decision_has_its_group(plan: Path, curated: Path) -> None:
    found = decide(plan, curated)

    assert {name: decision.group for name, decision in found.items()} == {
        "全国家电玩具标准化技术委员会": Group.BODIES,
        "国家标准委": Group.ALIASES,
        "全国家用电器标委会": Group.ALIASES,
        "中国钢铁工业协会": Group.ROLES,
        "修订（整合）": Group.TERMS,
        "智能制造": Group.TERMS,
    }
    assert list(grouped(found.values())) == [
        Group.BODIES,
        Group.ALIASES,
        Group.ROLES,
        Group.TERMS,
    ]


def test_proposals_say_what_would_be_written(plan: Path, curated: Path) -> None:
    found = decide(plan, curated)

    alias, role = found["国家标准委"].proposal, found["中国钢铁工业协会"].proposal
    assert isinstance(alias, NewAlias)
    assert alias.name == "国家标准化管理委员会"
    assert role == NewRole("中国钢铁工业协会", (Role.IN_CHARGE,))
    variant, term = found["修订（整合）"].proposal, found["智能制造"].proposal
    assert isinstance(variant, NewVariant)
    assert variant.term == "修订"
    assert isinstance(term, NewTerm)


def test_a_body_in_two_columns_is_asked_once_with_both_roles(tmp_path: Path, curated: Path) -> None:
    path = tmp_path / "list.txt"
    row = "1\t一种设备\t制定\t推荐\t中国玩具协会\t中国玩具协会\t设备更新"
    path.write_text(f"2031年国家标准制修订项目清单\n\n{HEADER}\n{row}\n", encoding="utf-8")

    (decision,) = decide(path, curated).values()

    assert decision.roles == (Role.COMPETENT, Role.IN_CHARGE)
    assert decision.rows == 1


def test_of_two_new_spellings_the_longer_is_the_body(tmp_path: Path, curated: Path) -> None:
    path = tmp_path / "list.txt"
    rows = "".join(
        f"{seq}\t第{seq}种设备\t制定\t推荐\t工业和信息化部\t{name}\t设备更新\n"
        for seq, name in enumerate(("全国玩具标委会", "全国玩具标准化技术委员会"), start=1)
    )
    path.write_text(f"2031年国家标准制修订项目清单\n\n{HEADER}\n{rows}", encoding="utf-8")

    found = decide(path, curated)

    assert found["全国玩具标准化技术委员会"].group is Group.BODIES
    alias = found["全国玩具标委会"].proposal
    assert isinstance(alias, NewAlias)
    assert alias.name == "全国玩具标准化技术委员会"


@pytest.mark.parametrize("printed", ["TC999", "、全国玩具标准化技术委员会"])
def test_what_is_no_name_has_no_proposal(tmp_path: Path, curated: Path, printed: str) -> None:
    path = tmp_path / "list.txt"
    row = f"1\t一种设备\t制定\t推荐\t工业和信息化部\t{printed}\t设备更新"
    path.write_text(f"2031年国家标准制修订项目清单\n\n{HEADER}\n{row}\n", encoding="utf-8")

    (decision,) = decide(path, curated).values()

    assert (decision.group, decision.proposal) == (Group.BODIES, None)
    assert "not in the form" in decision.remark


def test_columns_of_no_field_are_shown_and_not_asked(tmp_path: Path, curated: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        f"2031年国家标准制修订项目清单\n\n{HEADER}\t经费来源\n"
        "1\t一种设备\t制定\t推荐\t工业和信息化部\t—\t设备更新\t自筹\n",
        encoding="utf-8",
    )

    found = decide(path, curated)

    assert found["经费来源"].group is Group.COLUMNS
    assert found["经费来源"].shown[0].cells == ("自筹",)
    assert to_decide(found.values()) == []


def test_a_value_that_the_header_rules_out_is_left_to_corrections(
    tmp_path: Path, curated: Path
) -> None:
    path = tmp_path / "list.txt"
    row = "1\t一种设备\t制定\t指导\t工业和信息化部\t—\t设备更新"
    path.write_text(f"2031年国家标准制修订项目清单\n\n{HEADER}\n{row}\n", encoding="utf-8")

    decision = decide(path, curated)["指导"]

    assert decision.proposal is None
    assert "corrections.yml" in decision.remark
