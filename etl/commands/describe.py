"""What a document says about itself: title, document number, date and issuers of the notice.

Everything here is a reading aid for the person who fills in ``notice.yml``: found by form, near the
list, and always to be confirmed.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.readers.document import Document, TextBlock
from etl.text.cleaning import clean

_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,20})[〔\[(（]((?:19|20)\d{2})[〕\])）]\s*第?\s*(\d{1,4})\s*号"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TITLE = re.compile(r"(关于.{2,120}的?(通知|公告|通报|意见|函|决定)|.{2,80}(公告|通知))$")
_ISSUER = re.compile(r"(部|局|委|会|署|院|厅|办公室|总社|银行)$")
_TITLE_LENGTH = 140
_ISSUER_LENGTH = 24


@dataclass(frozen=True)
class Reading:
    """Something read, and the place it was read at."""

    value: str
    place: str

    def in_file(self, file: str) -> "Reading":
        return Reading(self.value, f"{file} {self.place}")


@dataclass(frozen=True)
class Description:
    """What was read; ``None`` or empty where nothing of the right form stands near the list."""

    title: Reading | None = None
    document_number: Reading | None = None
    issued_on: Reading | None = None
    issuers: Sequence[Reading] = field(default=())


def describe_notice(document: Document, list_place: str, file: str = "") -> Description:
    """Read the description of the notice that the list at ``list_place`` belongs to: the nearest
    above the list, since one file may hold several notices. A letter has no list: then
    ``list_place`` is empty. Places begin with ``file``, where that is given."""
    if file:
        described = describe_notice(document, list_place)
        readings = (described.title, described.document_number, described.issued_on)
        title, number, issued = (reading and reading.in_file(file) for reading in readings)
        issuers = [reading.in_file(file) for reading in described.issuers]
        return Description(title, number, issued, issuers)
    blocks = [block for block in document.blocks if isinstance(block, TextBlock)]
    places = [block.place for block in blocks]
    above = blocks[: places.index(list_place)] if list_place in places else blocks
    number_at, number = _nearest(above, _document_number)
    start = number_at if number_at is not None else 0
    date_at, issued = _nearest(above[start:], _full_date)
    title = _nearest(above[: start + 1], _title)[1] or _nearest(above[start:], _title)[1]
    signatures = above[start + 1 : start + date_at] if date_at is not None else []
    return Description(title, number, issued, _issuers(signatures))


def describe_together(described: Sequence[Description]) -> Description:
    """What several files of one notice say of it: each fact from the first file that has it."""
    return Description(
        next((found.title for found in described if found.title), None),
        next((found.document_number for found in described if found.document_number), None),
        next((found.issued_on for found in described if found.issued_on), None),
        next((found.issuers for found in described if found.issuers), ()),
    )


def _nearest(
    blocks: Sequence[TextBlock], read: Callable[[str], str | None]
) -> tuple[int | None, Reading | None]:
    """The last block that ``read`` makes something of, with its position."""
    for position in range(len(blocks) - 1, -1, -1):
        value = read(blocks[position].text)
        if value is not None:
            return position, Reading(value, blocks[position].place)
    return None, None


def _document_number(text: str) -> str | None:
    match = _NUMBER.search(unicodedata.normalize("NFC", text))
    if match is None or len(text.strip()) > len(match[0]) + 12:
        return None
    return f"{match[1]}〔{match[2]}〕{match[3]}号"


def _full_date(text: str) -> str | None:
    match = _DATE.fullmatch(text.strip().strip("()（）"))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _title(text: str) -> str | None:
    title = clean(text)
    return title if len(title) <= _TITLE_LENGTH and _TITLE.search(title) else None


def _issuers(blocks: Sequence[TextBlock]) -> list[Reading]:
    """The signatures: the lines right above the date that end as names of bodies do."""
    found: list[Reading] = []
    for block in reversed(blocks):
        names = re.split(r"\s{2,}|\t", block.text.strip())
        readings = [Reading(clean(name), block.place) for name in names]
        if not all(_is_organization(reading.value) for reading in readings):
            break
        found = readings + found
    return found


def _is_organization(text: str) -> bool:
    return len(text) <= _ISSUER_LENGTH and _ISSUER.search(text) is not None
