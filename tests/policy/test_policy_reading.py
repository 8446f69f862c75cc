"""How the pages name measures, group them, draw bars and compare targets."""

import pytest

from web.policy.policy_targets import agreement
from web.policy.reading import bar, chapters, document_label, label, target_text
from web.store import STATUSES, Row


def target(number: int, document: int, value: float, due: str = "2027", **more: object) -> Row:
    return {
        "id": number,
        "document_id": document,
        "value": value,
        "value_max": None,
        "unit": "%",
        "comparator": "=",
        "due": due,
        "restates_id": None,
    } | more


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("（一）", "（一）改造"),
        ("3.", "3.改造"),
        ("7", "7 改造"),
        ("专栏2", "专栏2 改造"),
        (None, "改造"),
    ],
)
def test_a_measure_is_cited_by_number_and_heading(number: str | None, expected: str) -> None:
    assert label({"number": number, "heading": "改造"}) == expected


def test_a_local_document_is_named_by_place_and_kind() -> None:
    assert document_label({"place": "甲市", "kind": "工作方案", "title": "长题"}) == "甲市工作方案"
    assert document_label({"place": None, "kind": "通知", "title": "长题"}) == "长题"


def test_segments_of_a_bar_fill_it_in_the_order_of_the_statuses() -> None:
    segments = bar({STATUSES[2]: 1, STATUSES[0]: 3})

    assert [(s["series"], s["start"], s["width"]) for s in segments] == [
        (1, 0.0, 75.0),
        (3, 75.0, 25.0),
    ]


def test_a_measure_below_another_stands_in_its_group() -> None:
    measures: list[Row] = [
        {"id": 1, "parent_id": None, "chapter": "一、任务", "label": "（一）甲"},
        {"id": 2, "parent_id": 1, "chapter": "一、任务 / （一）甲", "label": "1.乙"},
        {"id": 3, "parent_id": None, "chapter": "二、保障", "label": "（一）丙"},
    ]

    groups = chapters(measures)

    assert [[m["id"] for m in group["measures"]] for group in groups] == [[1, 2], [3]]


@pytest.mark.parametrize(
    ("comparator", "value_max", "expected"),
    [
        (">=", None, "≥ 20 项"),
        ("~", None, "约 20 项"),
        ("range", 30.0, "20–30 项"),
        ("=", None, "20 项"),
    ],
)
def test_a_target_in_words(comparator: str, value_max: float | None, expected: str) -> None:
    found = target_text(
        {"comparator": comparator, "value": 20.0, "value_max": value_max, "unit": "项"}
    )

    assert found == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([target(1, 1, 75), target(2, 2, 75)], "一致"),
        ([target(1, 1, 75), target(2, 2, 80)], "数值不同"),
        ([target(1, 1, 75), target(2, 2, 75, comparator=">")], "措辞不同"),
        ([target(1, 1, 75, "2025"), target(2, 2, 80, "2027")], "期限不同"),
        ([target(1, 1, 75, "2025"), target(2, 2, 75, "2024-2025", restates_id=1)], "一致"),
        ([target(1, 1, 75), target(2, 1, 20), target(3, 2, 20)], "一致"),
    ],
)
def test_documents_that_speak_of_one_subject_are_compared(
    targets: list[Row], expected: str
) -> None:
    assert agreement(targets) == expected
