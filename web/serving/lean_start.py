"""Datasette without the libraries that it loads where they are installed and that no page needs.

Its copy of pint, for units of columns, asks for numpy and Dask and goes on without them. Both are
installed beside the site for other reasons, and cost each of its processes 25 MB and half a second.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# What Datasette's copy of pint loads if it is there.
UNNEEDED = ("numpy", "dask")


@contextmanager
def lean() -> Iterator[None]:
    """What is imported inside finds these libraries missing; afterwards they can be imported, by
    whoever uses them."""
    hidden = [name for name in UNNEEDED if name not in sys.modules]
    # Python takes None for a module that is known to be missing.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
