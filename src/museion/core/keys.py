"""Public keys: one letter for the kind, seven characters, one check character, as in `m9a5yj8n3`.

There are more kinds than letters: a prefix may also be `x` and a second letter, with six characters after it.

A key is made from the record's number once and never changes. The alphabet is Crockford's base 32 (no i, l, o, u), so
that a key survives being read aloud. The check character makes the sum of all places, each multiplied by another power
of one element of the field of 32 elements, zero: so any one wrong character and any two swapped ones are found
(ISO 7064 MOD 33,32, the standard's own form for this alphabet, misses one swap in 496).
"""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 9
_EXTENDED = "x"
_BITS = 5
# An odd factor makes the multiplication a bijection of the number space: neighbours get unlike keys.
_FACTOR = 0x2_545F_4915
_MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0"})
# The first place holds letters only, so letters outside the alphabet take the values of digits there.
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_FIRST_VALUES = {letter: _VALUES[letter] for letter in ALPHABET if letter.isalpha()} | {"o": 0, "l": 1, "u": 2}


class InvalidKeyError(ValueError):
    """The text is no key of this system."""


def make_key(prefix: str, number: int) -> str:
    size = LENGTH - 1 - len(prefix)
    space = 1 << size * _BITS
    if not 0 < number < space:
        raise InvalidKeyError(f"no key that begins with “{prefix}” has the number {number}")
    if not prefix or (prefix[:1] == _EXTENDED) != (len(prefix) == 2) or prefix[1:] not in ALPHABET:
        raise InvalidKeyError(f"no key begins with “{prefix}”")
    scattered = number * _FACTOR % space
    rest = "".join(ALPHABET[scattered >> shift & 31] for shift in range((size - 1) * _BITS, -1, -_BITS))
    body = prefix[1:] + rest
    return prefix[0] + body + _check_character(prefix[0], body)


def read_key(text: str) -> str:
    """The key in its one true form. Capitals, hyphens, and o, i, l for 0 and 1 are forgiven in what follows the letter."""
    plain = text.strip().lower().replace("-", "").replace(" ", "")
    if len(plain) != LENGTH or plain[0] not in _FIRST_VALUES:
        raise InvalidKeyError(f"“{text[:40]}” is not a key: a key has {LENGTH} letters and digits, a letter first")
    letter, rest = plain[0], plain[1:].translate(_MISREAD)
    if any(character not in _VALUES for character in rest):
        raise InvalidKeyError(f"“{text[:40]}” holds a character that no key holds")
    if _check_character(letter, rest[:-1]) != rest[-1]:
        raise InvalidKeyError(f"“{text[:40]}” is mistyped: its check character does not fit")
    return letter + rest


def find_key(text: str) -> str:
    """The key in its one true form; empty for what is none."""
    try:
        return read_key(text)
    except InvalidKeyError:
        return ""


def get_prefix(key: str) -> str:
    """What tells the kind of a key that `read_key` returned."""
    return key[:2] if key[:1] == _EXTENDED else key[:1]


def get_number(key: str) -> int:
    """The record number inside a key that `read_key` returned."""
    scattered = 0
    digits = key[len(get_prefix(key)) : -1]
    for character in digits:
        scattered = scattered << _BITS | _VALUES[character]
    space = 1 << len(digits) * _BITS
    return scattered * pow(_FACTOR, -1, space) % space


def _double(value: int) -> int:
    """Times x in the field GF(2⁵) modulo x⁵ + x² + 1, whose powers run through every element but zero."""
    return (value << 1 ^ 0b100101) if value & 16 else value << 1


def _make_products() -> tuple[tuple[int, ...], ...]:
    """For each place before the check character, every value times that place's weight."""
    rows = [tuple(_double(value) for value in range(32))]
    while len(rows) < LENGTH - 1:
        rows.append(tuple(_double(value) for value in rows[-1]))
    return tuple(rows)


_PRODUCTS = _make_products()


def _check_character(letter: str, body: str) -> str:
    try:
        total = _PRODUCTS[0][_FIRST_VALUES[letter]]
    except KeyError:
        raise InvalidKeyError(f"no key begins with “{letter}”") from None
    for place, character in enumerate(body, start=1):
        total ^= _PRODUCTS[place][_VALUES[character]]
    return ALPHABET[total]
