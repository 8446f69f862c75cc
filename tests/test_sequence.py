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
