"""Two entries of museums: the same house? Names, town, coordinates, web address, identifiers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from museion.core.places import measure_km
from museion.network.matching.judging import Judged, Reason, weigh
from museion.network.matching.names import Name, compare_names, find_own_words, sound_alike
from museion.network.matching.people import compare_identifiers

PRIOR = -4.5
# The museum of art and that of natural history of one university share all but the word that tells them apart.
OWN_WORDS = -1.6
_SCHEMES_OF_ONE = ("wikidata", "isil", "isni", "museofile", "ror")


@dataclass(frozen=True, slots=True)
class House:
    """`point`: latitude and longitude in degrees. `city` is folded. `site`: host of the web address and what follows."""

    key: str
    names: tuple[Name, ...]
    country: str = ""
    city: str = ""
    point: tuple[float, float] | None = None
    site: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


def read_site(address: str) -> str:
    parts = urlsplit(address if "//" in address else f"//{address}")
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def judge_museums(one: House, other: House, rarity: Mapping[str, float]) -> Judged:
    reasons = [
        *_compare_names(one, other, rarity),
        *_compare_places(one, other),
        *_compare_sites(one, other),
        *compare_identifiers(one.identifiers, other.identifiers, _SCHEMES_OF_ONE),
    ]
    return weigh(reasons, prior=PRIOR)


def list_blocks(house: House) -> Iterator[str]:
    for name in house.names:
        yield f"name {house.country} {' '.join(name.words)}"
        for word in name.words:
            if len(word) > 2 and house.city:
                yield f"city {house.country} {house.city} {word[:6]}"
            if len(word) > 2 and house.point:
                yield from (f"near {cell} {word[:6]}" for cell in _list_cells(house.point))
    if house.site:
        yield f"site {house.site}"
    for scheme, value in house.identifiers.items():
        yield f"{scheme} {value}"


def _list_cells(point: tuple[float, float]) -> Iterator[str]:
    """Two grids, one shifted by half a cell of about 5 km, so that no border parts neighbours."""
    for shift in (0.0, 0.5):
        yield f"{shift} {int(point[0] * 20 + shift)} {int(point[1] * 20 + shift)}"


def _compare_names(one: House, other: House, rarity: Mapping[str, float]) -> Iterator[Reason]:
    graded = [(compare_names(a, b, rarity), a, b) for a in one.names for b in other.names]
    best, mine, theirs = max(graded, key=lambda grade: grade[0], default=(0.0, None, None))
    if mine is None or theirs is None:
        return
    heard = max((sound_alike(a, b) for _grade, a, b in graded if a.is_latin != b.is_latin), default=0.0)
    detail = f"{mine.text} / {theirs.text}" if mine.text != theirs.text else mine.text
    if heard >= 0.6 and heard > best:
        yield Reason("sounds_alike", detail, 4.0 * heard)
    elif best >= 0.98:
        # “Museum” alone, or with the town's name, tells houses apart no more than the word itself.
        told = sum(rarity.get(word, 1.0) for word in set(mine.words))
        yield Reason("same_name", detail, 4.6 * max(0.0, min(1.0, (told - 0.5) / 0.8)))
    elif best >= 0.6:
        yield Reason("like_name", detail, (best - 0.6) / 0.4 * 3.6 - 0.6)
        if parts := find_own_words(mine, theirs):
            yield Reason("own_words", " / ".join(parts), OWN_WORDS)
    else:
        yield Reason("other_name", detail, -3.0)


def _compare_places(one: House, other: House) -> Iterator[Reason]:
    if one.country and other.country and one.country != other.country:
        yield Reason("country_differs", f"{one.country} / {other.country}", -5.0)
    if one.city and other.city:
        detail = one.city if one.city == other.city else f"{one.city} / {other.city}"
        yield Reason("city_same", detail, 1.2) if one.city == other.city else Reason("city_differs", detail, -1.6)
    if one.point and other.point:
        apart = measure_km(one.point, other.point)
        detail = f"{apart:.1f} km"
        if apart <= 0.3:
            yield Reason("place_same", detail, 2.6)
        elif apart <= 3:
            yield Reason("place_near", detail, 1.0)
        elif apart > 25:
            yield Reason("place_differs", detail, -3.5)


def _compare_sites(one: House, other: House) -> Iterator[Reason]:
    if one.site and other.site:
        if one.site == other.site:
            yield Reason("site_same", one.site, 2.5)
        elif one.site.split("/")[0] != other.site.split("/")[0]:
            yield Reason("site_differs", f"{one.site} / {other.site}", -0.8)
