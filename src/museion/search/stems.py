"""Stems of words, so that *paintings* finds *painting*: Snowball, in the languages for which it is good."""

from collections.abc import Iterable
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Language tag → the name that the engine's library gives its stemmer.
STEMMERS: dict[str, str] = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip


def stem(word: str, language: str) -> str:
    """The stem of a folded word; empty where the language has no stemmer here."""
    name = STEMMERS.get(language.partition("-")[0])
    return _stem(word, name) if name else ""


def stem_words(words: Iterable[str], language: str) -> list[str]:
    """The stems of folded words that differ from them."""
    name = STEMMERS.get(language.partition("-")[0])
    if not name:
        return []
    return [found for word in words if (found := _stem(word, name)) != word and found]


def stem_question(word: str, language: str) -> tuple[str, ...]:
    """The stems that a reader of the language may mean: by its own rules, and by those of the script that was typed."""
    first = word[:1]
    if "\u0400" <= first <= "\u04ff":
        guesses = ["ru"]
    elif "\u0600" <= first <= "\u06ff":
        guesses = ["ar"]
    elif "\u0370" <= first <= "\u03ff":
        guesses = ["el"]
    elif "\u0b80" <= first <= "\u0bff":
        guesses = ["ta"]
    else:
        guesses = ["en"] if language.partition("-")[0] in {"ru", "ar", "el", "ta"} else [language, "en"]
    return tuple(dict.fromkeys(found for guess in guesses if (found := stem(word, guess))))


@lru_cache(maxsize=262144)
def _stem(word: str, stemmer: str) -> str:
    if word.isdigit():
        return ""
    stems = _get_analyzer(stemmer).analyze(word)
    return stems[0] if stems else ""


@lru_cache(maxsize=32)
def _get_analyzer(stemmer: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(stemmer)).build()
