"""Plans told in sentences, as the platform of national standards prints them."""

from etl.recognition.walk import recognise_lists
from etl.records.entries import EntriesOfList, make_entries
from tests.builders import curation, document, kinds

FIRST = (
    "国家标准计划《合格评定 第三方产品认证制度应用指南》由 TC261(全国认证认可标准化技术委员会)"
    "归口 ,主管部门为国家标准委。\n主要起草单位 甲认证中心 、乙研究院 。\n"
    "GB/T 27028-2008 (全部代替)\n20230797-T-469 正在征求意见"
)
SECOND = (
    "国家标准计划《某规范 第2部分:家禽》由全国动物卫生标准化技术委员会归口，"
    "TC181SC1（某分会）执行，主管部门为农业农村部。主要起草单位 丙中心 。\n20080177-T-326 暂缓"
)


def entries(*texts: str) -> list[EntriesOfList]:
    lists = recognise_lists(document(*texts)).lists
    return [make_entries(found, curation()) for found in lists]


def test_each_sentence_is_a_plan_with_all_that_is_told_of_it() -> None:
    (found,) = entries(FIRST, SECOND)

    first, second = found.entries
    assert first.title == "合格评定 第三方产品认证制度应用指南"
    assert first.plan_number == "20230797-T-469"
    assert first.committees == ("全国认证认可标准化技术委员会",)
    assert first.departments == ("国家标准化管理委员会",)
    assert first.texts("drafters") == ("甲认证中心", "乙研究院")
    assert first.texts("replaces") == ("GB/T 27028-2008",)
    assert first.other == {"状态": "正在征求意见"}
    assert second.texts("executors") == ("某分会",)
    assert second.texts("replaces") == ()
    assert (second.plan_number, second.other) == ("20080177-T-326", {"状态": "暂缓"})
    assert (found.kind.kind, found.level) == ("计划", "国家")


def test_the_lines_are_kept_as_printed() -> None:
    (found,) = entries(FIRST)

    assert "\n".join(found.entries[0].cells) == FIRST


def test_that_they_were_counted_is_said() -> None:
    (found,) = entries(FIRST, SECOND)

    assert "seq_inferred" in kinds(found.problems)


def test_a_sentence_about_something_else_is_none() -> None:
    assert entries("《某办法》由某委员会归口，主管部门为某部。", "国家标准计划已经下达。") == []
