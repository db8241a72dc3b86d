"""Invented museums in real cities."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import cos, log2, radians
from random import Random

from museion.core.dates import HistoricalDate, read_date
from museion.core.saving import Draft
from museion.network.sample.marking import SOURCE, add_notice, make_random
from museion.network.sample.museum_names import SUBJECTS, read_wordings
from museion.network.sample.people_names import read_cultures
from museion.network.sample.places import City, Country, read_cities, read_countries, share_out
from museion.network.sample.texts import describe_museum
from museion.network.terms import GoverningStatus, InstitutionCategory

_STATUSES = {
    GoverningStatus.MUNICIPAL: 34,
    GoverningStatus.FOUNDATION: 14,
    GoverningStatus.PRIVATE: 13,
    GoverningStatus.ASSOCIATION: 10,
    GoverningStatus.NATIONAL: 9,
    GoverningStatus.REGIONAL: 8,
    GoverningStatus.UNIVERSITY: 6,
    GoverningStatus.COUNTY: 3,
    GoverningStatus.PROVINCIAL: 3,
}
_CATEGORIES = {
    InstitutionCategory.MUSEUM: 86,
    InstitutionCategory.CULTURAL_CENTRE: 4,
    InstitutionCategory.EXHIBITION_GALLERY: 4,
    InstitutionCategory.LIBRARY_ARCHIVES: 3,
    InstitutionCategory.RESEARCH_INSTITUTE: 2,
    InstitutionCategory.CONSERVATION_INSTITUTE: 1,
}
# How often museums are named after each subject, in the order of SUBJECTS.
_SUBJECT_WEIGHTS = (6, 5, 9, 3, 3, 4, 10, 12, 14, 6, 4, 4, 2, 3, 1, 2, 5, 3, 2, 3)
_KM_IN_DEGREES = 1 / 111.2
# The emergencies that can be replayed happen there, and are to reach somebody in the smallest network too.
_CERTAIN_CITIES = {"NP": "Kathmandu", "PE": "Lima", "SN": "Saint-Louis"}

CARD_TERMS = (
    {"en": "Free entry.", "fr": "Entrée gratuite.", "es": "Entrada gratuita.", "ar": "دخول مجاني."},
    {"en": "Half price.", "fr": "Demi-tarif.", "es": "Mitad de precio.", "ar": "نصف السعر."},
)


def draft_museums(seed: int, total: int, committees: Mapping[str, int]) -> Iterator[Draft]:
    """`committees`: country → id of the national committee or correspondent that its museums belong to."""
    countries = read_countries()
    shares = share_out(total, [country.weight for country in countries])
    number = 0
    for country, share in zip(countries, shares, strict=True):
        random = make_random(seed, f"museums {country.code}")
        names: set[str] = set()
        for city in _choose_cities(random, country, share):
            number += 1
            yield _draft_museum(random, number, country, city, names, committees[country.code])


def _choose_cities(random: Random, country: Country, share: int) -> list[City]:
    cities = read_cities()[country.code]
    chosen = random.choices(cities, [max(city.population, 1000) ** 0.75 for city in cities], k=share)
    certain = next((city for city in cities if city.name == _CERTAIN_CITIES.get(country.code)), chosen[0])
    return chosen if certain in chosen else [certain, *chosen[1:]]


def _draft_museum(
    random: Random, number: int, country: Country, city: City, names: set[str], committee_id: int
) -> Draft:
    subject = random.choices(range(len(SUBJECTS)), _SUBJECT_WEIGHTS)[0]
    types = _choose_types(random, subject)
    founded = _date_foundation(random)
    latitude, longitude = _move_a_little(random, city)
    director = read_cultures()[country.names].make_name(random).name
    host = f"museum-{number:05d}.example"
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"museum/{number:05d}",
            "names": _make_names(random, subject, country, city, names),
            "descriptions": add_notice(describe_museum(types, city.name, country.code)),
            "category": random.choices(list(_CATEGORIES), list(_CATEGORIES.values()))[0].value,
            "governing_status": random.choices(list(_STATUSES), list(_STATUSES.values()))[0].value,
            "collection_types": types,
            "established_text": founded.text,
            "established_edtf": founded.edtf,
            "established_earliest": founded.earliest,
            "established_latest": founded.latest,
            "address": f"{random.randint(1, 180)} Sample Street",
            "city": city.name,
            "country": country.code,
            "latitude": latitude,
            "longitude": longitude,
            "director": director,
            "email": f"info@{host}",
            "website": f"https://{host}/",
            "national_committee_id": committee_id,
            "accepts_card": number % 3 == 0,
            "card_terms": CARD_TERMS[number % 2] if number % 3 == 0 else {},
        }
    )


def _make_names(random: Random, subject: int, country: Country, city: City, taken: set[str]) -> dict[str, str]:
    """English and local names; a second museum of one subject in a city is told apart by its founder."""
    wordings = read_wordings()
    founder = None
    name = wordings["en"].make_name(subject, city.name)
    while name in taken:
        founder = random.choice(read_cultures()[country.names].family)
        name = wordings["en"].make_name(subject, city.name, founder.latin)
        if name in taken and random.random() < 0.3:
            second = random.choice(read_cultures()[country.names].family)
            founder = type(founder)(f"{founder.latin}-{second.latin}", f"{founder.own}-{second.own}")
            name = wordings["en"].make_name(subject, city.name, founder.latin)
    taken.add(name)
    names = {"en": name}
    for language in country.languages:
        written = founder.own if founder and read_cultures()[country.names].language == language else None
        family = written or (founder.latin if founder else "")
        names[language] = wordings[language].make_name(subject, city.name_in(language), family)
    return names


def _choose_types(random: Random, subject: int) -> list[str]:
    main = list(SUBJECTS[subject])
    types = [random.choice(main)]
    for kind in main:
        if kind not in types and random.random() < 0.4:
            types.append(kind)
    if random.random() < 0.2:
        other = random.choice(random.choice(SUBJECTS))
        types += [other] if other not in types else []
    return types


def _move_a_little(random: Random, city: City) -> tuple[float, float]:
    """Within a few kilometres of the centre, further in a large city, still on earth."""
    spread = 0.3 * max(log2(max(city.population, 2000) / 1000), 1) * _KM_IN_DEGREES
    latitude = city.latitude + random.gauss(0, spread / 2)
    longitude = city.longitude + random.gauss(0, spread / 2) / max(cos(radians(city.latitude)), 0.1)
    return round(max(min(latitude, 90), -90), 5), round((longitude + 180) % 360 - 180, 5)


def _date_foundation(random: Random) -> HistoricalDate:
    year = int(random.triangular(1790, 2022, 1985))
    chance = random.random()
    if chance < 0.08:
        return _read_date(f"c. {year // 5 * 5}")
    if chance < 0.14:
        return _read_date(f"{year // 10 * 10}s")
    if chance < 0.17:
        return _read_date(f"{year // 100 + 1}th century" if year < 2000 else str(year))
    return _read_date(str(year))


@lru_cache(maxsize=4096)
def _read_date(text: str) -> HistoricalDate:
    return read_date(text)
