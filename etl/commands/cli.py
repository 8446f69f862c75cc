"""The ``catalogue`` command.

Exit codes: 0 fine; 1 the data or a file is at fault; 2 usage; 130 and 143 stopped by Ctrl-C or
SIGTERM.
"""

import click

from etl.commands.cli_catalogue import build, check, diff, export
from etl.commands.cli_link import link
from etl.commands.cli_notices import add, extract
from etl.commands.cli_outcomes import outcomes
from etl.commands.cli_policy import policy
from etl.commands.cli_review import review
from etl.commands.cli_site import generate, serve
from etl.commands.failures import CatalogueCommand


@click.group(cls=CatalogueCommand)
@click.version_option(package_name="national-standards-projects-catalogue")
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
