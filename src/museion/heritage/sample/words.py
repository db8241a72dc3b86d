"""The catalogue's words: types and materials from the shipped thesauri, phrases from `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from museion.vocabulary.sample import read_labels

LANGUAGES = ("en", "fr", "es", "ar")
Labels = dict[str, str]


@cache
def read_phrases(name: str) -> tuple[Labels, ...]:
    return tuple(dict(zip(LANGUAGES, row, strict=False)) for row in read_rows(name))


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = (files("museion.heritage.sample") / "words.toml").read_text("utf-8")
    return tuple(tuple(line.split("|")) for line in tomllib.loads(text)[name].strip().splitlines())


@cache
def get_labels(slug: str) -> dict[str, Labels]:
    return {code: dict(labels) for code, labels in read_labels(slug).items()}


def join_labels(slug: str, codes: tuple[str, ...]) -> Labels:
    labels = get_labels(slug)
    return {
        language: ("، " if language == "ar" else ", ").join(labels[code][language] for code in codes)
        for language in LANGUAGES
    }


def capitalise(texts: Labels) -> Labels:
    return {language: text[:1].upper() + text[1:] for language, text in texts.items()}
