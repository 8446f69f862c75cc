"""Every message of the code has its Chinese, and no Chinese is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from etl.commands.cli import main
from etl.languages.templates import HOLE
from etl.languages.words import Entry, entries, messages, words_of_click
from etl.problems import KINDS
from tests.languages.code_messages import package_of, templates

# Texts with English words that no person reads: names of formats and types, internal errors.
FOR_PROGRAMS = {
    "({0} bytes)",
    "--infilter=MS Word 97",
    "; charset=utf-8",
    "PowerPoint Document",
    "an answer that is none: {0}",
    "checked by event_problems",
    "checked when the row was read",
    "docx:MS Word 2007 XML",
    "field limit",
    "more row",
    "no name of a format",
    "not an object",
    "the process that reads documents does not start (code {code})",
    "too long",
    "unexpected end of data",
    "{0} in {1}",
}
OWN = [
    entry for name, known in entries().items() if name not in ("click", "help") for entry in known
]


def chinese() -> Iterator[Entry]:
    yield from (entry for entry in OWN if not entry.composed)


def shown() -> dict[str, str]:
    return {
        text: name
        for text, name in templates().items()
        if text not in FOR_PROGRAMS and not text.startswith(("<", "import sys"))
    }


def test_every_message_has_its_chinese() -> None:
    known = {entry.en for entry in chinese()}

    missing = [
        f"etl/languages/zh/{package_of(n)}.yml: {t!r}" for t, n in shown().items() if t not in known
    ]

    assert missing == []


def test_every_chinese_message_has_a_template_in_the_code() -> None:
    left_over = {entry.en for entry in chinese()} - set(shown())

    assert left_over == set()


def test_the_words_of_a_package_stand_in_its_file() -> None:
    of_code = shown()
    packages = {package_of(name) for name in of_code.values()} | {"click", "help"}

    assert set(entries()) <= packages


@pytest.mark.parametrize("entry", OWN, ids=lambda entry: entry.en[:50])
def test_no_hole_is_lost_and_none_is_new(entry: Entry) -> None:
    given = [int(number) for number, _ in HOLE.findall(entry.en)]
    used = sorted({int(number) for number, _ in HOLE.findall(entry.zh)})

    assert given == list(range(len(given)))
    assert set(used) <= set(given) if entry.composed else used == given


@pytest.mark.parametrize("entry", OWN, ids=lambda entry: entry.en[:50])
def test_a_message_is_known_by_its_own_template(entry: Entry) -> None:
    forms = dict(HOLE.findall(entry.zh))

    def value(number: str) -> str:
        if f"{{{number}}}{{" in entry.en:
            return ""  # of holes side by side, all is taken to stand in the last one
        words = {"n": f"{int(number) + 7000}", "t": "a whole number"}
        return words.get(forms.get(number, ""), f"«{number}»")

    message = HOLE.sub(lambda hole: value(hole[1]), entry.en)
    wanted = HOLE.sub(lambda hole: value(hole[1]).replace("a whole number", "整数"), entry.zh)

    assert messages().said(message) == wanted


def test_no_english_is_given_twice() -> None:
    english = [entry.en for entry in OWN]

    assert sorted(set(english)) == sorted(english)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_problem_has_chinese_words(kind: str) -> None:
    assert re.search("[一-鿿]", messages().whole(KINDS[kind][1]))


def paragraphs(command: click.Command) -> Iterator[str]:
    yield from (" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from paragraphs(each)


def test_every_help_text_has_its_chinese_and_no_other() -> None:
    assert {entry.en for entry in entries()["help"]} == set(paragraphs(main))


def words_in_click() -> Iterator[str]:
    """What the modules of Click that speak to a person put into words."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        path = Path(click.__file__).with_name(f"{name}.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


# What a programmer of commands meets.
OF_DECLARATIONS = (
    "Could not determine name",
    "No options defined but",
    "Arguments take exactly one",
    "Name '{name}' defined twice",
    "Boolean option {decl!r}",
    "Unknown color",
)


def test_click_speaks_chinese_as_a_whole() -> None:
    said = {words for words in words_in_click() if not words.startswith(OF_DECLARATIONS)}
    said.add("required")  # of an option, by a name in the code

    assert set(words_of_click()) == said
