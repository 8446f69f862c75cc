"""Typography: how the printed text of a cell becomes the text that is stored.

Only the form of characters and the blanks around them change, never a word. What was printed
stays in ``source_cells``. Rules:

- control, zero-width and other invisible characters are left out;
- full-width letters and digits become half-width, radicals become ideographs;
- brackets, colons, commas and semicolons are full-width in Chinese text;
- a line break is where a line was full: it vanishes, unless both sides are Latin words. A blank
  printed before it is a blank of the text and is treated as one;
- a blank stays between two Latin words and between two Chinese words (where it separates
  the elements of a title); blanks beside punctuation, and between Chinese and Latin or digits,
  are the typesetter's and are left out: 第 1 部分： 总则 → 第1部分：总则.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from etl.text.radicals import IDEOGRAPH_OF_RADICAL

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
# Punctuation that needs no blank on either side.
_CLOSE = "（）《》〈〉〔〕【】「」『』、，。；：！？“”‘’…—·"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_BREAK = re.compile(r"( ?)\n\s*")
_LATIN_ON_BOTH_SIDES = re.compile(r"(?<=[A-Za-z0-9,;:.)])\n(?=[A-Za-z0-9(])")
_BLANK_AT_PUNCTUATION = re.compile(f" ?([{_CLOSE}]) ?")
_BLANK_BETWEEN_SCRIPTS = re.compile(f"(?<=[{HAN}]) (?=[!-~])|(?<=[!-~]) (?=[{HAN}])")
_ASCII_AT_HAN = re.compile(f"(?<=[{HAN}]) ?[,;:] ?|[,;:] ?(?=[{HAN}])")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
_KEPT_FULL_WIDTH = set("（），：；！？")
# Text without blanks, of characters that no rule changes: most cells.
_CLEAN = re.compile("[0-9A-Za-z\u4e00-\u9fff、。，；：（）《》]*")
_BREAKING = set("\n\r\v\f\u2028\u2029\x85")
# They turn the direction of text round, so that it is not read as it is stored.
_TURNING = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
# Signs that are no letters of Chinese text and yet at home in titles.
_USUAL = set("〇℃℉°№®™µΩ※●○◆①②③④⑤⑥⑦⑧⑨⑩")
_UNMAPPED_GLYPH = re.compile(r"\(cid[:：]?\d+\)|（cid[:：]?\d+）", re.IGNORECASE)
_LOST_CHARACTER = re.compile(f"[{HAN}][?？□■]|[?？□■][{HAN}]|\\?{{2,}}")
_LETTER_FOR_NUMBER = re.compile("第 ?[lIO|] ?部分")
_EACH_DOUBLED = re.compile(r"(?:(.)\1){4,}")
# Characters that were looked at and are ordinary: some thousands at most.
_FOUND_ORDINARY: set[str] = set()
_INVISIBLE_FILLERS = set("\u115f\u1160\u3164\uffa0\u2800")


def clean(text: str) -> str:
    """The stored form of a printed cell. Cleaning what is clean changes nothing."""
    if _CLEAN.fullmatch(text):
        return text
    return _clean_often_seen(text) if len(text) <= _OFTEN_SEEN_LENGTH else _clean(text)


def _clean(text: str) -> str:
    text = _visible(text).strip()
    text = _LATIN_ON_BOTH_SIDES.sub(" ", _LINE_BREAK.sub(lambda match: match[1] or "\n", text))
    return _typeset(text.replace("\n", ""))


# Lists name the same bodies and values again and again.
_OFTEN_SEEN_LENGTH = 100
_clean_often_seen = lru_cache(maxsize=4096)(_clean)


def clean_lines(text: str) -> str:
    """Like :func:`clean`, line by line: for cells where a line break may separate two names."""
    if _CLEAN.fullmatch(text):
        return text
    lines = (_typeset(line.strip()) for line in _visible(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _visible(text: str) -> str:
    """The text in readable characters only, with single blanks and plain line breaks."""
    text = unicodedata.normalize("NFC", "".join(map(_clean_character, text)))
    return _BLANKS.sub(" ", text)


def _typeset(text: str) -> str:
    if _HAN_CHARACTER.search(text):
        text = text.replace("(", "（").replace(")", "）")
        text = _ASCII_AT_HAN.sub(lambda match: _FULL_WIDTH[match[0].strip()], text)
        text = _BLANK_BETWEEN_SCRIPTS.sub("", text)
    return _BLANK_AT_PUNCTUATION.sub(r"\1", text)


@lru_cache(maxsize=8192)
def _clean_character(character: str) -> str:
    if character in _BREAKING:
        return "\n"
    if character == "\t":
        return " "
    if character in IDEOGRAPH_OF_RADICAL:
        return IDEOGRAPH_OF_RADICAL[character]
    code = ord(character)
    if 0x2F00 <= code <= 0x2FD5 or character == "\u3000":
        return unicodedata.normalize("NFKC", character)
    if 0xFF01 <= code <= 0xFF5E and character not in _KEPT_FULL_WIDTH:
        return unicodedata.normalize("NFKC", character)
    if character in _INVISIBLE_FILLERS or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return character


def is_ordinary(text: str) -> bool:
    """Whether a text is of common characters only, of which :func:`control_characters`,
    :func:`unreadable_characters` and :func:`odd_characters` have nothing to say."""
    if _FOUND_ORDINARY.issuperset(text):
        return True
    if not all(map(_is_ordinary, text)):
        return False
    _FOUND_ORDINARY.update(text)
    return True


def _is_ordinary(character: str) -> bool:
    return not (
        _clean_character(character) != character
        or control_characters(character)
        or unreadable_characters(character)
        or _is_odd(character)
    )


def control_characters(text: str) -> str:
    """The control characters in a printed cell, as code points: ``U+0007``. Empty if none."""
    return _code_points(
        character
        for character in text
        if character in _TURNING
        or (unicodedata.category(character) == "Cc" and character not in _BREAKING | {"\t"})
    )


def unreadable_characters(text: str) -> str:
    """Characters that no rule can turn into text: replacement marks, private use, unassigned,
    and radicals without a certain ideograph. As code points; empty if none."""
    return _code_points(
        character
        for character in text
        if character == "\ufffd"
        or unicodedata.category(character) in ("Co", "Cn", "Cs")
        or (0x2E80 <= ord(character) <= 0x2EF3 and character not in IDEOGRAPH_OF_RADICAL)
    )


def odd_characters(text: str, traditional: bool = False) -> str:
    """Characters that lists of Chinese standards do not print and that fonts, encodings and
    text recognition put in place of common ones: 㬵 for 胶, 戶 for 户, accented Latin or Cyrillic
    letters. As code points; empty if none. ``text`` is clean. ``traditional`` says that the list is
    printed in traditional characters, which are then common ones too."""
    return _code_points(
        character
        for character in text
        if _is_odd(character) and not (traditional and _is_in(character, "big5"))
    )


def has_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return _HAN_CHARACTER.search(text) is not None


def looks_garbled(text: str) -> str:
    """What makes a clean text look damaged as a whole, in words; empty if nothing does."""
    if _UNMAPPED_GLYPH.search(text):
        return "the number of a glyph instead of its character"
    if _LOST_CHARACTER.search(text):
        return "a question mark or box in place of a character"
    if _LETTER_FOR_NUMBER.search(text):
        return "a letter in place of the number of a part"
    if _EACH_DOUBLED.fullmatch(text):
        return "every character is printed twice"
    return ""


@lru_cache(maxsize=8192)
def _is_odd(character: str) -> bool:
    if character.isascii() or character in _USUAL or character == "\ufffd":
        return False
    if _HAN_CHARACTER.match(character):
        return not _is_in(character, "gb2312")
    category = unicodedata.category(character)
    if category in ("Co", "Cn", "Cs"):  # unreadable_characters says so
        return False
    if category.startswith("L"):
        return not unicodedata.name(character, "").startswith("GREEK")
    return category.startswith("M") or category == "So"


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _code_points(characters: Iterable[str]) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))
