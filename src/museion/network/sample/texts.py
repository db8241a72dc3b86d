"""Sentences about the invented museums, people and bodies, in the languages of the network."""

from functools import cache

from museion.core.countries import get_country_name
from museion.vocabulary.sample import read_labels

_MUSEUM = {
    "en": "Collections in {city}, {country}: {types}.",
    "fr": "Collections à voir ({city}, {country}) : {types}.",
    "es": "Colecciones en {city} ({country}): {types}.",
    "ar": "مجموعات في {city}، {country}: {types}.",
}
_PERSON = {
    "en": "Works on {topics}.",
    "fr": "Domaines de travail : {topics}.",
    "es": "Ámbitos de trabajo: {topics}.",
}
_AND = {"en": " and ", "fr": " et ", "es": " y ", "ar": " و"}


def describe_museum(types: list[str], city: str, country: str) -> dict[str, str]:
    return {
        language: pattern.format(
            city=city,
            country=get_country_name(country, language),
            types=_list_labels("collection-types", types, language),
        )
        for language, pattern in _MUSEUM.items()
    }


def describe_person(skills: list[str]) -> dict[str, str]:
    return {
        language: pattern.format(topics=_list_labels("museum-skills", skills, language))
        for language, pattern in _PERSON.items()
    }


def _list_labels(slug: str, codes: list[str], language: str) -> str:
    labels = _labels(slug)
    words = [labels[code][language] for code in codes]
    if len(words) < 2:
        return "".join(words)
    comma = "، " if language == "ar" else ", "
    return comma.join(words[:-1]) + _AND[language] + words[-1]


@cache
def _labels(slug: str) -> dict[str, dict[str, str]]:
    return {code: dict(labels) for code, labels in read_labels(slug).items()}
