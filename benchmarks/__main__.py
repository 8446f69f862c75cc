"""Run every benchmark, or those named: ``python -m benchmarks [NAME …]``.

One that takes options takes them after its name: ``python -m benchmarks siege --quick``.
``--quick`` alone runs those that tell most, as short as they can be: under five minutes together.
"""

import importlib
import inspect
import pkgutil
import sys

import benchmarks

# What ``make bench-quick`` runs, with the options that make it short.
QUICK = {
    "build": ("--sizes", "294", "2000", "--rounds", "1"),
    "search": ("--projects", "20000"),
    "load": ("--quick",),
    "pages": ("--runs", "1"),
    "queries": ("--runs", "1"),
    "siege": ("--quick",),
}


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, all by default; 2 if a name is none, or options are not taken."""
    if arguments == ["--quick"]:
        for name, shortest in QUICK.items():
            print(f"\n== {name}", flush=True)
            importlib.import_module(f"benchmarks.{name}").main(shortest)
        return 0
    known = sorted(
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if not module.name.startswith("_")
    )
    first_option = next((n for n, a in enumerate(arguments) if a.startswith("-")), len(arguments))
    names, options = arguments[:first_option], arguments[first_option:]
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    if options and (len(names) != 1 or not _takes_options(names[0])):
        takers = ", ".join(filter(_takes_options, known))
        print(f"options belong to one of: {takers}, named before them", file=sys.stderr)
        return 2
    for name in names or known:
        print(f"\n== {name}")
        module = importlib.import_module(f"benchmarks.{name}")
        if not _takes_options(name):
            module.main()
        elif names:
            module.main(options)
        else:
            module.main(module.WITH_OTHERS)
    return 0


def _takes_options(name: str) -> bool:
    module = importlib.import_module(f"benchmarks.{name}")
    return bool(inspect.signature(module.main).parameters)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
