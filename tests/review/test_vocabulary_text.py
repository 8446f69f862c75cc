"""Terms are put into vocabulary.yml without touching anything else in it."""

import pytest
import yaml

from etl.review.vocabulary_text import with_term, with_variant

TEXT = """# 取值 (values)
project_type:
  - value: 修订   # as printed
    definition: 修订现行标准
    variants: []
  - value: 制定
    definition: 制定
    variants:
      - {value: 制订, reason: 异写}
# 领域 (domains)
domain:
  - value: 设备更新
    variants: [{value: 更新, reason: 简称}]
"""


def test_a_spelling_is_added_below_those_there_are() -> None:
    text = with_variant(TEXT, "project_type", "制定", "新制定", "因: 甲")

    expected = "      - {value: 制订, reason: 异写}\n      - {value: 新制定, reason: '因: 甲'}\n"
    assert text.replace(expected, "      - {value: 制订, reason: 异写}\n") == TEXT


@pytest.mark.parametrize(("field", "term"), [("project_type", "修订"), ("domain", "设备更新")])
def test_spellings_in_one_line_are_kept(field: str, term: str) -> None:
    before = yaml.safe_load(TEXT)[field][0]["variants"]

    text = with_variant(TEXT, field, term, "重修", "因")

    after = yaml.safe_load(text)[field][0]["variants"]
    assert after == [*before, {"value": "重修", "reason": "因"}]
    assert "# as printed" in text


def test_a_value_of_its_own_stands_at_the_end_of_its_field() -> None:
    text = with_term(TEXT, "project_type", "修改：甲, 乙", "修改单", "amendment", "某公告")

    terms = yaml.safe_load(text)["project_type"]
    assert [term["value"] for term in terms] == ["修订", "制定", "修改：甲, 乙"]
    assert terms[-1]["source"] == "某公告"
    assert text.index("amendment") < text.index("# 领域 (domains)")


def test_line_ends_of_another_system_stay() -> None:
    text = with_variant(TEXT.replace("\n", "\r\n"), "project_type", "修订", "重修", "因")

    assert text.count("\n") == text.count("\r\n") == TEXT.count("\n") + 1


def test_a_term_that_is_not_there_is_said() -> None:
    with pytest.raises(KeyError, match="废止"):
        with_variant(TEXT, "project_type", "废止", "作废", "因")
