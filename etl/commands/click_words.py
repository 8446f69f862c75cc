"""Commands and the library Click in the language of the reader.

Click asks ``gettext`` for its words, by names in its own modules. Its catalogues would have to be
compiled files at a place known to the whole process; so the words are given to it here while a
command runs, and taken back after it.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from unicodedata import east_asian_width

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from etl.languages.chinese import translated, translated_paragraphs
from etl.languages.locale import is_chinese

_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)
# Columns of a terminal for a paragraph; Click counts characters, and a Chinese one takes two.
_COLUMNS = 76


@contextmanager
def click_in_language() -> Iterator[None]:
    """While this lasts, Click speaks the reader's language."""
    if not is_chinese():
        yield
        return
    from etl.languages.words import words_of_click

    words = words_of_click()

    def one(message: str) -> str:
        return words.get(message, message)

    def many(singular: str, plural: str, number: int) -> str:
        return words.get(singular, singular if number == 1 else plural)

    given = {"_": one, "ngettext": many}
    before = [
        (module, name, getattr(module, name))
        for module in _MODULES
        for name in given
        if hasattr(module, name)
    ]
    try:
        for module, name, _ in before:
            setattr(module, name, given[name])
        yield
    finally:
        for module, name, theirs in before:
            setattr(module, name, theirs)


def in_language(group: click.Group) -> click.Group:
    """``group`` with its help texts, and those of its commands and options, in the reader's
    language: a copy, if that is not English, so that the group itself stays as it is."""
    if not is_chinese():
        return group
    said = _said(group)
    assert isinstance(said, click.Group)
    return said


def _said(command: click.Command) -> click.Command:
    said = copy.copy(command)
    # Click keeps the option --help, with its words, once it was asked for.
    said._help_option = None
    if command.help:
        said.help = _unwrapped(translated_paragraphs(command.help))
        said.short_help = translated_paragraphs(command.help).partition("\n\n")[0]
    said.options_metavar = translated(command.options_metavar or "")
    said.params = [_parameter(parameter) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(said, click.Group):
        said.subcommand_metavar = translated(command.subcommand_metavar)
        said.commands = {name: _said(each) for name, each in command.commands.items()}
    return said


def _parameter(parameter: click.Parameter) -> click.Parameter:
    from etl.languages.words import words_of_click

    words = words_of_click()
    said = copy.copy(parameter)
    said.type = copy.copy(said.type)
    # Click shows it in capitals, and as it is where a value is none.
    name = said.type.name
    said.type.name = words.get(name) or translated(name.upper())
    if said.metavar:
        said.metavar = translated(said.metavar)
    elif isinstance(said, click.Argument):
        asked = translated(said.human_readable_name)
        said.metavar = asked if said.required else f"[{asked}]"
    if isinstance(said, click.Option) and said.help:
        # --help and --version are Click's own.
        said.help = words.get(said.help) or translated(said.help)
    return said


def _unwrapped(text: str) -> str:
    """A text that Click leaves as it is: each paragraph in lines of bearable width."""
    return "\n\n".join("\b\n" + _wrapped(part) for part in text.split("\n\n"))


def _wrapped(text: str) -> str:
    """Lines of at most so many columns, broken before a Chinese character or at a blank."""
    lines, line, width = [], "", 0
    for piece in _pieces(text):
        columns = sum(2 if east_asian_width(one) in "WF" else 1 for one in piece)
        if line and width + columns > _COLUMNS and piece not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line, width = "", 0
        if line or not piece.isspace():
            line, width = line + piece, width + columns
    return "\n".join([*lines, line])


_NEVER_FIRST = tuple("，。、；：）”》")


def _pieces(text: str) -> Iterator[str]:
    """What a line end may not part: a Chinese character, a word, blanks."""
    word = ""
    for one in text:
        if east_asian_width(one) in "WF" or one.isspace():
            if word:
                yield word
            word = ""
            yield one
        else:
            word += one
    if word:
        yield word
