"""Invented names of museums, in English and in the languages of the place."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Which subject of `museum_names.toml` a type of collection is named after.
SUBJECTS: tuple[tuple[str, ...], ...] = (
    ("agriculture",),
    ("applied_arts", "decorative_arts"),
    ("archaeology",),
    ("architecture",),
    ("children", "education"),
    ("costume",),
    ("ecomuseum", "open_air", "ethnography"),
    ("fine_arts", "modern_art", "sculpture"),
    ("history", "historic_house", "regional"),
    ("industrial_heritage", "science_technology"),
    ("literature", "performing_arts"),
    ("maritime",),
    ("medicine",),
    ("military_history",),
    ("money",),
    ("musical_instruments",),
    ("natural_history",),
    ("photography",),
    ("sports",),
    ("transport",),
)


@dataclass(frozen=True, slots=True)
class Wording:
    subjects: tuple[str, ...]
    place: str
    collection: str

    def make_name(self, subject: int, city: str, founder: str = "") -> str:
        museum = self.subjects[subject]
        if founder:
            museum = self.collection.format(m=museum, f=founder)
        return self.place.format(m=museum, c=city)


@cache
def read_wordings() -> dict[str, Wording]:
    text = (files("museion.network.sample") / "museum_names.toml").read_text("utf-8")
    return {
        language: Wording(tuple(table["subjects"].split("|")), table["place"], table["collection"])
        for language, table in tomllib.loads(text).items()
    }
