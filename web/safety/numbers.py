"""Numbers as they stand in addresses, read in one way."""

# What SQLite can hold.
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
# An input method for Chinese types these where it is set to full width.
_NARROW = str.maketrans("０１２３４５６７８９＋－", "0123456789+-")
_MOST_DIGITS = 19


def whole_number(text: str) -> int | None:
    """The whole number that a text says, or None if it says none that SQLite can hold.

    Blanks around it, a sign, leading zeros and full-width digits are taken; signs that only look
    like digits (``²``, ``①``, ``٣``) are not.
    """
    narrow = text.strip().translate(_NARROW)
    digits = narrow[1:] if narrow[:1] in ("+", "-") else narrow
    if not (digits.isascii() and digits.isdigit()):
        return None
    digits = digits.lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    number = -int(digits) if narrow.startswith("-") else int(digits)
    return number if _SMALLEST <= number <= _LARGEST else None


def looks_like_a_number(text: str) -> bool:
    """Whether a text consists of digits of any writing, so that programs may take it for one."""
    return text.strip().lstrip("+-＋－").isdigit()
