"""Texts in several languages: a BCP 47 language map with one declared fallback chain.

A map is `{"en": "Jar", "fr": "Jarre"}`. `und` marks a text whose language nobody stated. Who reads a map asks for the
languages the reader wants; what comes back says which language it is and whether it is a fallback.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import langcodes

from museion.core.wording import Wording

FALLBACK_CHAIN = ("en", "fr", "es", "ar")
UNDETERMINED = "und"
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "、"}
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Mand", "Rohg"})


class InvalidLanguageError(ValueError):
    """The text is no BCP 47 language tag."""


@dataclass(frozen=True, slots=True)
class Localized:
    """One text as a reader gets it. `is_fallback`: the reader asked for another language."""

    text: str
    language: str
    is_fallback: bool = False

    @property
    def direction(self) -> str:
        return get_direction(self.language)

    def __str__(self) -> str:
        return self.text


class LanguageMap(dict[str, str]):
    """`dict` of language tag to text, as stored."""

    def pick(self, languages: str | Iterable[str]) -> Localized:
        """The text in the first wanted language that there is, else along the fallback chain, else any, else empty."""
        wanted = [languages] if isinstance(languages, str) else list(languages)
        for tag in wanted:
            found = self._find(tag)
            if found:
                return Localized(self[found], found)
        for tag in (*FALLBACK_CHAIN, *self):
            if self.get(tag):
                # A text of unstated language is not known to be in another one.
                return Localized(self[tag], tag, is_fallback=tag != UNDETERMINED)
        return Localized("", wanted[0] if wanted else FALLBACK_CHAIN[0])

    def _find(self, tag: str) -> str | None:
        """`fr-CA` is served by `fr-CA`, else `fr`; `fr` is also served by `fr-CA`."""
        base = tag.split("-")[0]
        for candidate in (tag, base):
            if self.get(candidate):
                return candidate
        return next((held for held in self if held.split("-")[0] == base and self[held]), None)


def read_language_map(value: Mapping[str, str] | str | None, *, language: str = UNDETERMINED) -> LanguageMap:
    """A map with standard tags and no empty texts; a bare text is taken to be in `language`."""
    if value is None:
        return LanguageMap()
    if isinstance(value, str):
        return LanguageMap({read_tag(language): value.strip()}) if value.strip() else LanguageMap()
    return LanguageMap({read_tag(tag): text.strip() for tag, text in value.items() if text and text.strip()})


@lru_cache(maxsize=1024)
def read_tag(tag: str) -> str:
    """The tag in its standard form (`FR_fr` becomes `fr-FR`); raises `InvalidLanguageError`."""
    if not langcodes.tag_is_valid(tag):
        raise InvalidLanguageError(Wording("“%(tag)s” is not a BCP 47 language tag, such as fr or pt-BR", tag=tag))
    return langcodes.standardize_tag(tag)


@lru_cache(maxsize=1024)
def get_direction(tag: str) -> str:
    """`rtl` or `ltr`, from the script that the language is written in."""
    script = langcodes.Language.get(tag).maximize().script if tag != UNDETERMINED else None
    return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


def join_words(words: Iterable[str], reader: str) -> str:
    """With the comma of the reader's script."""
    return _COMMAS.get(reader.split("-")[0], ", ").join(words)


@lru_cache(maxsize=64)
def list_tongues(reader: str) -> tuple[tuple[str, str], ...]:
    """The languages of ISO 639-1, by their name in the reader's language."""
    from babel import Locale  # as below

    tags = [tag for tag in map(str, Locale("en").languages) if len(tag) == 2]
    return tuple(sorted(((tag, get_language_name(tag, reader)) for tag in tags), key=lambda pair: pair[1].casefold()))


@lru_cache(maxsize=4096)
def get_language_name(tag: str, reader: str) -> str:
    """The name of a language in the reader's language, by CLDR: `fr`, `es` → francés."""
    from babel import Locale, UnknownLocaleError  # loading CLDR costs 30 ms that most commands need not pay

    try:
        names = Locale.parse(reader, sep="-").languages
    except (UnknownLocaleError, ValueError):
        names = Locale("en").languages
    return str(names.get(tag) or names.get(tag.split("-")[0]) or tag)
