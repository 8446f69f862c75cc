"""The numbers of a list."""

import pytest

from etl.problems import Problem
from etl.records.sequence import NumberedRow, SequenceResult, StrayText, check_sequence


def check(
    *numbers: int | None, texts: tuple[StrayText, ...] = (), **options: int
) -> SequenceResult:
    rows = [
        NumberedRow(number, (str(number), f"title {i}"), f"row {i}")
        for i, number in enumerate(numbers, start=1)
    ]
    return check_sequence(rows, 2025, texts, **options)


def found(result: SequenceResult) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.seq) for problem in result.problems]


def test_numbers_from_one_without_a_gap_are_right() -> None:
    assert check(1, 2, 3, 4) == SequenceResult({}, ())


def test_a_gap_is_named() -> None:
    result = check(1, 2, 4, 5)

    assert found(result) == [("seq_gap", 3)]
    assert result.rejected == {}


def test_a_gap_at_the_start_is_named() -> None:
    assert found(check(3, 4, 5)) == [("seq_gap", 1)]


def test_a_list_may_start_at_another_number() -> None:
    assert found(check(130, 131, start=130)) == []


def test_the_last_number_after_a_gap_is_not_trusted() -> None:
    result = check(1, 2, 3, 9)

    assert found(result) == [("seq_gap", 4)]
    assert set(result.rejected) == {3}


def test_the_last_number_is_trusted_where_the_stated_total_confirms_it() -> None:
    assert check(1, 2, 4, stated=4).rejected == {}


def test_a_row_without_a_number_explains_a_gap() -> None:
    assert found(check(1, None, 3)) == []


@pytest.mark.parametrize(
    "numbers",
    [(1, 3, 2, 4, 5), (1, 4, 3, 2, 5), (1, 2, 6, 4, 5, 3, 7), (2, 1, 3, 4), (1, 2, 4, 3)],
)
def test_rows_with_exchanged_numbers_are_not_trusted(numbers: tuple[int, ...]) -> None:
    moved = {i for i, number in enumerate(numbers) if number != i + 1}

    result = check(*numbers)

    assert moved <= set(result.rejected)
    assert {kind for kind, _ in found(result)} == {"seq_order"}


def test_a_number_far_out_of_order_is_rejected_and_its_place_is_a_gap() -> None:
    result = check(1, 2, 77, 4, 5)

    assert set(result.rejected) == {2}
    assert sorted(found(result)) == [("seq_gap", 3), ("seq_order", 77)]


def test_equal_rows_are_kept_once() -> None:
    row = NumberedRow(1, ("1", "a"), "row 1")

    result = check_sequence([row, NumberedRow(1, ("1", "a"), "row 2")], 2025)

    assert found(result) == [("duplicate_row", 1)]
    assert set(result.rejected) == {1}


def test_of_different_rows_with_one_number_none_is_kept() -> None:
    result = check(1, 2, 2, 3)

    assert found(result) == [("seq_conflict", 2)]
    assert set(result.rejected) == {1, 2}


def test_text_in_a_gap_is_quoted() -> None:
    text = StrayText(1, "2 节能导则 制定 推荐", "line 9", 2)

    (problem,) = check(1, 3, texts=(text,)).problems

    assert "line 9" in problem.message
    assert "节能导则" in problem.message


def test_text_that_goes_on_with_the_numbers_at_the_end_is_a_gap() -> None:
    text = StrayText(2, "3 节能导则 制定 推荐", "line 9", 3)

    (problem,) = check(1, 2, texts=(text,)).problems

    assert (problem.kind, problem.place, problem.seq) == ("seq_gap", "line 9", 3)


def test_every_problem_names_year_and_place() -> None:
    problems: tuple[Problem, ...] = check(1, 5, 5, 3, 9, 2).problems

    assert problems
    assert all(problem.year == 2025 and problem.place for problem in problems)


def test_a_row_out_of_order_neither_opens_nor_closes_a_gap() -> None:
    result = check(1, 2, 90, 4, 5, 6)

    assert sorted(found(result)) == [("seq_gap", 3), ("seq_order", 90)]
    assert [problem.place for problem in result.problems if problem.kind == "seq_gap"] == ["row 4"]


def test_a_row_without_a_number_explains_a_gap_over_a_row_out_of_order() -> None:
    assert found(check(1, None, 90, 3, 4, 5)) == [("seq_order", 90)]
    assert found(check(1, 90, None, 3, 4, 5)) == [("seq_order", 90)]


def test_a_row_out_of_order_that_prints_the_missing_number_is_the_only_problem() -> None:
    assert found(check(1, 2, 4, 5, 3, 6, 7)) == [("seq_order", 3)]


