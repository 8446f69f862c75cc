"""One spelling for the characters of numbers, with the way back to the text as printed.

Lists print the same number with full-width letters, six kinds of dash, three of slash, and blanks
or line breaks anywhere. Folding maps each to its ASCII form and runs of blanks to one blank, so
that a grammar has one spelling to know; ``printed`` gives back what stood there.
"""

import re
from dataclasses import dataclass

_DASHES = "‐‑‒–—―−─⁃﹘﹣－"
_SLASHES = "∕⁄／╱"
_TILDES = "～〜∼˜"
_BRACKETS = {"（": "(", "）": ")", "［": "(", "］": ")", "〔": "(", "〕": ")", "[": "(", "]": ")"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_FOLDED = {
    **{chr(code): chr(code - 0xFEE0).upper() for code in range(0xFF01, 0xFF5F)},
    **{chr(code): chr(code).upper() for code in range(ord("a"), ord("z") + 1)},
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SLASHES, "/"),
    **dict.fromkeys(_TILDES, "~"),
    **dict.fromkeys(_INVISIBLE, ""),
    **_BRACKETS,
    "∶": ":",
    "﹕": ":",
    "．": ".",
}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Folded:
    """A text in one spelling. ``places`` has, for each of its characters, the position of that
    character in the text as printed, and the length of that text at the end."""

    text: str
    source: str
    places: tuple[int, ...]

    def printed(self, start: int, end: int) -> str:
        """What was printed for ``text[start:end]``, runs of blanks as one blank."""
        if start >= end:
            return ""
        piece = self.source[self.places[start] : self.places[end - 1] + 1]
        return _BLANKS.sub(" ", piece).strip()


def fold(source: str) -> Folded:
    """The text with one spelling for each character: capital ASCII letters, plain digits, ``-``,
    ``/``, ``~``, round brackets, single blanks. Chinese characters stay."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(source):
        folded = " " if character.isspace() else _FOLDED.get(character, character)
        if not folded or (folded == " " and characters and characters[-1] == " "):
            continue
        characters.append(folded)
        places.append(place)
    places.append(len(source))
    return Folded("".join(characters), source, tuple(places))


def century(digits: str) -> int:
    """The year of a printed year number. Two digits are of the twentieth century: numbers of
    Chinese standards had two-digit years from the fifties until four digits became the rule in
    the nineties, so 86 is 1986, and 00 to 49 are no years (grammars do not offer them)."""
    return int(digits) if len(digits) == 4 else 1900 + int(digits)
