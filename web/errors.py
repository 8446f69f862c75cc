"""Error pages in Chinese, which say what to do and never show a file path."""

import html
import re
from contextvars import ContextVar
from dataclasses import dataclass

TITLES = {
    400: "请求有误",
    403: "无权查看",
    404: "没有找到",
    405: "不支持这种请求",
    414: "地址过长",
    429: "请稍后再试",
    431: "请求头过大",
    500: "出错了",
}
_GENERAL = {
    403: "这个页面不对外开放。",
    404: "没有这个页面或这条记录，地址可能有误，或内容已经移动。",
    500: "服务器处理这个请求时出错，请稍后再试。",
}
_DEFAULT = "请求无法处理，请检查地址或查询条件。"

# What Datasette and SQLite say, and the same in Chinese. Groups are filled in as \1, \2 …
_MESSAGES = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), chinese)
    for pattern, chinese in (
        (r"Table not found", "没有这个数据表。"),
        # Datasette takes the first part of every other address for a database.
        (r"Database not found", _GENERAL[404]),
        (r"Record not found", "没有这条记录。"),
        (r"404", _GENERAL[404]),
        (r"_size must be a positive integer", "每页行数（_size）应为正整数。"),
        (r"_size must be <= (\d+)", r"每页行数（_size）不能超过 \1。"),
        (r"(_col|_nocol)=(.*) - invalid columns", r"没有这一列：\2。"),
        (r"Cannot use _sort and _sort_desc at the same time", "不能同时按升序和降序排列。"),
        (r"Cannot sort table by (.*)", r"不能按“\1”排序。"),
        (r"Cannot search by that column", "不能在这一列中检索。"),
        (r"_where= is not allowed", "不允许自定义条件（_where）。"),
        (r"_facet= is not allowed", "不允许分类统计（_facet）。"),
        (r"_next not allowed for CSV streaming", "导出全部 CSV 时不能指定起始位置（_next）。"),
        (r"CSV streaming is disabled", "不支持导出全部 CSV。"),
        (
            r"Statement must be a SELECT",
            "只能执行查询语句（以 select 开头），不能修改数据。",
        ),
        (r"Invalid _through.*", "关联条件（_through）有误。"),
        (r"Method not allowed", "这个地址不支持这种请求。"),
        (r"You do not have permission.*", _GENERAL[403]),
        (r"no such column: (.*)", r"没有这一列：\1"),
        (r"no such table: (.*)", r"没有这个数据表：\1"),
        (r"no such function: (.*)", r"没有这个函数：\1"),
        (r"near \"(.*)\": syntax error", r"“\1”附近有语法错误。"),
        (r"unrecognized token: \"?(.*?)\"?", r"无法识别：\1"),
        (r"incomplete input", "语句不完整。"),
        (r"ambiguous column name: (.*)", r"几个表中都有这一列，请写明表名：\1"),
        (r"misuse of aggregate.*", "汇总函数用在了不能使用的地方。"),
        (r"wrong number of arguments to function (.*)", r"函数的参数个数不对：\1"),
        # What the visitors' lane says is in Chinese already (web.safety.sql.stopped).
        (r"((?:查询已中止|服务器正忙)：.*)", r"\1"),
        (r"interrupted", "查询用时过长，已中止。请增加条件后再试。"),
        (r"<p>SQL query took too long.*", "查询用时过长，已中止。请增加条件后再试。"),
        (r"string or blob too big", "结果中的单个值过大。"),
        (r"not authorized to use function: (.*)", r"本站的查询不能使用这个函数：\1"),
        (
            r"(not authorized|authorization denied|access to .* is prohibited).*",
            "不允许执行这项操作。",
        ),
        (r"You can only execute one statement at a time\.?", "一次只能执行一条语句。"),
        (r"attempt to write a readonly database", "数据库只读，不能修改。"),
        (r"fts5: .*", "检索词有误。"),
        (r"malformed JSON", "数据不是合法的 JSON。"),
        (r"too many terms in compound SELECT", "语句过于复杂。"),
        (r"Expression tree is too large.*", "语句过于复杂。"),
        (r"Contains disallowed SQL.*", "语句中有不允许的内容。"),
    )
)
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][\w.~-]+){2,}")
# What the visitor of the current request wrote as SQL, which no error may take away.
asked_sql: ContextVar[str] = ContextVar("asked_sql", default="")
_TEXTAREA = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.DOTALL)


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says. ``detail`` is the database's own message, untranslated; ``sql`` what
    was run, where the visitor did not write it."""

    title: str
    message: str
    detail: str = ""
    sql: str = ""

    @property
    def asked_sql(self) -> str:
        """What the visitor wrote, to be mended."""
        return asked_sql.get()


def error_page(status: object, title: object, error: object) -> ErrorPage:
    """The page for an error of Datasette's; the arguments are what it gives its template."""
    code = status if isinstance(status, int) else 403 if title == "Forbidden" else 500
    message = str(error or "")
    heading = TITLES.get(code, "出错了")
    chinese = _translated(message)
    if chinese:
        found = _TEXTAREA.search(message)
        return ErrorPage(heading, chinese, sql=html.unescape(found[1]) if found else "")
    if title == "Invalid SQL":
        return ErrorPage("查询语句有误", "数据库无法执行这条查询语句。", without_paths(message))
    if any("一" <= character <= "鿿" for character in message) and code != 500:
        return ErrorPage(heading, without_paths(message))
    return ErrorPage(heading, _GENERAL.get(code, _DEFAULT))


def error_text(error: object) -> str:
    """An error of the database in one line, above a query."""
    message = str(error)
    return _translated(message) or f"数据库无法执行这条查询语句：{without_paths(message)}"


def without_paths(message: str) -> str:
    """A message without file paths."""
    return _PATH.sub("…", message)


def _translated(message: str) -> str:
    for pattern, chinese in _MESSAGES:
        match = pattern.fullmatch(message.strip())
        if match:
            return without_paths(match.expand(chinese))
    return ""
