"""What a person sees while a long document is read: a bar of pages on standard error."""

import sys
from collections.abc import Callable
from typing import Any

import click

from etl.languages.chinese import translated

# Pages read so far, and pages in all.
PageProgress = Callable[[int, int], None]
_FEW_PAGES = 4


def page_bar() -> PageProgress | None:
    """A bar that moves with the pages read; ``None`` where no person watches."""
    return _PageBar() if sys.stderr.isatty() else None


class _PageBar:
    """Draws a bar for each document of more than a few pages, and ends it with the last page."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        if total < _FEW_PAGES:
            return
        if self.bar is None:
            label = translated("reading pages")
            self.bar = click.progressbar(length=total, label=label, file=sys.stderr)
        self.bar.update(done - self.bar.pos)
        if done >= total:
            self.bar.render_finish()
            self.bar = None
