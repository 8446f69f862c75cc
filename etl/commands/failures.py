"""How commands say what is wrong: a line for each problem, on standard error."""

import traceback
from collections.abc import Iterable
from typing import Any

import click

from etl.problems import CatalogueError, Problem


class CatalogueCommand(click.Group):
    """Reports what is wrong with the data in plain sentences; a traceback only with --debug."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CatalogueError as error:
            report(error.problems)
            if ctx.params["debug"]:
                traceback.print_exc()
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params["debug"]:
                raise
            click.echo(
                f"error: the program failed ({type(error).__name__}: {error}). This is a defect "
                "of the program, not of your file; run again with --debug and report it.",
                err=True,
            )
            ctx.exit(1)


def report(problems: Iterable[Problem]) -> None:
    """Print problems, one a line, to standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)
