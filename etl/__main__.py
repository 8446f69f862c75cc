"""``python -m etl`` is the ``catalogue`` command."""

from etl.cli import main

main(prog_name="catalogue")
