"""Public keys: one letter for the kind, seven characters, one check character, as in `m4k729xwq`.

A key is made from the record's number once and never changes. The alphabet is Crockford's base 32 (no i, l, o, u),
so that a key survives being read aloud; the check character is ISO 7064 MOD 33,32, which finds every single wrong
character and every swap of two neighbours.
"""

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 9
_BITS = 35
_SPACE = 1 << _BITS
# An odd factor makes the multiplication a bijection of the number space: neighbours get unlike keys.
_FACTOR = 0x2_545F_4915
_INVERSE = pow(_FACTOR, -1, _SPACE)
_MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0"})


class InvalidKeyError(ValueError):
    """The text is no key of this system."""


def make_key(letter: str, number: int) -> str:
    if not 0 < number < _SPACE:
        raise InvalidKeyError(f"no key has the number {number}")
    scattered = number * _FACTOR % _SPACE
    body = "".join(ALPHABET[scattered >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return letter + body + _check_character(letter, body)


def read_key(text: str) -> str:
    """The key in its one true form. Capitals, hyphens, and o, i, l for 0 and 1 are forgiven in what follows the letter."""
    plain = text.strip().lower().replace("-", "").replace(" ", "")
    if len(plain) != LENGTH or not plain.isascii() or not plain[0].isalpha():
        raise InvalidKeyError(f"“{text[:40]}” is not a key: a key has {LENGTH} letters and digits")
    letter, body, check = plain[0], plain[1:-1].translate(_MISREAD), plain[-1].translate(_MISREAD)
    if any(character not in ALPHABET for character in body):
        raise InvalidKeyError(f"“{text[:40]}” holds a character that no key holds")
    if _check_character(letter, body) != check:
        raise InvalidKeyError(f"“{text[:40]}” is mistyped: its check character does not fit")
    return letter + body + check


def get_number(key: str) -> int:
    """The record number inside a key that `read_key` returned."""
    scattered = 0
    for character in key[1:-1]:
        scattered = scattered << 5 | ALPHABET.index(character)
    return scattered * _INVERSE % _SPACE


def _check_character(letter: str, body: str) -> str:
    # The letter may not be of the alphabet, so its place among the letters stands for it.
    return str(mod_37_36.calc_check_digit(ALPHABET[ord(letter) % 32] + body, alphabet=ALPHABET))
