"""Damaged copies of the annexes: what is read is exactly right, or a problem says where not.

Each mutation is seeded and says which kinds of problem may name it. Whatever else happens, the
rows given are the notice's own, and rows that are missing never go without an error. A cell of a
given row differs from the notice's only where a person has still to decide: a body that nobody
knows is named by a problem and stays as printed, and the cells of a column that no field takes
stand under its word.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.extract import Extraction, extract_file
from etl.recognition.header_words import expected_word
from etl.records.entries import Entry
from tests.builders import HEADER, annexes_text, curation
from tests.test_recount import recount

SEEDS = range(5)
STATED = "完成制修订国家标准 294 项，2024 年和 2025 年分别完成 129 项和 165 项。"
FIELDS = ("title", "project_type", "mandate", "departments", "committees", "domain")
# What a header word is changed to, where no field is known by it.
NO_FIELD = "甲乙"
TRUTH = {(row["year"], row["seq"]): row for row in recount()}
BASE = [STATED, "", *annexes_text().splitlines()]
# Every row's line, year and number; every header's line; the lines of the headings.
ROWS: list[tuple[int, int, int]] = []
CELLS: dict[tuple[int, int], list[str]] = {}
HEADERS: list[int] = []
TITLES: list[int] = []
for number, line in enumerate(BASE):
    if line.endswith("制修订重点国家标准项目清单"):
        TITLES.append(number)
    elif line.startswith("序号"):
        HEADERS.append(number)
    elif "\t" in line:
        ROWS.append((number, int(BASE[TITLES[-1]][:4]), int(line.split("\t")[0])))
        CELLS[ROWS[-1][1:]] = line.split("\t")


WORDS = BASE[HEADERS[0]].split("\t")
TITLE_WORD = WORDS[1]


@dataclass
class Damage:
    """A damaged copy, the rows it concerns, and the kinds of which one must be reported.

    No kinds: nothing is lost, and nothing may be reported as an error.
    """

    lines: list[str]
    rows: list[tuple[int, int]] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    raw: bytes | None = None


Mutation = Callable[[random.Random], Damage]
MUTATIONS: list[Mutation] = []


def mutation(function: Mutation) -> Mutation:
    MUTATIONS.append(function)
    return function


def change_cells(at: int, change: Callable[[list[str]], list[str]]) -> list[str]:
    lines = list(BASE)
    lines[at] = "\t".join(change(lines[at].split("\t")))
    return lines


def set_cell(at: int, column: int, text: str) -> list[str]:
    return change_cells(at, lambda cells: [*cells[:column], text, *cells[column + 1 :]])


def renamed_everywhere(word: str) -> list[str]:
    return [line.replace(word, NO_FIELD) if i in HEADERS else line for i, line in enumerate(BASE)]


@mutation
def row_lost(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    lines = [line for i, line in enumerate(BASE) if i != at]
    return Damage(lines, [(year, seq)], ("seq_gap", "count_mismatch"))


@mutation
def last_row_lost(rng: random.Random) -> Damage:
    at, year, _ = rng.choice([ROWS[128], ROWS[293]])
    lines = [line for i, line in enumerate(BASE) if i != at]
    return Damage(lines, [(year, 0)], ("count_mismatch",))


@mutation
def first_row_lost(rng: random.Random) -> Damage:
    at, year, seq = rng.choice([ROWS[0], ROWS[129]])
    lines = [line for i, line in enumerate(BASE) if i != at]
    return Damage(lines, [(year, seq)], ("seq_gap",))


@mutation
def several_rows_lost(rng: random.Random) -> Damage:
    start = rng.randrange(1, 120)
    gone = {at for at, *_ in ROWS[start : start + rng.randint(2, 8)]}
    lines = [line for i, line in enumerate(BASE) if i not in gone]
    return Damage(lines, [ROWS[start][1:]], ("seq_gap",))


@mutation
def row_doubled(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    lines = [*BASE[: at + 1], BASE[at], *BASE[at + 1 :]]
    return Damage(lines, [(year, seq)], ("duplicate_row",))


@mutation
def row_doubled_with_another_title(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    other = BASE[at].split("\t")
    other[1] += "试验方法"
    lines = [*BASE[: at + 1], "\t".join(other), *BASE[at + 1 :]]
    return Damage(lines, [(year, seq)], ("seq_conflict",))


@mutation
def row_renumbered(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    new = rng.choice([n for n in range(1, 400) if n != seq])
    kinds = ("seq_conflict", "seq_order", "seq_gap")
    return Damage(set_cell(at, 0, str(new)), [(year, seq), (year, new)], kinds)


@mutation
def last_row_renumbered(rng: random.Random) -> Damage:
    at, year, seq = rng.choice([ROWS[128], ROWS[293]])
    kinds = ("seq_gap", "seq_order")
    return Damage(set_cell(at, 0, str(seq + rng.randint(1, 9))), [(year, seq)], kinds)


@mutation
def two_numbers_exchanged(rng: random.Random) -> Damage:
    first = rng.randrange(2, 120)
    second = first + rng.choice([1, 2, 3, 5, 8])
    lines = set_cell(ROWS[first][0], 0, str(ROWS[second][2]))
    cells = lines[ROWS[second][0]].split("\t")
    lines[ROWS[second][0]] = "\t".join([str(ROWS[first][2]), *cells[1:]])
    return Damage(lines, [ROWS[first][1:], ROWS[second][1:]], ("seq_order", "seq_conflict"))


@mutation
def two_rows_exchanged(rng: random.Random) -> Damage:
    first = rng.randrange(2, 280)
    second = first + 1
    lines = list(BASE)
    i, j = ROWS[first][0], ROWS[second][0]
    lines[i], lines[j] = lines[j], lines[i]
    return Damage(lines, [ROWS[first][1:], ROWS[second][1:]], ("seq_order", "seq_conflict"))


@mutation
def number_emptied(rng: random.Random) -> Damage:
    at, *_ = rng.choice(ROWS)
    return Damage(set_cell(at, 0, ""), [], ("missing_seq",))


@mutation
def number_garbled(rng: random.Random) -> Damage:
    at, *_ = rng.choice(ROWS)
    return Damage(set_cell(at, 0, rng.choice(["l3", "O", "?", "3-4", "0"])), [], ("missing_seq",))


@mutation
def cell_emptied(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    return Damage(set_cell(at, rng.randint(1, 6), ""), [(year, seq)], ("missing_value",))


@mutation
def tab_lost(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    column = rng.randint(1, 5)
    lines = change_cells(
        at, lambda cells: [*cells[:column], cells[column] + cells[column + 1], *cells[column + 2 :]]
    )
    return Damage(lines, [(year, seq)], ("short_row",))


@mutation
def first_tab_lost(rng: random.Random) -> Damage:
    at, *_ = rng.choice(ROWS)
    lines = change_cells(at, lambda cells: [cells[0] + cells[1], *cells[2:]])
    return Damage(lines, [], ("short_row",))


@mutation
def tab_added(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    column = rng.randint(1, 6)
    middle = len(BASE[at].split("\t")[column]) // 2 or 1
    lines = change_cells(
        at,
        lambda cells: [
            *cells[:column],
            cells[column][:middle],
            cells[column][middle:] or "x",
            *cells[column + 1 :],
        ],
    )
    return Damage(lines, [(year, seq)], ("bad_row",))


@mutation
def empty_cell_added_at_the_end(rng: random.Random) -> Damage:
    at, *_ = rng.choice(ROWS)
    return Damage(change_cells(at, lambda cells: [*cells, ""]))


@mutation
def all_tabs_of_a_row_lost(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    lines = list(BASE)
    lines[at] = lines[at].replace("\t", rng.choice([" ", "", "  "]))
    return Damage(lines, [(year, seq)], ("seq_gap", "count_mismatch"))


@mutation
def vocabulary_changed(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    words = [(2, "废止"), (3, "指导性"), (6, "设备更薪"), (2, "制 修"), (3, "强")]
    column, word = rng.choice(words)
    return Damage(set_cell(at, column, word), [(year, seq)], ("unknown_value",))


@mutation
def body_name_damaged(rng: random.Random) -> Damage:
    at, year, seq = rng.choice([row for row in ROWS if "—" not in BASE[row[0]].split("\t")])
    column = rng.choice([4, 5])
    name = BASE[at].split("\t")[column]
    cut = rng.randrange(1, len(name) - 1)
    damaged = rng.choice([name[:cut] + name[cut + 1 :], name[:cut] + "某" + name[cut:], name[1:]])
    return Damage(set_cell(at, column, damaged), [(year, seq)], ("unknown_body",))


@mutation
def separator_left_over(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    return Damage(set_cell(at, 4, "商务部、"), [(year, seq)], ("unknown_body",))


@mutation
def columns_of_a_row_exchanged(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    i, j = rng.sample([2, 3, 5, 6], 2)

    def exchange(cells: list[str]) -> list[str]:
        cells[i], cells[j] = cells[j], cells[i]
        return cells

    return Damage(change_cells(at, exchange), [(year, seq)], ("unknown_value",))


@mutation
def character_made_unreadable(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    title = BASE[at].split("\t")[1]
    cut = rng.randrange(len(title))
    character = rng.choice(["\ufffd", "\ue000", "㬵", "戶", "й", "?"])
    damaged = title[:cut] + character + title[cut + 1 :]
    return Damage(
        set_cell(at, 1, "中" + damaged + "文"),
        [(year, seq)],
        ("undecodable_chars", "suspicious_text"),
    )


@mutation
def control_character_added(rng: random.Random) -> Damage:
    at, year, seq = rng.choice(ROWS)
    title = BASE[at].split("\t")[1]
    lines = set_cell(at, 1, title[:2] + "\x07" + title[2:])
    return Damage(lines, [(year, seq)], ("control_chars",))


@mutation
def header_word_renamed_on_one_page(rng: random.Random) -> Damage:
    at = rng.choice(HEADERS)
    return Damage(set_cell(at, rng.randint(1, 6), NO_FIELD), [], ("missing_column",))


@mutation
def header_word_renamed_everywhere(rng: random.Random) -> Damage:
    word = rng.choice([word for word in WORDS if word not in ("序号", TITLE_WORD)])
    return Damage(renamed_everywhere(word), [], ("unknown_column",))


@mutation
def title_column_renamed_everywhere(rng: random.Random) -> Damage:
    return Damage(renamed_everywhere(TITLE_WORD), [], ("missing_column",))


@mutation
def header_word_in_another_spelling(rng: random.Random) -> Damage:
    new = dict(
        zip(
            BASE[HEADERS[0]].split("\t"),
            rng.choice(
                [
                    ["编号", "项目名称", "制修订", "标准性质", "主管单位", "归口单位", "领域"],
                    ["序 号", "标准名称", "制/修订", "标准 性质", "主 管 部 门", "归口", "领　域"],
                ]
            ),
            strict=True,
        )
    )
    lines = list(BASE)
    for at in HEADERS:
        lines[at] = "\t".join(new[word] for word in lines[at].split("\t"))
    return Damage(lines)


@mutation
def number_column_renamed_everywhere(rng: random.Random) -> Damage:
    return Damage(renamed_everywhere("序号"), [], ("seq_inferred",))


@mutation
def header_exchanged_with_its_columns(rng: random.Random) -> Damage:
    order = rng.sample(range(7), 7)
    lines = list(BASE)
    for at in (*HEADERS, *(at for at, *_ in ROWS)):
        cells = lines[at].split("\t")
        lines[at] = "\t".join(cells[i] for i in order)
    return Damage(lines)


@mutation
def header_columns_exchanged_alone(rng: random.Random) -> Damage:
    at = rng.choice(HEADERS)
    i, j = rng.sample([2, 3, 5, 6], 2)

    def exchange(cells: list[str]) -> list[str]:
        cells[i], cells[j] = cells[j], cells[i]
        return cells

    return Damage(change_cells(at, exchange), [], ("unknown_value",))


@mutation
def first_header_lost(rng: random.Random) -> Damage:
    at = rng.choice([HEADERS[0], next(at for at in HEADERS if at > TITLES[1])])
    return Damage([line for i, line in enumerate(BASE) if i != at], [], ("missing_column",))


@mutation
def repeated_header_lost(rng: random.Random) -> Damage:
    at = rng.choice([at for at in HEADERS if at - 2 not in TITLES])
    return Damage([line for i, line in enumerate(BASE) if i != at])


@mutation
def title_lost(rng: random.Random) -> Damage:
    at = rng.choice(TITLES)
    return Damage([line for i, line in enumerate(BASE) if i != at], [], ("year_unknown",))


@mutation
def title_without_its_year(rng: random.Random) -> Damage:
    lines = list(BASE)
    titles = ["制修订重点国家标准项目清单", "2024 年和 2025 年项目清单"]
    lines[rng.choice(TITLES)] = rng.choice(titles)
    return Damage(lines, [], ("year_unknown",))


@mutation
def title_and_annex_mark_lost(rng: random.Random) -> Damage:
    at = rng.choice(TITLES)
    lines = [line for i, line in enumerate(BASE) if i not in (at, at - 1, at - 2)]
    return Damage(lines, [], ("year_unknown",))


@mutation
def page_lost(rng: random.Random) -> Damage:
    page = rng.randrange(len(HEADERS) - 1)
    start, end = HEADERS[page], HEADERS[page + 1]
    if any(start < title < end for title in TITLES):
        end = next(title for title in TITLES if title > start) - 2
    lines = [*BASE[:start], *BASE[end:]]
    return Damage(lines, [], ("seq_gap", "count_mismatch"))


@mutation
def page_doubled(rng: random.Random) -> Damage:
    page = rng.choice([i for i in range(len(HEADERS) - 1) if HEADERS[i + 1] - HEADERS[i] < 25])
    start, end = HEADERS[page], HEADERS[page + 1]
    while "\t" not in BASE[end - 1]:
        end -= 1
    if any(start < title < end for title in TITLES):
        return row_doubled(rng)
    return Damage([*BASE[:end], *BASE[start:end], *BASE[end:]], [], ("duplicate_row",))


@mutation
def file_cut(rng: random.Random) -> Damage:
    text = "\n".join(BASE)
    raw = text[: rng.randrange(600, len(text) - 40)].encode()
    kinds = ("count_mismatch", "control_total")
    return Damage([], [], kinds, raw)


@mutation
def windows_line_ends(rng: random.Random) -> Damage:
    return Damage([], raw="\r\n".join(BASE).encode())


@mutation
def byte_order_mark(rng: random.Random) -> Damage:
    return Damage([], raw=b"\xef\xbb\xbf" + "\n".join(BASE).encode())


@mutation
def empty_lines_added(rng: random.Random) -> Damage:
    lines: list[str] = []
    for line in BASE:
        lines.extend([line] + [""] * (rng.random() < 0.2))
    return Damage(lines)


@mutation
def page_numbers_between_the_pages(rng: random.Random) -> Damage:
    lines: list[str] = []
    for i, line in enumerate(BASE):
        if i in HEADERS[1:]:
            lines.extend([f"— {rng.randint(1, 30)} —", ""])
        lines.append(line)
    return Damage(lines)


@mutation
def running_heads_between_the_pages(rng: random.Random) -> Damage:
    head = rng.choice(["政策汇编 2023 年第 2 期", "重点国家标准项目清单", "国家标准 2023"])
    lines: list[str] = []
    for i, line in enumerate(BASE):
        lines.extend([line] if i not in HEADERS else [head, "", line])
    return Damage(lines)


@mutation
def text_between_the_rows(rng: random.Random) -> Damage:
    at, *_ = rng.choice(ROWS)
    return Damage([*BASE[:at], "（本页无正文）", *BASE[at:]])


@mutation
def another_table_behind(rng: random.Random) -> Damage:
    other = ["", "示范项目清单", "", "序号\t项目名称\t方向\t地区"]
    other += [f"{i}\t第{i}示范项目\t源头减碳\t山东" for i in range(1, 9)]
    return Damage([*BASE, *other])


@mutation
def stated_total_changed(rng: random.Random) -> Damage:
    lines = list(BASE)
    lines[0] = lines[0].replace("165", "166")
    return Damage(lines, [], ("count_mismatch",))


@mutation
def stated_sum_changed(rng: random.Random) -> Damage:
    lines = list(BASE)
    lines[0] = lines[0].replace("294", "295")
    return Damage(lines, [], ("control_total",))


CASES = [
    pytest.param(change, seed, id=f"{change.__name__}-{seed}")
    for change in MUTATIONS
    for seed in SEEDS
]


def test_there_are_enough_mutations() -> None:
    assert len(HEADER) == len(BASE[HEADERS[0]].split("\t"))
    assert len(ROWS) == 294
    assert len(CASES) > 200


@pytest.mark.parametrize(("change", "seed"), CASES)
def test_a_damaged_document_is_read_right_or_reported(
    change: Mutation, seed: int, tmp_path: Path
) -> None:
    damage = change(random.Random(f"{change.__name__} {seed}"))
    path = tmp_path / "notice.txt"
    path.write_bytes(damage.raw if damage.raw is not None else "\n".join(damage.lines).encode())

    extraction = extract_file(path, curation())

    assert wrong_rows(extraction) == []
    assert missing_rows(extraction) == [] or extraction.errors != []
    if damage.kinds:
        assert {problem.kind for problem in extraction.problems} & set(damage.kinds)
    else:
        assert [str(problem) for problem in extraction.problems] == []
        assert missing_rows(extraction) == []
    unnamed = [row for row in damage.rows if not is_named(row, extraction)]
    assert len(unnamed) < max(1, len(damage.rows)), "no problem names a damaged row"


def wrong_rows(extraction: Extraction) -> list[object]:
    """The rows given that are not the notice's row of that year and number."""
    given = [entry for found in extraction.lists for entry in found.entries]
    keys = [(entry.year, entry.seq) for entry in given]
    wrong: list[object] = [key for key, times in Counter(keys).items() if times > 1]
    undecided = {
        (problem.year, problem.seq, problem.column)
        for problem in extraction.problems
        if problem.kind == "unknown_body"
    }
    for entry in given:
        truth = TRUTH.get((entry.year, entry.seq))
        differing = [n for n in FIELDS if truth is None or getattr(entry, n) != truth[n]]
        if truth is None or any(
            (entry.year, entry.seq, expected_word(name)) not in undecided
            and not stands_under_its_word(entry, name)
            for name in differing
        ):
            wrong.append(entry)
    return wrong


def stands_under_its_word(entry: Entry, name: str) -> bool:
    """Whether the cell of a field is not stated, and kept as printed under the changed word."""
    assert entry.year is not None
    printed = CELLS[entry.year, entry.seq][1 + FIELDS.index(name)]
    return name not in entry.values and entry.other.get(NO_FIELD) == printed


def missing_rows(extraction: Extraction) -> list[object]:
    given = {(record.year, record.seq) for found in extraction.lists for record in found.entries}
    return [key for key in TRUTH if key not in given]


def is_named(row: tuple[int, int], extraction: Extraction) -> bool:
    """Whether a problem names the row, or (number 0) the year of its list."""
    year, seq = row
    return any(
        problem.year == year and (seq == 0 or problem.seq == seq or f" {seq} " in problem.message)
        for problem in extraction.problems
    )
