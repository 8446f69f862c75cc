"""Why a visitor's statement was stopped, in words that say what to do."""

import sqlite3

from datasette.database import QueryInterrupted

_NARROWER = "请增加条件、减少列或行后再试；需要全部数据时，请到“下载”页取整个目录的文件。"
_LATER = "请稍后再试；需要全部数据时，请到“下载”页取整个目录的文件。"
# Every message begins with one of these; the error pages know them by it.
PREFIXES = ("查询已中止：", "服务器正忙：")
# What a client is told to wait before it asks again, in seconds.
RETRY_AFTER = 10


class Stopped(QueryInterrupted, sqlite3.OperationalError):
    """A statement took more than it may, or found no turn.

    For Datasette it is both an interrupted query, so that a facet is left out and the page
    shown, and an error of the database, so that the page of a query keeps what was typed.
    """

    def __init__(self, message: str, status: int = 400, sql: str = "") -> None:
        sqlite3.OperationalError.__init__(self, message)
        QueryInterrupted.__init__(self, self, sql, {})
        self.args = (message,)
        self.message = message
        self.status = status

    def __str__(self) -> str:
        return self.message


def took_long(seconds: float) -> Stopped:
    """A statement ran longer than it may."""
    return Stopped(f"{PREFIXES[0]}用时超过 {seconds:g} 秒。{_NARROWER}")


def request_took_long(seconds: float) -> Stopped:
    """All statements of one request ran longer than they may."""
    return Stopped(f"{PREFIXES[0]}这个页面的查询合计用时超过 {seconds:g} 秒。{_NARROWER}")


def took_memory() -> Stopped:
    """A statement needed more memory than its process may have."""
    return Stopped(f"{PREFIXES[0]}所需内存超过限额。{_NARROWER}")


def too_large(size: int) -> Stopped:
    """A result would be sent as more bytes than it may."""
    return Stopped(f"{PREFIXES[0]}结果超过 {size / 1_000_000:g} MB。{_NARROWER}")


def too_many_cells(cells: int) -> Stopped:
    """A page would have more cells than a browser, and we, can lay out."""
    return Stopped(
        f"{PREFIXES[0]}结果超过 {cells:,} 格，网页无法显示。请减少列或行，或改取 JSON、CSV 格式。"
    )


def busy() -> Stopped:
    """Others are before this request, and it has waited long enough."""
    return Stopped(f"{PREFIXES[1]}同时进行的查询过多，暂时轮不到这一项。{_LATER}", status=429)
