"""Long lists in numbered pages: ``?page=2``, with the numbers of the first and the last row."""

from dataclasses import dataclass

from datasette.utils.asgi import BadRequest, NotFound, Request

from web.safety.numbers import whole_number

ARGUMENT = "page"


@dataclass(frozen=True)
class NumberedPage:
    """A page of a list of ``total`` rows, ``size`` of them a page; ``number`` counts from 1."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))

    @property
    def skipped(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first row, 0 where there is none."""
        return self.skipped + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return min(self.number * self.size, self.total)

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None

    def address(self, path: str) -> str:
        """The address of the page; the first has none of its own."""
        return path if self.number == 1 else f"{path}?{ARGUMENT}={self.number}"


def asked_page(request: Request) -> int:
    """The page that an address asks for, 1 unless it says another. Raises ``BadRequest``."""
    text = (request.args.get(ARGUMENT) or "").strip()
    if not text:
        return 1
    number = whole_number(text)
    if number is None or number < 1:
        raise BadRequest(f"页码（page）应为正整数，现为“{text[:40]}”。请改正后再试。")
    return number


def numbered_page(number: int, size: int, total: int) -> NumberedPage:
    """The page with this number. Raises ``NotFound`` where there is none."""
    page = NumberedPage(number, size, total)
    if number > page.pages:
        raise NotFound(f"只有 {page.pages:,} 页。")
    return page
