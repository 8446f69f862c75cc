"""The structure of a title."""

import pytest

from etl.records.titles import TitleParts, split_title


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("智能消费品安全第2部分：风险评估", ("智能消费品安全", "2", "风险评估")),
        ("智能家居第X部分：术语", ("智能家居", "X", "术语")),
        ("爆炸性环境第十六部分：检查", ("爆炸性环境", "16", "检查")),
        ("充电桩第1部分", ("充电桩", "1", None)),
    ],
)
def test_a_part_is_split(title: str, parts: tuple[str, str, str | None]) -> None:
    assert split_title(title) == TitleParts(*parts)


@pytest.mark.parametrize(
    "title", ["节能技术评价导则", "第1部分：总则", "污染物排放标准（大气部分）"]
)
def test_a_title_without_a_family_is_not_split(title: str) -> None:
    assert split_title(title) == TitleParts()
