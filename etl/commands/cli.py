"""The ``catalogue`` command.

Exit codes: 0 fine; 1 the data or a file is at fault; 2 usage; 130 and 143 stopped by Ctrl-C or
SIGTERM.
"""

from importlib.metadata import version

import click

from etl.commands.cli_catalogue import build, check, diff, export
from etl.commands.cli_link import link
from etl.commands.cli_notices import add, extract
from etl.commands.cli_outcomes import outcomes
from etl.commands.cli_policy import policy
from etl.commands.cli_review import review
from etl.commands.cli_site import generate, serve
from etl.commands.failures import CatalogueCommand
from etl.commands.speaking import say


def _say_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Click's own option has its words at import, before the reader's language is known."""
    if wanted:
        say(f"catalogue, version {version('national-standards-projects-catalogue')}")
        context.exit()


@click.group(cls=CatalogueCommand)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """国家标准项目目录: from notices as issued to a catalogue that can be trusted."""


for command in (
    extract,
    add,
    review,
    link,
    build,
    check,
    diff,
    export,
    generate,
    serve,
    outcomes,
    policy,
):
    main.add_command(command)
