"""The number of a standard as the last part of an address, and back.

``GB 38031-2025`` is ``GB-38031-2025``, ``GB/T 32151.42-2024`` ``GB-T-32151.42-2024``, ``T/CAS
1-2020`` ``T-CAS-1-2020``, ``GB 1-2008/XG1-2012`` ``GB-1-2008+XG1-2012``. A slug is made of the
number's one spelling alone, so that it is permanent, and reads back to that number and no other.
"""

from collections.abc import Iterator
from itertools import product

from schema.numbers.standard_number import StandardNumber
from schema.numbers.standard_reading import parse_standard_number

# What may stand in a code where its slug has a hyphen: slashes everywhere, but a hyphen or a blank
# in the body of an association or company (T/CAS-QC, Q/320583 ABC), and the hyphen of ITU-T.
_JOINTS = "/- "
# Joints of the longest code, ISO/IEC/IEEE with the type of a document.
_MOST_JOINTS = 4
# Longer than any slug; reading takes time that grows with the length.
MOST_CHARACTERS = 120


def slug_of(number: StandardNumber) -> str:
    """The slug of a number."""
    amendment = "" if number.amendment is None else f"/{number.amendment}"
    rest = number.normalized.removesuffix(amendment).removeprefix(number.code).strip()
    code = number.code.replace("/", "-").replace(" ", "-")
    # Serial numbers with two units have a slash of their own: ASTM D1238/D1238M.
    return f"{code}-{rest.replace('/', '~')}{amendment.replace('/', '+').replace(' ', '')}"


def parse_slug(text: str) -> StandardNumber | None:
    """The number whose slug this is, letters small or capital; None if it is no slug."""
    if len(text) > MOST_CHARACTERS:
        return None
    for spelling in _spellings(text):
        number = parse_standard_number(spelling)
        if number is not None and slug_of(number).upper() == text.upper():
            return number
    return None


def read_number(text: str) -> StandardNumber | None:
    """The number that an address names: by its slug or in any spelling."""
    if len(text) > MOST_CHARACTERS:
        return None
    return parse_slug(text) or parse_standard_number(text)


def _spellings(slug: str) -> Iterator[str]:
    """The numbers that could have this slug: each place where the code may end, and what may stand
    between its parts. That all parts are joined by slashes comes first."""
    parts = slug.replace("~", "/").split("-")
    for length in range(1, min(len(parts), _MOST_JOINTS + 2)):
        rest = "-".join(parts[length:])
        for joints in product(_JOINTS, repeat=length - 1):
            code = parts[0] + "".join(
                joint + part for joint, part in zip(joints, parts[1:length], strict=True)
            )
            yield f"{code} {rest}"
