"""The texts of the policy documents, line by line, as the facts of ``curation/policy`` cite them.

What typesetting and copying changed is made irrelevant before a comparison: blanks, width of
characters, marks of emphasis, tags and characters without a meaning.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from etl.paths import shown
from etl.policy.strict_rows import Lines
from etl.problems import Problem, reason_of

# Tags that a program left, emphasis of Markdown, and the private use characters of fonts.
_MARKS = re.compile("</?[a-z]+>|\\*\\*|[\ue000-\uf8ff]")
_SHOWN = 60
# A text is read whole; no document of this kind is as long.
MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class SourceText:
    """A text by its 1-based lines."""

    name: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """A line in plain form; nothing where there is no such line."""
        return self._plain[number - 1] if 0 < number <= len(self._plain) else ""

    def raw(self, number: int) -> str:
        """A line as it is."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def joined(self, lines: Lines) -> str:
        """Lines in plain form, without their breaks."""
        return "".join(self._plain[max(lines.first - 1, 0) : lines.last])

    def excerpt(self, number: int) -> str:
        """How a line begins, for a message."""
        text = " ".join(self.raw(number).split())
        return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(map(plain, self.lines))


def plain(text: str) -> str:
    """A text without blanks and marks, its characters narrowed: what a comparison sees."""
    narrow = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    return "".join(narrow.split())


def read_texts(folder: Path, names: Iterable[str]) -> tuple[dict[str, SourceText], list[Problem]]:
    """The texts of ``names`` in a folder, and a problem for each that cannot be read."""
    texts: dict[str, SourceText] = {}
    problems = []
    for name in dict.fromkeys(names):
        path = folder / name
        try:
            if Path(name).name != name:
                raise OSError("a name without folders is expected")
            if path.stat().st_size > MAX_BYTES:
                raise OSError(f"larger than {MAX_BYTES} bytes")
            content = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(
                Problem(
                    "policy_mismatch",
                    "",
                    f"the text cannot be read: {reason_of(error)}",
                    "the text that documents.csv names, in UTF-8",
                    "docs/policy.md says where each document was published.",
                    file=shown(path),
                )
            )
            continue
        lines = content.replace("\r\n", "\n").split("\n")
        texts[name] = SourceText(name, tuple(lines))
    return texts, problems
