"""Arabic and Hebrew write few vowels: names are compared by their consonants, of which Latin spellings are sure.

b, f, p and v are one (Arabic has no p, Hebrew writes f and p alike); g and j are one (Egypt says g where the Gulf says j);
emphatic consonants are the plain ones.
"""

import re

LEAST = 3
"""Fewer consonants than this fit too many names."""

_LETTERS = {
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "g", "چ": "s", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
    "ژ": "g", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "b", "ق": "k", "ك": "k", "ک": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "h", "ט": "t", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m",
    "נ": "n", "ן": "n", "ס": "s", "פ": "b", "ף": "b", "צ": "s", "ץ": "s", "ק": "k", "ר": "r", "ש": "s", "ת": "t",
}  # fmt: skip
_ARTICLE = re.compile(r"^(?:ال|al-?|el-?)(?=\w{3})")
_LATIN = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"sch|sh|ch", "s"), (r"kh", "h"), (r"gh|dj|j", "g"), (r"th", "t"), (r"dh", "d"), (r"ph", "b"), (r"tz|ts", "s"),
        (r"[fvp]", "b"), (r"[cq]", "k"), (r"x", "ks"), (r"[^bdghklmnrstz]", ""),
    )
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=..)h$")


def spell_consonants(word: str) -> str:
    """Of one word in Arabic or Hebrew script; empty where too little is left to go by."""
    return _finish("".join(_LETTERS.get(letter, "") for letter in _ARTICLE.sub("", word)))


def guess_consonants(word: str) -> str:
    """Of a folded Latin word, as Arabic or Hebrew would write it."""
    bare = _ARTICLE.sub("", word)
    for pattern, plain in _LATIN:
        bare = pattern.sub(plain, bare)
    return _finish(bare)


def _finish(consonants: str) -> str:
    """Doubled letters are written once, and an h at the end is a mark of gender that Latin spellings often drop."""
    single = _FINAL_H.sub("", _DOUBLED.sub(r"\1", consonants))
    return single if len(single) >= LEAST else ""
