"""``python -m etl`` is the ``catalogue`` command."""

from etl.commands.cli import main

main(prog_name="catalogue")
