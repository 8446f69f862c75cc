"""``catalogue generate`` and ``catalogue serve``: the site and what it is declared by."""

import sys

import click

from etl.commands.cli_catalogue import build
from etl.commands.speaking import say


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
def generate(only_check: bool) -> None:
    """Write the files derived from declarations: metadata.yml and the data dictionary."""
    from etl.commands.generate import generated_files, write_generated
    from etl.commands.stale import stale_files
    from etl.inputs.notices import load_notices
    from etl.paths import shown

    files = generated_files(load_notices())
    if only_check:
        stale = stale_files(files)
        for message in stale:
            say(message, err=True)
        if stale:
            sys.exit(1)
        return
    for path in write_generated(files):
        click.echo(shown(path))


@click.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; one for each processor, and memory of its own for each.",
)
def serve(port: int, host: str, workers: int) -> None:
    """Build the catalogue and the files of /downloads if inputs or code changed; serve the site."""
    from etl.commands.serve import serve as start
    from etl.commands.speaking import report
    from etl.export.files import ensure_exported
    from etl.paths import DATABASE, EXPORTS
    from etl.problems import CatalogueError

    click.get_current_context().invoke(build, if_changed=True)
    try:
        ensure_exported(DATABASE, EXPORTS)
    except CatalogueError as error:
        # The site can do without: its page of downloads says that they are not there.
        report(error.problems)
    start(port, host, workers)
