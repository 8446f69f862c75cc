"""Chinese numerals as lists print them: the numbers of parts, annexes and projects."""

DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral below one thousand: 二十一 → 21, 一百零五 → 105."""
    total = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in "十百":
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
