"""``python -m supply write | check | audit | forward``: what ``make sbom``, ``make check``,
``make audit`` and ``make forward`` run. Exit status: 0 fine; 1 a fault or a vulnerability; 2 wrong
usage; 3 a source could not be asked."""

import sys

from etl.paths import shown
from supply import files
from supply.audit import ask_pip_audit, audit
from supply.errors import SupplyError
from supply.forward import look_forward
from supply.lock import locked_packages

COMMANDS = ("write", "check", "audit", "forward")


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m supply {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        if arguments[0] == "audit":
            return _told(*audit(locked_packages().values(), ask_pip_audit))
        if arguments[0] == "forward":
            return _told(*look_forward())
        made = files.supply_files()
        if arguments[0] == "check":
            files.check(made)
        else:
            for path in files.write(made):
                print(shown(path))
    except SupplyError as error:
        for sentence in error.sentences:
            print(sentence, file=sys.stderr)
        return 1
    return 0


def _told(status: int, text: str) -> int:
    print(text, file=sys.stderr if status else sys.stdout)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
