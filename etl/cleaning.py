"""Typography: how the printed text of a cell becomes the text that is stored.

Only the form of characters and the blanks around them change, never a word. What was printed
stays in ``source_cells``. Rules:

- control, zero-width and other invisible characters are left out;
- full-width letters and digits become half-width, radicals become ideographs;
- brackets, colons, commas and semicolons are full-width in Chinese text;
- a blank stays between two Latin words and between two Chinese words (where it separates
  the elements of a title); blanks beside punctuation, and between Chinese and Latin or digits,
  are the typesetter's and are left out: 第 1 部分： 总则 → 第1部分：总则.
"""

import re
import unicodedata
from collections.abc import Iterable

from etl.radicals import IDEOGRAPH_OF_RADICAL

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
# Punctuation that needs no blank on either side.
_CLOSE = "（）《》〈〉〔〕【】「」『』、，。；：！？“”‘’…—·"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_BLANKS = re.compile(r"\s+")
_BLANK_AT_PUNCTUATION = re.compile(f" ?([{_CLOSE}]) ?")
_BLANK_BETWEEN_SCRIPTS = re.compile(f"(?<=[{HAN}]) (?=[!-~])|(?<=[!-~]) (?=[{HAN}])")
_ASCII_AT_HAN = re.compile(f"(?<=[{HAN}]) ?[,;:] ?|[,;:] ?(?=[{HAN}])")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
_KEPT_FULL_WIDTH = set("（），：；！？")
_LINE_BREAKS = set("\t\n\r\v\f\u2028\u2029\x85")


def clean(text: str) -> str:
    """The stored form of a printed cell. Cleaning what is clean changes nothing."""
    text = "".join(map(_clean_character, unicodedata.normalize("NFC", text)))
    text = _BLANKS.sub(" ", text).strip()
    if _HAN_CHARACTER.search(text):
        text = text.replace("(", "（").replace(")", "）")
        text = _ASCII_AT_HAN.sub(lambda match: _FULL_WIDTH[match[0].strip()], text)
        text = _BLANK_BETWEEN_SCRIPTS.sub("", text)
    return _BLANK_AT_PUNCTUATION.sub(r"\1", text)


def _clean_character(character: str) -> str:
    if character in _LINE_BREAKS:
        return " "
    code = ord(character)
    if 0x2E80 <= code <= 0x2EF3:
        return IDEOGRAPH_OF_RADICAL.get(character, character)
    if 0x2F00 <= code <= 0x2FD5 or character == "\u3000":
        return unicodedata.normalize("NFKC", character)
    if 0xFF01 <= code <= 0xFF5E and character not in _KEPT_FULL_WIDTH:
        return unicodedata.normalize("NFKC", character)
    return "" if unicodedata.category(character) in ("Cc", "Cf") else character


def control_characters(text: str) -> str:
    """The control characters in a printed cell, as code points: ``U+0007``. Empty if none."""
    return _code_points(
        character
        for character in text
        if unicodedata.category(character) == "Cc" and character not in _LINE_BREAKS
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


def rare_characters(text: str) -> str:
    """Ideographs outside of the common block, which PDF fonts put in place of a common one
    (㬵 for 胶). As code points; empty if none."""
    return _code_points(
        character
        for character in text
        if 0x3400 <= ord(character) <= 0x4DBF or ord(character) >= 0x20000
    )


def _code_points(characters: Iterable[str]) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))
