"""How numbers of standards are written, as patterns over folded text (:mod:`.spelling`).

Every repetition is bounded, so that an attempt at one place takes bounded time and reading a text
takes time linear in its length, whatever it holds. A number ends where no digit, letter, dash or
dot continues it: what is longer than a number is not read as one.
"""

import re

from schema.numbers.issuers import DOCUMENT_TYPES, FOREIGN, INTERNATIONAL

_FOUR = r"(?:19|20)\d\d"
_YEAR = rf"(?: ?[-:]{{1,2}} ?(?P<year>{_FOUR}|[5-9]\d)(?![\dA-Z]))?"
_CONFIRMED = rf"(?: ?\( ?(?P<confirmed>{_FOUR}) ?年?(?:确认)?(?:有效)? ?\))?"
_AMENDMENT = (
    r"(?:(?: ?[/\+-] ?| )?\(?XG ?(?P<xg>\d{1,2})"
    rf"(?: ?[-:]{{1,2}} ?(?P<xg_year>{_FOUR})(?!\d))?\)?"
    rf"|[ )》(《]{{0,3}}(?:(?P<sheet_year>{_FOUR}) ?年 ?)?"
    r"第 ?(?P<sheet>\d{1,2}|[一二三四五六七八九十]) ?号 ?修改单[)》]{0,2})?"
)
_END = r"(?![\dA-Z]| ?-{1,2} ?[\dX×]|[.:/]\d)"
_CHINESE_END = _YEAR + _CONFIRMED + _AMENDMENT + _END
_SERIAL = (
    r"(?P<serial>(?:[A-Z]{1,2} ?(?=\d))?\d{1,6}[A-Z]?"
    # HG 2-123-80, GSB 16-2062-2007: a class or region before the serial number
    r"(?:-(?!(?:19[5-9]|20[0-4])\d-)\d{1,5}(?= ?[-:.]))?)"
    r"(?P<parts>(?:\.\d{1,4}[A-Z]?){0,3})"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


#: GB, GB/T, GB/Z in any spelling. GBZ without a slash is another code: occupational health.
NATIONAL = _pattern(
    r"GB(?: ?[/-]? ?(?P<t>T)| ?[/-] ?(?P<z>Z))? ?"
    r"(?P<serial>[1-9]\d{0,5})(?P<parts>(?:\.[1-9]\d{0,3}){0,3})" + _CHINESE_END
)
#: DB11/T, DB1404, DBS22/, DBJ50/T-: the letters, a region by GB/T 2260, and T or Z.
LOCAL = _pattern(
    r"(?P<head>DB[JS]?) ?(?P<region>\d{6}|\d{4}|\d\d)"
    r"(?: ?/ ?(?P<a>[TZ](?![A-Z]))?[ -]?| ?-?(?P<b>[TZ])(?![A-Z])[ -]?| )" + _SERIAL + _CHINESE_END
)
#: T/CAS 1-2020, T/31SCTA 001-2017. Without a blank the body's letters end at the first digit.
GROUP = _pattern(
    r"T ?/ ?(?:(?P<body>(?=\d{0,16}[A-Z])[A-Z\d]{2,16}(?:-[A-Z]{1,4}(?= \d))?) (?:-{1,2} ?)?"
    r"|(?P<glued>\d{0,4}[A-Z]{2,12}(?![A-Z]))(?:-{1,2} ?)?)" + _SERIAL + _CHINESE_END
)
#: Q/GDW 1234.1-2019, Q/320583 ABC 001-2020.
ENTERPRISE = _pattern(
    r"Q ?/ ?(?:(?P<body>[A-Z\d]{1,18}(?: [A-Z]{2,8})?) (?:-{1,2} ?)?"
    r"|(?P<glued>\d{0,6}[A-Z]{1,12}(?![A-Z]))(?:-{1,2} ?)?)" + _SERIAL + _CHINESE_END
)
#: JJG(交通) 001-2011, JJF(京) 101-2020: metrology of a department or region.
METROLOGY = _pattern(
    r"(?P<head>JJ[FG]) ?\( ?(?P<body>[\u4e00-\u9fff]{1,6}) ?\) ?" + _SERIAL + _CHINESE_END
)
#: Two to five letters, as industries have them, with up to two groups after slashes: NB/SH/T.
OTHER_CHINESE = _pattern(
    r"(?P<code>[A-Z]{2,5}(?: ?/ ?[A-Z]{1,4}| ?- ?[TZ](?= ?\d)){0,2})[ -]?" + _SERIAL + _CHINESE_END
)

_ISSUER = (
    "(?:"
    + "|".join(
        re.escape(name)
        for name in sorted(INTERNATIONAL | FOREIGN, key=lambda name: (-len(name), name))
        if not name.startswith("ITU")
    )
    + ")(?![A-Z])"
)
_TYPE = f"(?:{'|'.join(DOCUMENT_TYPES)})(?![A-Z])"
_FOREIGN_AMENDMENT = (
    r"(?: ?[/\+,] ?(?:AMENDMENT|AMD|AM|A|COR|AC)\.? ?\d{1,2}(?: ?[:-] ?(?:19|20)\d\d(?!\d))?"
    r"| (?:AMD|COR)\.? ?\d{1,2}(?: ?[:-] ?(?:19|20)\d\d(?!\d))?)"
)
#: ISO, IEC, EN and others as adopted: parts after hyphens, the year after a colon or last hyphen.
FOREIGN_NUMBER = _pattern(
    rf"(?P<issuers>{_ISSUER}(?:[ /]{_ISSUER}){{0,3}})"
    rf"(?:[ /](?P<type>{_TYPE}))?(?: STD(?= ))?[ /-]?(?!{_ISSUER}|{_TYPE})"
    r"(?P<serial>(?:[A-Z]{1,4}[ .-]?)?\d{1,6}(?:\.\d{1,4}){0,3}[A-Z]{0,2}"
    r"(?: ?/ ?[A-Z]{1,2} ?\d{1,5}M)?)"
    r"(?P<parts>(?: ?-{1,2} ?\d{1,5}[A-Z]?){0,4})"
    rf"(?: ?: ?(?P<year>{_FOUR})(?![\d]))?"
    rf"(?: ?\( ?(?P<confirmed>{_FOUR}) ?\))?(?: ?\([EF]\))?"
    rf"(?P<amendments>{_FOREIGN_AMENDMENT}{{0,4}})" + _END
)
#: ITU-T F.748.19:2022, ITU-R BT.709-6 (06/2015).
ITU = _pattern(
    r"ITU ?-? ?(?P<sector>[TR])[ -]?(?:REC\.? )?"
    r"(?P<serial>[A-Z]{1,3}\.\d{1,5}(?:\.\d{1,4}){0,3})(?P<parts>(?:-\d{1,2}(?!\d)){0,1})"
    rf"(?: ?[:-] ?(?P<year>{_FOUR})(?!\d)| ?\((?:\d{{1,2}}/)?(?P<edition>{_FOUR})\))?" + _END
)
FOREIGN_AMENDMENT = _pattern(
    r"(?P<kind>AMENDMENT|AMD|AM|A|COR|AC)\.? ?(?P<n>\d{1,2})(?: ?[:-] ?(?P<year>(?:19|20)\d\d))?"
)
ISSUER = _pattern(_ISSUER)

#: 1235-2009 after a whole number: the same letters hold. Only a four-digit year proves it.
CONTINUED = _pattern(
    rf"(?P<serial>\d{{2,6}})(?P<parts>(?:\.\d{{1,4}}){{0,3}}) ?-{{1,2}} ?(?P<year>{_FOUR})" + _END
)
#: What follows GB/T 1234.1 in GB/T 1234.1～1234.3-2008 and GB/T 1234.1～3-2008.
RANGE_END = _pattern(
    r" ?(?:~|至) ?(?P<code>[A-Z]{1,5}(?:\d{2,6}(?=/))?(?:/[A-Z]{1,12}){0,2} ?)?(?P<serial>\d{1,6})"
    r"(?P<parts>(?:\.\d{1,4}){0,3})"
    rf"(?: ?-{{1,2}} ?(?P<year>{_FOUR}|[5-9]\d))?" + _END
)
