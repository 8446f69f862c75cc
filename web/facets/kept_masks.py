"""What conditions selected, kept for the next requests: a page of the same search with another
filter, order or place does not search again. The catalogue does not change while a site runs."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from web.facets.codes import Mask

# Of a million rows each takes 125 kB.
MOST_KEPT = 64


class KeptMasks:
    """The newest masks, a bit for each row."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[NDArray[np.uint8], int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Mask | None:
        """A mask; None if it is not kept."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            bits, rows = self._kept[key]
        return np.unpackbits(bits, count=rows).view(np.bool_)

    def keep(self, key: Hashable, mask: Mask) -> None:
        """Keep a mask in place of the one that was not asked for longest."""
        with self._lock:
            self._kept[key] = (np.packbits(mask), len(mask))
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
