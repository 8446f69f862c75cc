"""Messages found again by the text of the code that made them, and said in other words.

A template is such a text with numbered holes, ``line {0} of {1}``. A message fits it if the fixed
parts stand in it in their order. The words in the other language have the same holes. A hole
written ``{0}`` is shown as it is: names, and what a document prints, are never translated. In
``{0:t}`` the value is a message itself and is translated, too; in ``{0:n}`` it must be a number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

HOLE = re.compile(r"\{(\d+)(?::([tn]))?\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A template of few letters fits much by chance: all messages in its holes must be known, and with
# fewer still no hole may hold a sentence.
_FEW_LETTERS = 12
_FEWER_LETTERS = 8
_SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
# Between messages that stand in one text.
_JOINTS = (("; ", "；"), (", ", "，"))
# How deep messages may stand in each other.
_DEEPEST = 4
# How many messages may stand in one text.
_MOST_PIECES = 50
# How many letters of a message are explained, and its words in the other language.
Reading = tuple[int, str]


@dataclass(frozen=True)
class Template:
    """What the code says, ``english`` with holes in ascending order, and the words for it."""

    english: str
    words: str

    @cached_property
    def parts(self) -> list[str]:
        """The fixed parts: before the first hole, between holes, after the last one."""
        return HOLE.sub("\0", self.english).split("\0")

    @cached_property
    def weight(self) -> int:
        """The number of letters that a message must have to fit."""
        return sum(map(_letters, self.parts))

    def values(self, text: str) -> list[str] | None:
        """What stands in the holes of ``text``; ``None`` if it is not made from this template.

        Each part is looked for once, after the one before it: the work grows with the text alone.
        """
        first, *middle, last = self.parts
        end = len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last) or end < len(first):
            return None
        values, start = [], len(first)
        for part in middle:
            found = text.find(part, start, end)
            if found < 0:
                return None
            values.append(text[start:found])
            start = found + len(part)
        return [*values, text[start:end]]


class Messages:
    """All templates of a program. ``said`` puts a message into the other language."""

    def __init__(self, templates: Iterable[Template]) -> None:
        everything = list(templates)
        self._whole = {t.english: t.words for t in everything if not HOLE.search(t.english)}
        # With the longest of the fixed parts, by which most are told to be others at once.
        self._open = [(max(t.parts, key=len), t) for t in everything if HOLE.search(t.english)]
        self.said = lru_cache(maxsize=4096)(self._said)

    def whole(self, text: str) -> str:
        """``text`` in the other language if it is one message without holes, or as it is."""
        return self._whole.get(text, text)

    def _said(self, text: str, least: int = 0) -> str:
        """``text`` in the other language, or as it is if no template made it. Only templates of at
        least ``least`` letters are tried: a line may be data, and short ones fit too much."""
        reading = self._read(text.strip(), least, 0)
        return reading[1] if reading else text

    def _read(self, text: str, least: int, depth: int) -> Reading | None:
        """The reading of ``text`` that leaves the fewest letters unexplained."""
        if text in self._whole:
            return _letters(text), self._whole[text]
        if depth > _DEEPEST:
            return None
        readings = []
        for longest, template in self._open:
            if longest in text and template.weight >= least:
                values = template.values(text)
                if values is not None:
                    readings.append(self._filled(template, values, depth))
        readings += [self._joined(text, joint, least, depth) for joint in _JOINTS]
        return max(filter(None, readings), key=lambda reading: reading[0], default=None)

    def _filled(self, template: Template, values: list[str], depth: int) -> Reading | None:
        """The words with the values in their holes; ``None`` if the values do not fit them."""
        explained = template.weight
        is_short = template.weight < _FEW_LETTERS
        is_shorter = template.weight < _FEWER_LETTERS
        filled = dict(enumerate(values))
        for number, form in HOLE.findall(template.words):
            value = values[int(number)]
            if form == "n" and not _NUMBER.fullmatch(value):
                return None
            if not form and is_shorter and _SENTENCE.search(_QUOTED.sub("", value)):
                return None
            if form == "t" and value:
                reading = self._read(value.strip(), 0, depth + 1)
                if reading:
                    explained += reading[0]
                    filled[int(number)] = reading[1]
                elif is_short and not _NUMBER.fullmatch(value):
                    return None
        return explained, HOLE.sub(lambda hole: filled[int(hole[1])], template.words)

    def _joined(self, text: str, joint: tuple[str, str], least: int, depth: int) -> Reading | None:
        """Several messages in one text, each of which is known."""
        between, comma = joint
        pieces = text.split(between)
        if len(pieces) == 1 or len(pieces) > _MOST_PIECES:
            return None
        readings = [self._read(piece.strip(), least, depth + 1) for piece in pieces]
        known = [reading for reading in readings if reading]
        if len(known) < len(pieces):
            return None
        return sum(letters for letters, _ in known), comma.join(words for _, words in known)


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)
