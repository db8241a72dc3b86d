"""Invented references: every type, several languages and scripts, hosts and series, numbers whose check digits fit."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from stdnum import isbn, issn

from museion.core.countries import get_country_name
from museion.core.saving import Draft
from museion.library.formats.publication import Publication
from museion.library.values import make_values
from museion.network.sample.marking import RIGHTS, SOURCE, make_random
from museion.network.sample.people_names import read_cultures

_TYPES = (
    ("article", 46),
    ("book", 16),
    ("report", 10),
    ("conference_paper", 9),
    ("chapter", 7),
    ("resolution", 3),
    ("minutes", 3),
    ("proceedings", 2),
    ("thesis", 2),
    ("poster", 1),
    ("audiovisual", 1),
)
_COUNTRIES = (
    "PE",
    "SN",
    "FR",
    "EG",
    "IT",
    "MX",
    "JP",
    "IN",
    "BR",
    "NG",
    "TR",
    "GR",
    "KH",
    "ML",
    "CO",
    "MA",
    "UA",
    "CN",
    "ES",
    "CA",
)
_LANGUAGES = (("en", 5), ("fr", 4), ("es", 4))
_HOSTED = frozenset({"article", "conference_paper", "chapter"})
_CULTURES = {"en": "english", "fr": "french", "es": "spanish"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What references are hung on: bodies of the network's sample, concepts, objects."""

    bodies: Sequence[int]
    concepts: Sequence[int]
    objects: Sequence[int]


@cache
def read_words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def draft_references(seed: int, first: int, last: int, shelf: Shelf) -> Iterator[Draft]:
    """References number `first` to `last` - 1; each depends on the seed and its number alone."""
    for number in range(first, last):
        yield _draft(make_random(seed, f"reference {number}"), number, shelf)


def _draft(random: Random, number: int, shelf: Shelf) -> Draft:
    publication = invent_publication(random, number)
    values = make_values(publication) | {
        "source": SOURCE,
        "source_id": f"reference/{number}",
        "issued_by_id": random.choice(shelf.bodies) if shelf.bodies and random.random() < 0.5 else None,
        "access": random.choices(("public", "member"), (97, 3))[0],
    }
    links: dict[str, list[int]] = {}
    if shelf.concepts:
        links["concepts"] = sorted(random.sample(shelf.concepts, k=min(2, len(shelf.concepts))))
    if shelf.objects and random.random() < 0.1:
        links["objects_treated"] = [random.choice(shelf.objects)]
    return Draft(values, links)


def invent_publication(random: Random, number: int) -> Publication:
    words = read_words()
    kind = random.choices([name for name, _ in _TYPES], [weight for _, weight in _TYPES])[0]
    language = random.choices([tag for tag, _ in _LANGUAGES], [weight for _, weight in _LANGUAGES])[0]
    topic, country = random.choice(words["topics"]), random.choice(_COUNTRIES)
    year = random.randint(1948, 2025)
    publication = Publication(
        reference_type=kind,
        titles=_make_titles(random, kind, language, topic, country),
        contributors=[_make_person(random, language) for _ in range(random.choice((1, 1, 2, 3)))],
        languages=[language],
        place=random.choice(("Lima", "Dakar", "Paris", "Roma", "Kyoto", "Cairo")),
        publisher=random.choice(("Sample Press", "Éditions de l’exemple", "Editorial Muestra")),
        date_text=str(year),
        abstracts={language: " ".join(random.sample(words["sentences"][language], k=3))},
        subjects=[{"text": topic["en"], "kind": "topic"}, {"text": get_country_name(country, "en"), "kind": "place"}],
        countries=[country],
        rights=RIGHTS,
    )
    _add_scripts(publication, topic)
    if random.random() < 0.06:
        publication.original_languages = [random.choice([tag for tag, _ in _LANGUAGES if tag != language])]
    _add_host_and_numbers(publication, random, number, language)
    return publication


def _make_titles(random: Random, kind: str, language: str, topic: dict[str, str], country: str) -> dict[str, str]:
    forms = read_words()["forms"].get(kind) or read_words()["forms"]["article" if kind in _HOSTED else "book"]
    place, count = random.randrange(len(forms[language])), random.randint(3, 120)
    wanted = [language, *(tag for tag in forms if tag != language and random.random() < 0.3)]
    return {
        tag: _fill(forms[tag][min(place, len(forms[tag]) - 1)], topic[tag], get_country_name(country, tag), count)
        for tag in wanted
    }


def _fill(form: str, topic: str, country: str, count: int) -> str:
    text = form.format(t=topic, p=country, n=count)
    return text[:1].upper() + text[1:]


def _add_scripts(publication: Publication, topic: dict[str, str]) -> None:
    """A few have a title in another script, with its transcription."""
    for tag in ("ru", "ar", "zh"):
        if tag in topic and int(publication.date_text) % 3 == 0:
            own, _equals, latin = topic[tag].partition("=")
            publication.titles |= {tag: own[:1].upper() + own[1:], f"{tag}-Latn": latin[:1].upper() + latin[1:]}
            publication.languages = [tag]


def _make_person(random: Random, language: str) -> dict[str, Any]:
    name = read_cultures()[_CULTURES[language]].make_name(random)
    return {"name": name.sort_name, "role": "author", "kind": "person"}


def _add_host_and_numbers(publication: Publication, random: Random, number: int, language: str) -> None:
    if publication.reference_type in _HOSTED:
        first = random.randint(1, 300)
        title = random.choice(read_words()["series"][language])
        publication.host = {
            "title": title,
            "volume": str(int(publication.date_text) - 1947),
            "issue": str(random.randint(1, 4)),
            "pages": f"{first}-{first + random.randint(2, 30)}",
        }
        if random.random() < 0.3:
            # 10.5555 is the prefix that is set aside for examples.
            publication.numbers.append({"scheme": "doi", "value": f"10.5555/museion.{number}"})
        return
    publication.extent = f"{random.randint(24, 480)} p."
    if publication.reference_type in {"book", "proceedings"}:
        body = f"97829999{number % 10_000:04d}"
        publication.numbers.append({"scheme": "isbn", "value": body + _check_digit(body)})


def _check_digit(body: str) -> str:
    return next(str(digit) for digit in range(10) if isbn.is_valid(f"{body}{digit}"))


def make_issn(number: int) -> str:
    """Of the thousands whose check digit fits."""
    body = f"{9_000_000 + number:07d}"
    return next(issn.format(body + digit) for digit in "0123456789X" if issn.is_valid(body + digit))
