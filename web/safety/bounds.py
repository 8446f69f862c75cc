"""How much one request may ask for: every bound of an address, in one place.

Each is far above what the pages of the site ask for, and small enough that the dearest request
within all of them is answered like any other.
"""

from dataclasses import dataclass

from datasette.utils.asgi import Base400


class AddressTooLong(Base400):
    """An address longer than ``ADDRESS``."""

    status = 414


class HeadersTooLarge(Base400):
    """Header fields larger than ``HEADERS``."""

    status = 431


@dataclass(frozen=True)
class Bound:
    """The most that a request may have of something.

    ``what`` and ``advice`` are Chinese, for the page that refuses more.
    """

    most: int
    what: str
    advice: str
    error: type[Base400] = Base400

    def check(self, found: int) -> None:
        """Raise the error of this bound if ``found`` is over it."""
        if found > self.most:
            raise self.error(f"{self.what}不能超过 {self.most:,}，现为 {found:,}。{self.advice}。")


_FEWER = "请减少条件后再试；要全部数据，请到下载页取整个目录的文件"

# Bytes of the path and of the arguments, as sent: percent signs included.
ADDRESS = Bound(16_000, "地址的长度（字节）", _FEWER, AddressTooLong)
# Bytes of all header fields, names and values.
HEADERS = Bound(16_000, "请求头的长度（字节）", "请清除本站的 Cookie 后再试", HeadersTooLarge)
# Arguments of any kind.
ARGUMENTS = Bound(400, "参数的个数", _FEWER)
# Facets that the address asks for, beside those that the table declares.
FACETS = Bound(12, "分类统计的个数", "请分几次统计")
# Conditions. A column of which several values are chosen is one condition.
FILTERS = Bound(30, "筛选条件的个数", "请减少条件，或改用 SQL 查询")
# Values of one condition.
VALUES = Bound(200, "一个条件中值的个数", "请减少所选的值，或改用 SQL 查询")
# Columns to show or to hide.
COLUMNS = Bound(100, "所选列的个数", "请减少所选的列")
# Bytes of a path, and of a part of it between two strokes, within what every file system takes.
# What is longer is no page.
PATH = 1_000
PATH_PART = 255

ALL = {
    "ADDRESS": ADDRESS,
    "HEADERS": HEADERS,
    "ARGUMENTS": ARGUMENTS,
    "FACETS": FACETS,
    "FILTERS": FILTERS,
    "VALUES": VALUES,
    "COLUMNS": COLUMNS,
}
