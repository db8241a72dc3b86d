"""Invented members of the network: names, languages, specialities, what they agreed to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from museion.core.access import AccessLevel
from museion.core.saving import Draft
from museion.network.sample.marking import SOURCE, add_notice, make_random
from museion.network.sample.people_names import read_cultures
from museion.network.sample.places import City, Country, read_cities, read_countries, share_out
from museion.network.sample.texts import describe_person
from museion.network.terms import MemberCategory

_CATEGORIES = {
    MemberCategory.INDIVIDUAL: 70,
    MemberCategory.INSTITUTIONAL: 16,
    MemberCategory.STUDENT: 8,
    MemberCategory.SUPPORTING: 4,
    MemberCategory.HONORARY: 2,
}
_POSITIONS = {
    "en": "Director|Curator|Registrar|Conservator|Head of collections|Education officer|Documentalist|Archivist|Technician",
    "fr": "Directeur de musée|Conservation des collections|Régie des œuvres|Restauration|Médiation|Documentation|Archives",
    "es": "Dirección|Conservación de colecciones|Registro de obras|Restauración|Educación|Documentación|Archivo",
}
_SECOND_LANGUAGES = {"en": 70, "fr": 34, "es": 30, "ar": 6, "de": 12, "pt": 6, "ru": 8, "it": 8, "zh": 4}
_LEVELS = ("A2", "B1", "B2", "B2", "C1", "C1", "C2")


@dataclass(frozen=True, slots=True)
class Workplace:
    """A museum that was written already."""

    id: int
    city: str


@dataclass(frozen=True, slots=True)
class Skills:
    """Ids of the concepts that specialities are chosen from, by code."""

    skills: Mapping[str, int]
    collections: Mapping[str, int]


def draft_people(
    seed: int, total: int, workplaces: Mapping[str, Sequence[Workplace]], skills: Skills
) -> Iterator[Draft]:
    countries = read_countries()
    shares = share_out(total, [country.weight for country in countries], least=2)
    number = 0
    for country, share in zip(countries, shares, strict=True):
        random = make_random(seed, f"people {country.code}")
        cities = {city.name: city for city in read_cities()[country.code]}
        for _ in range(share):
            number += 1
            workplace = random.choice(workplaces[country.code])
            yield _draft_person(random, number, country, workplace, cities[workplace.city], skills)


def _draft_person(
    random: Random, number: int, country: Country, workplace: Workplace, city: City, skills: Skills
) -> Draft:
    name = read_cultures()[country.names].make_name(random)
    known = sorted(random.sample(sorted(skills.skills), random.choice((1, 1, 2, 2, 3))))
    about = [random.choice(sorted(skills.collections))] if random.random() < 0.5 else []
    category = random.choices(list(_CATEGORIES), list(_CATEGORIES.values()))[0]
    is_member_only = random.random() < 0.12
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"person/{number:05d}",
            "access": AccessLevel.MEMBER.value if is_member_only else AccessLevel.PUBLIC.value,
            "name": name.name,
            "sort_name": name.sort_name,
            "other_names": name.list_other_names(),
            "biographies": add_notice(describe_person(known)),
            "member_number": f"S{number:06d}",
            "member_category": category.value,
            "institution_id": workplace.id if random.random() < 0.85 else None,
            "position": _choose_position(random, country),
            "languages": _choose_languages(random, country),
            "countries_of_experience": _choose_countries(random, country),
            "country": country.code,
            "city": city.name,
            "latitude": round(city.latitude, 2),
            "longitude": round(city.longitude, 2),
            "time_zone": city.time_zone,
            "is_deployable": category == MemberCategory.INDIVIDUAL and random.random() < 0.22,
            "email": f"person{number:05d}@people.example",
            "visibility": _choose_visibility(random),
        },
        links={
            "specialities": [*(skills.skills[code] for code in known), *(skills.collections[code] for code in about)]
        },
    )


def _choose_position(random: Random, country: Country) -> str:
    language = next((tag for tag in country.languages if tag in _POSITIONS), "en")
    return random.choice(_POSITIONS[language].split("|"))


def _choose_languages(random: Random, country: Country) -> list[dict[str, str]]:
    own = random.choice(country.languages)
    levels = {own: "native"}
    for tag in country.languages:
        if tag != own:
            levels[tag] = random.choice(("B2", "C1", "C2"))
    wanted = random.choices(list(_SECOND_LANGUAGES), list(_SECOND_LANGUAGES.values()), k=random.choice((0, 1, 1, 2, 3)))
    for tag in wanted:
        levels.setdefault(tag, random.choice(_LEVELS))
    return [{"tag": tag, "level": level} for tag, level in levels.items()]


def _choose_countries(random: Random, country: Country) -> list[str]:
    """Where a person has worked: at home, and more likely near it than far."""
    abroad = [other for other in read_countries() if other is not country]
    weights = [4 if other.region == country.region else 1 for other in abroad]
    count = random.choice((0, 0, 0, 1, 1, 2, 3))
    return [country.code, *dict.fromkeys(other.code for other in random.choices(abroad, weights, k=count))]


def _choose_visibility(random: Random) -> dict[str, Any]:
    """What the person agreed to show; a field that is not named is for members."""
    agreed: dict[str, Any] = {
        "country": "public",
        "institution": "public",
        "position": "public",
        "biographies": "public",
    }
    if random.random() < 0.5:
        agreed |= {"languages": "public", "countries_of_experience": "public", "city": "public"}
    if random.random() < 0.15:
        agreed["email"] = "public"
    if random.random() < 0.1:
        agreed |= {"institution": "member", "position": "member"}
    return agreed
