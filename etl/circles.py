"""Objects that refer to each other in circles, for which Python looks again and again among all
that there are. A build makes millions of objects and next to none in circles, so that looking is a
tenth of its time and finds nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many objects more than before are made until those made since are looked at; 700 by default.
_NEW_OBJECTS = 50_000


@contextmanager
def rarely_looking() -> Iterator[None]:
    """Within the block circles are looked for rarely, and not among the objects of before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
