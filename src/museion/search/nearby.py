"""“Near Lima 200 km”: the end of a question that names a place instead of words to find.

Without a distance the words stay words, for titles hold them too (“Cottages near Salisbury”).
"""

import re
from dataclasses import dataclass

from museion.core.towns import Town, find_towns
from museion.search.discs import FARTHEST_KM
from museion.search.requests import Disc

USUAL_KM = 100
_NEAR = r"(?:near|près d[eu]|pres d[eu]|cerca del?|بالقرب من|قرب)"
_ASKED = re.compile(
    rf"(?:^|\s){_NEAR}\s+(?P<place>[^\d]{{2,80}}?)\s*,?\s*(?P<km>\d{{1,4}})\s*(?:km|كم)\s*$", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:^|\s){_NEAR}\s+(?P<place>[^\d]{{2,80}}?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Nearby:
    """`others`: towns of the same name."""

    town: Town
    km: int
    others: tuple[Town, ...] = ()

    @property
    def name(self) -> str:
        """By which it is found again."""
        return f"{self.town.name}, {self.town.country}"

    @property
    def disc(self) -> Disc:
        return Disc(self.town.latitude, self.town.longitude, float(self.km))


def split_nearby(text: str) -> tuple[str, str, int] | None:
    """The rest of the question, the place and the distance; None where it asks for no surroundings."""
    found = _ASKED.search(text)
    return (text[: found.start()].strip(), found["place"], int(found["km"])) if found else None


def guess_nearby(text: str) -> tuple[str, Nearby] | None:
    """What a question without a distance may mean: the rest of it, and the place. None where no town is named."""
    found = _NAMED.search(text)
    place = find_nearby(found["place"]) if found else None
    return (text[: found.start()].strip(), place) if found and place else None


def find_nearby(name: str, km: int = USUAL_KM) -> Nearby | None:
    """None where no town of that name is known."""
    towns = find_towns(name)
    return Nearby(towns[0], max(1, min(km, int(FARTHEST_KM))), tuple(towns[1:6])) if towns else None
