"""Where a person can check a number or a title at the official platform: addresses of its searches.

A person follows them; the program asks no site. Forms as the platforms use them themselves, seen in
public code that searches them (``/search/std?q=``, ``std_list?…p.p2=``, ``stdList?key=``,
``Home/Standard?searchType=``). ``gbQueryPage`` answers with JSON, which is of no use to a reader.
"""

from dataclasses import dataclass
from urllib.parse import quote

from schema.vocabulary import StandardLevel


@dataclass(frozen=True)
class OfficialSearch:
    """The search of a platform for one text."""

    platform: str
    address: str


# The platform's name, and its address before the text.
_ALL = ("全国标准信息公共服务平台", "https://std.samr.gov.cn/search/std?q=")
_FULL_TEXTS = (
    "国家标准全文公开系统",
    "https://openstd.samr.gov.cn/bzgk/gb/std_list?p.p1=0&p.p90=circulation_date&p.p91=desc&p.p2=",
)
_INDUSTRY = ("行业标准信息服务平台", "https://hbba.sacinfo.org.cn/stdList?key=")
_LOCAL = ("地方标准信息服务平台", "https://dbba.sacinfo.org.cn/stdList?key=")
_GROUP = "全国团体标准信息平台"
_GROUP_NUMBER = (_GROUP, "https://www.ttbz.org.cn/Home/Standard?searchType=2&key=")
_GROUP_TITLE = (_GROUP, "https://www.ttbz.org.cn/Home/Standard?searchType=3&key=")
_OF_LEVEL = {
    StandardLevel.NATIONAL: (_ALL, _FULL_TEXTS),
    StandardLevel.INDUSTRY: (_INDUSTRY,),
    StandardLevel.LOCAL: (_LOCAL,),
}


def number_searches(number: str, level: str | None) -> tuple[OfficialSearch, ...]:
    """Searches for the number of a standard of a level; what has no platform of its own, or no
    known level, is looked for on the one for all."""
    forms = (_GROUP_NUMBER,) if level == StandardLevel.GROUP else _forms(level)
    return _searches(forms, number)


def title_searches(title: str, level: str | None) -> tuple[OfficialSearch, ...]:
    """Searches for the title of a standard or a project, as long as no number is known."""
    forms = (_GROUP_TITLE,) if level == StandardLevel.GROUP else _forms(level)
    return _searches(forms, title)


def _forms(level: str | None) -> tuple[tuple[str, str], ...]:
    return next((forms for known, forms in _OF_LEVEL.items() if known == level), (_ALL,))


def _searches(forms: tuple[tuple[str, str], ...], text: str) -> tuple[OfficialSearch, ...]:
    quoted = quote(text, safe="")
    return tuple(OfficialSearch(name, address + quoted) for name, address in forms)
