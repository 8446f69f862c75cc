"""The permanent number of a standard's record, made of the standard's number alone."""

from hashlib import sha256

from schema.numbers.standard_number import StandardNumber

_KIND_DIGITS = {"GB": 1, "GB/T": 2, "GB/Z": 3}
# Ids of national editions are below 4 × 10^14; the others stand above 10^15 and below 2^53, so
# that every language that reads JSON keeps them exact.
_OTHERS_FROM = 10**15
_OTHERS = 2**53 - _OTHERS_FROM


def standard_id(number: StandardNumber) -> int:
    """A positive whole number below 2**53, the same in every build.

    An edition of GB, GB/T or GB/Z has kind (1, 2, 3), serial number (6 digits), part (4 digits,
    0000 for none) and year: 2 032151 0042 2024. Any other number has 10**15 plus its normalised
    form's SHA-256, first eight bytes, modulo what is left below 2**53. Among a million numbers
    two share an id with a probability below 1 in 10,000; a build must report it if they do.
    """
    if number.is_national_edition and number.year is not None:
        part = int(number.parts[0]) if number.parts else 0
        head = _KIND_DIGITS[number.code] * 10**6 + int(number.serial)
        return (head * 10**4 + part) * 10**4 + number.year
    digest = sha256(number.normalized.encode()).digest()
    return _OTHERS_FROM + int.from_bytes(digest[:8], "big") % _OTHERS
