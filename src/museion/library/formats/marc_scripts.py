"""Fields in two scripts: each 880 beside the field that it repeats, and the BCP 47 tag that each of the two is in.

The language is the text's; the script is found from the characters themselves, because `$6` states it for some scripts only.
"""

import unicodedata
from functools import lru_cache

import langcodes

from museion.library.formats.marc_records import Field, MarcRecord

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "THAI": "Thai",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "ETHIOPIC": "Ethi",
    "KHMER": "Khmr",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
}
_SAME = {("Hani", "Hans"), ("Hani", "Hant"), ("Hani", "Jpan"), ("Hang", "Kore"), ("Hani", "Kore")}


def find_script(text: str) -> str:
    """ISO 15924 of the first letter; empty where there is none."""
    for character in text:
        if character.isalpha():
            return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0], "")
    return ""


def tag_text(text: str, language: str) -> str:
    """`ru` for Cyrillic Russian, `ru-Latn` for its transcription."""
    script = find_script(text)
    if not script or language in {"", "und", "mul"}:
        return language if language and (not script or script == "Latn") else f"und-{script}" if script else "und"
    usual = _find_usual_script(language)
    return language if script == usual or (script, usual) in _SAME else f"{language}-{script}"


@lru_cache(maxsize=256)
def _find_usual_script(language: str) -> str:
    return langcodes.Language.get(language).maximize().script or ""


class Scripts:
    """The 880 fields of a record by what they belong to."""

    def __init__(self, record: MarcRecord, language: str) -> None:
        self._language = language
        self._others: dict[tuple[str, str], list[Field]] = {}
        for held in record.find("880"):
            if held.link:
                self._others.setdefault((held.get("6")[:3], held.link), []).append(held)

    def pair(self, held: Field) -> list[tuple[str, Field]]:
        """The field and what repeats it in other scripts, each with its tag; itself first."""
        return [self._tag(held), *self.find_others(held)]

    def find_others(self, held: Field) -> list[tuple[str, Field]]:
        others = self._others.get((held.tag, held.link), []) if self._others and held.link else []
        return list(map(self._tag, others))

    def _tag(self, shown: Field) -> tuple[str, Field]:
        return tag_text(" ".join(shown.get_all("abt")), self._language), shown
