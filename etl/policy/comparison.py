"""Holding facts against texts: what is compared, how often, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.paths import shown
from etl.policy.policy_documents import PolicyDocument
from etl.policy.policy_files import CuratedPolicy
from etl.policy.source_texts import SourceText, plain
from etl.policy.strict_rows import Lines
from etl.problems import Problem

_NEXT_STEP = "Compare with the document and mend the row."


@dataclass
class Comparison:
    """The facts, the texts that could be read, and what was found so far."""

    policy: CuratedPolicy
    texts: Mapping[str, SourceText]
    problems: list[Problem] = field(default_factory=list)
    compared: int = 0

    def text(self, slug: str) -> SourceText | None:
        """The text of a document; None where it could not be read, which has been said."""
        document = self.policy.document.get(slug)
        return self.texts.get(document.source_file) if document else None

    def expect(
        self, holds: bool, place: tuple[str, str], column: str, found: str, expected: str
    ) -> None:
        """Count a comparison, and note a difference. ``place`` is the file and the row."""
        self.compared += 1
        if not holds:
            file, row = place
            self.problems.append(
                Problem(
                    "policy_mismatch",
                    row,
                    found,
                    expected,
                    _NEXT_STEP,
                    column,
                    file=shown(self.policy.folder / file),
                )
            )

    def stands(
        self,
        value: str,
        text: SourceText,
        lines: int | Lines,
        place: tuple[str, str],
        column: str,
    ) -> bool:
        """Whether a value stands on a line, or within lines that may break it."""
        first = lines if isinstance(lines, int) else lines.first
        found = text.line(lines) if isinstance(lines, int) else text.joined(lines)
        holds = plain(value) in found
        where = f"line {lines}" if isinstance(lines, int) else str(lines)
        self.expect(
            holds,
            place,
            column,
            f"{value!r} does not stand on {where} of {text.name}, "
            f"which begins {text.excerpt(first)!r}",
            "the words of the document",
        )
        return holds

    def around(self, document: PolicyDocument) -> list[PolicyDocument]:
        """A document and those that contain or issue it, which may print its number and date."""
        found = [document]
        while (above := self.policy.document.get(found[-1].contained_in or "")) is not None:
            if above in found:
                break
            found.append(above)
        return found
