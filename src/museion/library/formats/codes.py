"""Codes of MARC beside the standards of this house: ISO 639-2/B and BCP 47, MARC countries and ISO 3166-1, relators, types."""

import json
from functools import lru_cache
from pathlib import Path

import langcodes
from langcodes.tag_parser import LanguageTagError

_NO_LANGUAGE = {"zxx", "und", "|||", "   ", ""}
# The Library of Congress withdrew these.
_OLD_LANGUAGES = {
    "scr": "hr",
    "scc": "sr",
    "mol": "ro",
    "int": "ia",
    "cam": "km",
    "esp": "eo",
    "gag": "gl",
    "far": "fo",
}


@lru_cache(maxsize=1024)
def read_marc_language(code: str) -> str:
    """`fre` becomes `fr`; empty for none, for several (`mul` stays) and for what is no code."""
    plain = code.strip().lower()
    if plain in _NO_LANGUAGE:
        return ""
    if plain in _OLD_LANGUAGES:
        return _OLD_LANGUAGES[plain]
    if not langcodes.tag_is_valid(plain):
        return ""
    return langcodes.standardize_tag(plain)


@lru_cache(maxsize=1024)
def write_marc_language(tag: str) -> str:
    try:
        return langcodes.Language.get(tag).to_alpha3(variant="B")
    except (LookupError, LanguageTagError):
        return "und"


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    content = (Path(__file__).parent / "marc-countries.json").read_text(encoding="utf-8")
    codes: dict[str, str] = json.loads(content)
    return codes


def read_marc_country(code: str) -> str:
    """`nyu`, `fr ` become `US`, `FR`; empty where the code is unknown. States and provinces end with the country's letter."""
    plain = code.strip().lower()
    if len(plain) == 3 and plain[2] in _PARTS:
        return _PARTS[plain[2]]
    return _countries().get(plain, "")


# The third letter of the code of a part of these countries.
_PARTS = {"u": "US", "c": "CA", "k": "GB", "a": "AU"}


@lru_cache(maxsize=1)
def _countries_backwards() -> dict[str, str]:
    backwards = {iso: code for code, iso in reversed(_countries().items())}
    return backwards | {"US": "xxu", "CA": "xxc", "GB": "xxk"}


def write_marc_country(iso: str) -> str:
    return _countries_backwards().get(iso.upper(), "xx ").ljust(3)


def read_area(code: str) -> str:
    """The country of a geographic area code (MARC 043): `s-pe---` is `PE`; empty for regions and seas."""
    parts = code.strip().lower().strip("-").split("-")
    if len(parts) < 2:
        return ""
    return {"us": "US", "cn": "CA", "uk": "GB"}.get(parts[1]) or _countries().get(parts[1], "")


# What a MARC relator code (or term) says in the words of this house, and back.
RELATORS = {
    "aut": "author",
    "edt": "editor",
    "trl": "translator",
    "ill": "illustrator",
    "pht": "photographer",
    "ctb": "contributor",
    "com": "compiler",
    "cur": "curator",
    "isb": "issuing body",
    "pbl": "publisher",
    "spk": "speaker",
    "org": "originator",
    "ths": "thesis advisor",
    "prf": "performer",
    "cmp": "composer",
    "aui": "author of introduction",
}
RELATOR_CODES: dict[str, str] = {term: code for code, term in RELATORS.items()}


def read_role(text: str) -> str:
    plain = text.strip().strip(".,").lower()
    return RELATORS.get(
        plain, {"ed": "editor", "ill": "illustrator", "tr": "translator", "joint author": "author"}.get(plain, plain)
    )
