"""How a measure is cited: by number and heading, ``（一）提升标准`` or ``7 落实标准``."""

# A blank stands between a heading and a number that ends in one of these.
_ENDS = "0123456789一二三四五六七八九十"
# The same in SQL, for a query of the table ``measures``.
LABEL_SQL = (
    f"coalesce(measures.number, '') || iif(measures.number glob '*[{_ENDS}]', ' ', '') "
    "|| measures.heading"
)


def measure_label(number: str | None, heading: str) -> str:
    """Number and heading, or the heading alone where no number is printed."""
    blank = " " if number and number[-1] in _ENDS else ""
    return f"{number or ''}{blank}{heading}"