def test_two_rows_without_a_number_explain_two_missing_ones_and_no_third() -> None:
    assert found(check(1, None, None, 4)) == []
    assert found(check(1, None, None, 5)) == [("seq_gap", 2)]


def test_a_row_without_a_number_explains_nothing_beyond_the_next_number() -> None:
    assert found(check(1, None, 3, 5, 6)) == [("seq_gap", 4)]


def test_the_last_row_behind_rejected_ones_is_not_trusted_after_a_gap() -> None:
    result = check(1, 2, 3, 3, 5)

    assert sorted(found(result)) == [("seq_conflict", 3), ("seq_gap", 4)]
    assert set(result.rejected) == {2, 3, 4}


def test_the_last_number_in_order_is_not_trusted_where_only_a_strayed_row_follows() -> None:
    result = check(1, 2, 4, 6, 3)

    assert sorted(found(result)) == [("seq_gap", 5), ("seq_order", 3)]
    assert set(result.rejected) == {3, 4}


def test_a_gap_before_the_last_but_one_row_does_not_touch_the_last() -> None:
    assert check(1, 2, 4, 5).rejected == {}


def test_a_stated_total_is_counted_from_the_first_number() -> None:
    assert check(130, 132, start=130, stated=3).rejected == {}
    assert set(check(130, 132, start=130, stated=2).rejected) == {1}


def test_of_three_equal_rows_the_first_is_kept() -> None:
    rows = [NumberedRow(1, ("1", "a"), f"row {i}") for i in (1, 2, 3)]

    result = check_sequence([*rows, NumberedRow(2, ("2", "b"), "row 4")], 2025)

    assert set(result.rejected) == {1, 2}
    assert "3 times" in result.problems[0].message


def test_a_conflict_names_all_of_its_places() -> None:
    (problem,) = check(1, 2, 2, 2, 3).problems

    assert all(f"row {i}" in problem.message for i in (2, 3, 4))


def test_a_row_out_of_order_is_placed_between_its_neighbours() -> None:
    result = check(1, 2, 3, None, 77, None, 6, 7)

    (problem,) = [problem for problem in result.problems if problem.kind == "seq_order"]
    assert "between 3 and 6" in problem.message


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 3, 4), "number 2 is missing between row 1 and row 2"),
        ((1, 5, 6), "numbers 2 to 4 are missing between row 1 and row 2"),
        ((2, 3), "number 1 is missing between the start of the list and row 1"),
        ((1, 8, 9, 10, 4), "numbers 2, 3, 5, 6, 7 are missing"),
    ],
)
def test_a_gap_says_what_is_missing_and_where(numbers: tuple[int, ...], words: str) -> None:
    messages = [p.message for p in check(*numbers).problems if p.kind == "seq_gap"]

    assert any(words in message for message in messages), messages


def test_of_many_missing_numbers_with_holes_the_first_twenty_are_shown() -> None:
    (gap,) = [p for p in check(1, 60, 61, 62, 10).problems if p.kind == "seq_gap"]

    assert "21, 22 … are missing" in gap.message


def test_only_texts_that_stand_in_the_gap_are_quoted() -> None:
    texts = tuple(StrayText(i, f"text {i}", f"line {i}") for i in range(6))

    (problem,) = check(1, 2, 4, 5, 6, texts=texts).problems

    assert "text 2" in problem.message
    assert not any(f"text {i}" in problem.message for i in (0, 1, 3, 4, 5))


def test_of_texts_in_a_gap_those_that_read_like_rows_are_quoted() -> None:
    texts = (
        StrayText(1, "（本页无正文）", "line 8"),
        StrayText(1, "2 节能导则 制定 推荐", "line 9", 2),
    )

    (problem,) = check(1, 3, texts=texts).problems

    assert "line 9" in problem.message
    assert "line 8" not in problem.message


def test_three_texts_of_a_gap_are_quoted_and_the_others_counted() -> None:
    texts = tuple(StrayText(1, f"text {i} " + "长" * 80, f"line {i}") for i in range(1, 6))

    (problem,) = check(1, 3, texts=texts).problems

    assert "line 3" in problem.message
    assert "line 4" not in problem.message
    assert "and 2 more" in problem.message
    assert "长" * 61 not in problem.message


def test_only_texts_that_go_on_with_the_numbers_count_at_the_end() -> None:
    texts = (
        StrayText(2, "3 节能导则 制定 推荐", "line 9", 3),
        StrayText(2, "（完）", "line 10"),
        StrayText(2, "4 节水导则 制定 推荐", "line 11", 4),
        StrayText(2, "9 表 制定 推荐", "line 12", 9),
    )

    (problem,) = check(1, 2, texts=texts).problems

    assert "numbers 3 to 4 are missing at the end" in problem.message
    assert found(check(1, 2, texts=texts[1:2])) == []
