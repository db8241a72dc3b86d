"""Whole numbers as people write them in forms and programs in addresses and headers."""

LARGEST_ID = 2**63 - 1
_MOST_DIGITS = 19  # of `LARGEST_ID`; Python refuses to read what has thousands


def read_whole(text: str, *, least: int = 0, most: int = LARGEST_ID) -> int | None:
    """None for what is no whole number from `least` to `most`. Digits of every script count (٣٤); signs and ² do not."""
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        return None
    number = int(digits)
    return number if least <= number <= most else None
