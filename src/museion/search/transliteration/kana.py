"""Kana as Hepburn romanisation hears it, and the readings of Japanese written in han characters."""

import re
from functools import lru_cache

from anyascii import anyascii
from sudachipy import SplitMode, Tokenizer
from sudachipy.dictionary import Dictionary

_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_LONG_VOWEL = re.compile(r"([ou])[ou](?![aeiou])")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def read_kana(text: str) -> str:
    """`シシキン` → `shishikin`, `トウキョウ` → `tokyo`; long vowels and doubled consonants are not heard."""
    heard = ""
    for sign in text.translate(_TO_KATAKANA):
        if sign in _SMALL_Y:
            heard = _soften(heard) + _SMALL_Y[sign]
        elif sign in _SMALL:
            heard = heard[:-1] + _SMALL[sign] if heard else _SMALL[sign]
        elif sign not in "ッー・":
            heard += anyascii(sign)
    return _LONG_VOWEL.sub(r"\1", heard.lower())


def _soften(heard: str) -> str:
    """`ki` before a small ya is `ky`, `shi` is `sh`."""
    root = heard[:-1] if heard.endswith("i") else heard
    return root if root.endswith(("sh", "ch", "j")) else f"{root}y"


def read_japanese(text: str) -> list[str]:
    """The reading of each word of a Japanese text, romanised: 葛飾北斎 → katsushika, hokusai."""
    words = _get_tokenizer().tokenize(text, SplitMode.A)
    return [heard for word in words if (heard := read_kana(word.reading_form() or word.surface())).isalpha()]


@lru_cache(maxsize=1)
def _get_tokenizer() -> Tokenizer:
    return Dictionary(dict="small").tokenizer()
