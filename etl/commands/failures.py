"""How commands say what is wrong: a line for each problem, on standard error."""

import os
import sys
import traceback
from typing import Any

import click

from etl.commands.click_words import click_in_language, in_language
from etl.commands.speaking import report, say
from etl.confinement.processes import end_processes
from etl.interruption import Interrupted, interruptible
from etl.problems import CatalogueError
from etl.writing import refusal_of_disk


class CatalogueCommand(click.Group):
    """Reports what is wrong with the data in plain sentences; a traceback only with --debug."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            with interruptible(), click_in_language():
                return click.Group.main(in_language(self), *args, **kwargs)
        except Interrupted as interruption:
            end_processes()
            say(f"{interruption}; what was being made is not kept", err=True)
            sys.exit(interruption.exit_code)

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
            refused = refusal_of_disk(error)
            if refused is not None:
                report([refused])
                _give_up_output()
                ctx.exit(1)
            say(
                f"error: the program failed ({type(error).__name__}: {error}). This is a defect "
                "of the program, not of your file; run again with --debug and report it.",
                err=True,
            )
            ctx.exit(1)


def _give_up_output() -> None:
    """Send what is still to be printed nowhere: its disk is full, and Python tries once more."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
