"""What commands say to a person, in the language of the environment."""

from collections.abc import Iterable

import click

from etl.languages.chinese import translated_lines
from etl.languages.problem_words import line_of
from etl.problems import Problem


def say(text: str, *, err: bool = False) -> None:
    """Print a message, or a report of several lines. JSON is never printed by this."""
    click.echo(translated_lines(text), err=err)


def report(problems: Iterable[Problem]) -> None:
    """Print problems, one a line, to standard error."""
    for problem in problems:
        click.echo(line_of(problem), err=True)
