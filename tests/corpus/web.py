"""The annexes as web pages."""

from collections.abc import Callable
from html import escape

from tests.corpus.annexes import Annex, annexes


def page(body: str, charset: str = "utf-8") -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>通知</title></head>'
        f"<body>{body}</body></html>"
    )


def table(annex: Annex, *, merged: bool = False, attributes: str = 'border="1"') -> str:
    """A table; ``merged``: equal domains in one cell over their rows."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in annex.header)
    rows = [f"<thead><tr>{head}</tr></thead><tbody>"]
    for i, row in enumerate(annex.rows):
        cells = [f"<td>{escape(cell)}</td>" for cell in row]
        if merged:
            same = i > 0 and annex.rows[i - 1][6] == row[6]
            span = 1
            while i + span < len(annex.rows) and annex.rows[i + span][6] == row[6]:
                span += 1
            cells[6] = "" if same else f'<td rowspan="{span}">{row[6]}</td>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table {attributes}>{''.join(rows)}</tbody></table>"


def plain(charset: str = "utf-8", *, merged: bool = False) -> str:
    return page("".join(f"<h2>{a.title}</h2>{table(a, merged=merged)}" for a in annexes()), charset)


def layout() -> str:
    """Tables inside of tables that arrange the page, with a menu beside them."""
    menu = "".join(f"<tr><td>栏目{i}</td></tr>" for i in range(9))
    content = "".join(
        f"<table width=100%><tr><td align=center>{a.title}</td></tr><tr><td>{table(a)}</td></tr>"
        "</table>"
        for a in annexes()
    )
    return page(
        f"<table><tr><td><table>{menu}</table></td><td>{content}</td></tr>"
        "<tr><td colspan=2>版权所有</td></tr></table>"
    )


def soup() -> str:
    """Nothing is closed, names are in capitals, values without quotes, things overlap."""
    parts = ["<HTML><BODY BGCOLOR=white><B>"]
    for annex in annexes():
        parts.append(f"<P><CENTER><FONT SIZE=5>{annex.title}</B></FONT></CENTER><TABLE BORDER=1>")
        for row in (annex.header, *annex.rows):
            cells = "".join(f"<TD noWrap>{escape(c)}&nbsp;<I></B></I>" for c in row)
            parts.append(f"<TR>{cells}\n")
        parts.append("</TABLE></DIV>")
    return "".join(parts)


def excel() -> str:
    """What Chinese web systems send as an .xls download."""
    body = "".join(
        f'<table><tr><td colspan="7" style="font-weight:bold">{a.title}</td></tr>'
        + "".join(
            "<tr>"
            + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(c)}</td>" for c in row)
            + "</tr>"
            for row in (a.header, *a.rows)
        )
        + "</table>"
        for a in annexes()
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type '
        'content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><x:ExcelWorkbook/></xml>'
        f"<![endif]--></head><body>{body}</body></html>"
    )


def wrapped() -> str:
    """Cells with breaks, blocks, blanks, hidden sort keys and markup inside."""
    parts = []
    for annex in annexes():
        rows = [annex.header, *annex.rows]
        cells = [
            f'<tr><td><span style="display:none">000{row[0]}</span><p>{row[0]}</p></td>'
            f"<td>\n   <b>{escape(row[1][:3])}</b>{escape(row[1][3:])}\n</td>"
            + "".join(f"<td><div>{escape(c)}</div></td>" for c in row[2:5])
            + f"<td>{escape(row[5]).replace('、全国', '、<br/>全国')}</td><td>{row[6]}</td></tr>"
            for row in rows
        ]
        cells[0] = "<tr>" + "".join(f"<th>{c.replace('/', '<br>/')}</th>" for c in rows[0])
        parts.append(f"<p>{annex.title}</p><table>{''.join(cells)}</table>")
    return page("".join(parts))


PAGES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: plain().encode(),
    "merged": lambda: plain(merged=True).encode(),
    "gb18030, declared gb2312": lambda: plain("gb2312").encode("gb18030"),
    "utf-8, declared gb2312": lambda: plain("gb2312").encode(),
    "utf-16": lambda: plain().encode("utf-16"),
    "layout tables": lambda: layout().encode(),
    "tag soup": lambda: soup().encode(),
    "named .xls": lambda: excel().encode("gb18030"),
    "wrapped cells": lambda: wrapped().encode(),
}
