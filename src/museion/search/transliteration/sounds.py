"""The sound of a word: a spelling that all usual romanisations of a name share.

Шишкин, Shishkin, Schischkin and Šiškin sound `siskin`. What is equated costs precision, so sounds join scripts, never two
Latin words.
"""

import re

from anyascii import anyascii

from museion.search.analysis import fold

LEAST = 2
LONGEST = 40

_GREEK = str.maketrans({"χ": "h", "η": "i", "υ": "i", "ω": "o", "ξ": "ks", "ψ": "ps", "β": "v", "φ": "f", "θ": "t"})
_GREEK_PAIRS = (("ου", "u"), ("αυ", "av"), ("ευ", "ev"), ("ει", "i"), ("οι", "i"), ("αι", "e"), ("μπ", "b"), ("ντ", "d"),
                ("γκ", "g"), ("γγ", "ng"), ("τζ", "tz"))  # fmt: skip
_CH = re.compile(r"(?<![st])ch")
_FRENCH_E = re.compile(r"ine$")
# Monet is written Моне, Degas Дега.
_SILENT = re.compile(r"(?<=[aeiou])[tsxd]$")
# The letter q stands for the sound of *ch* in *chair* once its own is written k.
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"q|ck", "k"), (r"shch|schtsch|szcz|chtch", "s"), (r"tsch|tch", "q"), (r"sch|sh|sz|sj", "s"), (r"cz|ch", "q"),
        (r"zh|dz|ts|tz", "z"), (r"kh", "h"), (r"gh", "g"), (r"ph", "f"), (r"th", "t"), (r"rh", "r"), (r"x", "ks"), (r"w", "v"),
        (r"ou|oo|uu", "u"), (r"oh(?=[^aeiou]|$)", "o"), (r"c(?=[aoukrl]|$)", "k"), (r"c", "s"), (r"[jy]", "i"),
        (r"ee|ie|ei|ii+", "i"), (r"ff$", "v"), (r"ae", "e"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


def hear_latin(word: str) -> str:
    """Of one folded Latin word; empty where it is too short to go by."""
    heard = re.sub(r"[^a-z]", "", word)
    for pattern, plain in _RULES:
        heard = pattern.sub(plain, heard)
    return heard[:LONGEST] if len(heard) >= LEAST else ""


def list_latin(word: str) -> list[str]:
    """The sounds that a folded Latin word may stand for: *ch* is written for three sounds, French adds
    an e to Russian names and does not speak the last consonant of its own."""
    spellings = [word, _CH.sub("sh", word), _CH.sub("kh", word), _FRENCH_E.sub("in", _CH.sub("sh", word))]
    spellings.append(_SILENT.sub("", word))
    return list(dict.fromkeys(heard for spelling in dict.fromkeys(spellings) if (heard := hear_latin(spelling))))


def hear_letters(word: str) -> str:
    """Of one word in a script that writes its vowels (Cyrillic, Greek, Georgian, Armenian, Devanagari…)."""
    lowered = fold(word)
    for pair, plain in _GREEK_PAIRS:
        lowered = lowered.replace(pair, plain)
    return hear_latin(anyascii(lowered.translate(_GREEK)).lower())
