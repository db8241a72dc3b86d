"""Names written one sign a syllable: Korean hangul and Chinese characters, whose family name is mostly the first sign."""

from anyascii import anyascii

from museion.search.transliteration.sounds import hear_latin

LONGEST_NAME = 4
# Family names whose usual Latin spelling is not the rule's (National Institute of Korean Language, survey of passports).
_FAMILY = {
    "김": ("kim",), "이": ("lee", "yi", "rhee"), "박": ("park", "pak"), "최": ("choi", "choe"), "정": ("jung", "chung"),
    "강": ("kang",), "조": ("cho",), "윤": ("yoon",), "장": ("chang",), "임": ("lim", "rim"), "노": ("roh", "noh"),
    "유": ("yoo", "ryu"), "구": ("koo", "ku"), "고": ("ko",), "안": ("ahn",), "백": ("paik", "paek"), "오": ("oh",),
}  # fmt: skip
# Revised and McCune-Reischauer romanisation write plain consonants with either letter.
_EITHER = str.maketrans({"g": "k", "d": "t", "b": "p", "j": "c"})


def hear_whole(run: str, *, is_korean: bool) -> list[str]:
    """The signs as one word; Korean in both usual romanisations, and as the family name that it may be."""
    plain = "".join(anyascii(sign) for sign in run).lower()
    spellings = [plain, plain.replace("eo", "o").replace("eu", "u"), *(_FAMILY.get(run, ()) if is_korean else ())]
    heard = [sound for spelling in spellings if (sound := hear_latin(spelling))]
    return list(dict.fromkeys([*heard, *(sound.translate(_EITHER) for sound in heard)] if is_korean else heard))


def split_name(run: str) -> tuple[str, ...]:
    """Family and given part of what is short enough to be a name."""
    return (run[:1], run[1:]) if 1 < len(run) <= LONGEST_NAME else ()
