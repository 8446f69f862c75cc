"""What the heading of a list says of all its rows: the level of the standards."""

import re

from etl.text.cleaning import clean

# In the order in which they are asked: 国家 also stands in the names of ministries, so only the
# words as a whole count.
_LEVELS = (
    ("国家", re.compile("国家(?:军用)?标准|国标(?!委)")),
    ("行业", re.compile(r"[\u4e00-\u9fff]*行业标准")),
    ("地方", re.compile("地方标准")),
    ("团体", re.compile("团体标准")),
)


def level_of_heading(text: str) -> str | None:
    """The level of standards that a heading names, if it names exactly one: 国家, 行业, 地方, 团体."""
    plain = clean(text).replace("国家标准化", "")
    named = [level for level, pattern in _LEVELS if pattern.search(plain)]
    return named[0] if len(named) == 1 else None
