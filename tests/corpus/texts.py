"""The annexes as text, CSV and Markdown."""

import csv
import io
from collections.abc import Callable

from tests.builders import ANNEXES
from tests.corpus.annexes import annexes


def source_text() -> str:
    return ANNEXES.read_text(encoding="utf-8")


def delimited(delimiter: str, *, padded: bool = False, quoted: bool = False) -> str:
    """CSV with titles above each table, as one field or in a row of full width."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    for annex in annexes():
        writer.writerow([annex.title, *[""] * (len(annex.header) - 1 if padded else 0)])
        writer.writerow(annex.header)
        writer.writerows(annex.rows)
        writer.writerow([])
    return out.getvalue()


def wrapped_csv() -> str:
    """CSV with line ends inside of quoted cells."""
    out = io.StringIO()
    writer = csv.writer(out)
    for annex in annexes():
        writer.writerow([annex.title])
        writer.writerow(annex.header)
        writer.writerows([*row[:5], row[5].replace("、", "、\n"), row[6]] for row in annex.rows)
    return out.getvalue()


def markdown(*, edges: bool = True, emphasis: bool = False) -> str:
    """Pipe tables below headings."""
    lines = []
    for annex in annexes():
        lines += [f"## {annex.title}", ""]
        rows = [annex.header, ("---", ":--", ":-:", ":-:", "---", "---", "--:"), *annex.rows]
        for i, row in enumerate(rows):
            cells = [f"**{cell}**" for cell in row] if emphasis and i == 0 else list(row)
            line = " | ".join(cells)
            lines.append(f"| {line} |" if edges else line)
        lines.append("")
    return "\n".join(lines)


TEXTS: dict[str, Callable[[], bytes]] = {
    "utf-8": lambda: source_text().encode(),
    "utf-8 with mark": lambda: source_text().encode("utf-8-sig"),
    "utf-16 with mark": lambda: source_text().encode("utf-16"),
    "utf-16-le": lambda: source_text().encode("utf-16-le"),
    "utf-16-be": lambda: source_text().encode("utf-16-be"),
    "gb18030": lambda: source_text().encode("gb18030"),
    "windows line ends": lambda: source_text().replace("\n", "\r\n").encode(),
    "old mac line ends": lambda: source_text().replace("\n", "\r").encode(),
}
DELIMITED: dict[str, Callable[[], bytes]] = {
    "comma": lambda: delimited(",").encode(),
    "comma, gb18030": lambda: delimited(",").encode("gb18030"),
    "comma, excel": lambda: delimited(",", padded=True).encode("utf-8-sig"),
    "semicolon": lambda: delimited(";").encode(),
    "semicolon, declared": lambda: ("sep=;\n" + delimited(";")).encode(),
    "all quoted": lambda: delimited(",", quoted=True).encode(),
    "tabs, all quoted, utf-16": lambda: delimited("\t", quoted=True).encode("utf-16"),
    "wrapped cells": lambda: wrapped_csv().encode(),
}
MARKDOWN: dict[str, Callable[[], bytes]] = {
    "pipes at the edges": lambda: markdown().encode(),
    "no pipes at the edges": lambda: markdown(edges=False).encode(),
    "bold header, gb18030": lambda: markdown(emphasis=True).encode("gb18030"),
}
