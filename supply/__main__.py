"""``python -m supply write | check | audit``: what ``make sbom``, ``make check`` and ``make audit``
run. Exit status: 0 fine; 1 a fault or a vulnerability; 2 wrong usage; 3 not audited."""

import sys

from etl.paths import shown
from supply import files
from supply.audit import ask_pip_audit, audit
from supply.errors import SupplyError
from supply.lock import locked_packages

COMMANDS = ("write", "check", "audit")


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m supply {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        if arguments[0] == "audit":
            status, text = audit(locked_packages().values(), ask_pip_audit)
            print(text, file=sys.stderr if status else sys.stdout)
            return status
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
