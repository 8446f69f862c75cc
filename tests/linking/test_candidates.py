"""What is weighed at all: not every pair, and none that belongs together is missed."""

import random

from etl.linking.candidates import COMMON, RAREST, WEIGHED, ProjectIndex
from etl.linking.subjects import AnnouncedStandard, WaitingProject
from etl.linking.title_likeness import Rarity
from tests.linking.pairs import numbers, project, standard


def candidates(projects: list[WaitingProject], announced: AnnouncedStandard) -> list[str]:
    index = ProjectIndex(projects, Rarity(each.pairs for each in projects))
    return [each.code for each in index.candidates(announced)]


def many(count: int, title: str) -> list[WaitingProject]:
    return [project(f"{title}{chr(0x4E00 + i)}", f"many-{i}") for i in range(count)]


def test_a_project_with_the_rare_words_is_found_among_many_with_the_common_ones() -> None:
    projects = [*many(2000, "绿色产品评价"), project("绿色产品评价登山绳", "own")]

    assert "own" in candidates(projects, standard("绿色产品评价 登山绳"))


def test_a_project_is_found_by_the_number_to_be_replaced_whatever_its_title() -> None:
    own = project("登山绳", "own", replaces=numbers("GB 77-2008"))

    found = candidates([*many(50, "饮水机"), own], standard("饮水机", "GB/T 77-2031"))

    assert "own" in found


def test_a_title_that_shares_nothing_has_no_candidate() -> None:
    assert candidates(many(50, "饮水机"), standard("登山绳")) == []


def test_the_number_of_candidates_is_bounded() -> None:
    projects = [project("饮水机安全技术规范", f"same-{i}") for i in range(5 * COMMON)]

    found = candidates(projects, standard("饮水机安全技术规范", replaces=numbers("GB/T 1-2008")))

    assert 0 < len(found) <= 2 * WEIGHED


def test_each_of_many_titles_finds_its_own() -> None:
    chance = random.Random(1)
    words = [chr(0x4E00 + i) + chr(0x5E00 + i) for i in range(300)]
    titles = ["".join(chance.choices(words, k=RAREST)) for _ in range(3000)]
    projects = [project(title, f"p-{i}") for i, title in enumerate(titles)]
    index = ProjectIndex(projects, Rarity(each.pairs for each in projects))

    missed = [each for each in projects if each not in index.candidates(standard(each.title[:-4]))]

    assert missed == []
