"""A publication as every format of this folder reads and writes it: values that JSON can hold, named as the columns are.

`titles`, `abstracts`: BCP 47 language maps; a tag with a script (`ru-Latn`) is a transcription, so that original script,
transcription and translation stand side by side. Lists hold tables; their members are listed beside each field. A member
that is not known is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Table = dict[str, Any]


@dataclass(slots=True)
class Publication:
    """`languages`: of the text; `original_languages`: of what it was translated from (MARC 041 $h)."""

    reference_type: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    other_titles: list[Table] = field(default_factory=list)
    """`text`, `kind` (variant, translated, uniform, former, abbreviated), `language`."""
    responsibility: str = ""
    contributors: list[Table] = field(default_factory=list)
    """`name` (family name first), `role`, `kind` (person, body, meeting), `dates`, `scripts` (tag to name), `identifiers`, `key`."""
    languages: list[str] = field(default_factory=list)
    original_languages: list[str] = field(default_factory=list)
    edition: str = ""
    place: str = ""
    publisher: str = ""
    publication_country: str = ""
    date_text: str = ""
    extent: str = ""
    frequency: str = ""
    series: list[Table] = field(default_factory=list)
    """`title`, `number`, `issn`."""
    host: Table = field(default_factory=dict)
    """What it is a part of: `title`, `volume`, `issue`, `pages`, `issn`, `isbn`."""
    notes: list[Table] = field(default_factory=list)
    """`text`, `kind` (general, contents, bibliography, language, thesis, other_format, numbering)."""
    abstracts: dict[str, str] = field(default_factory=dict)
    subjects: list[Table] = field(default_factory=list)
    """`text`, `kind` (topic, place, person, body, period, genre, title), `scheme`, `uri`."""
    countries: list[str] = field(default_factory=list)
    classifications: list[Table] = field(default_factory=list)
    """`scheme`, `code`."""
    numbers: list[Table] = field(default_factory=list)
    """Standard numbers: `scheme`, `value`, `as_written`, `note`, `is_valid`."""
    links: list[Table] = field(default_factory=list)
    """`url`, `label`."""
    relations: list[Table] = field(default_factory=list)
    """`kind`, `title`, `note`, `issn`, `isbn`."""
    rights: str = ""

    def get_numbers(self, scheme: str) -> list[str]:
        """The valid ones, in their normal form."""
        return [held["value"] for held in self.numbers if held["scheme"] == scheme and held.get("is_valid", True)]

    def list_stated(self) -> list[str]:
        """The names of the fields that hold something."""
        return [name for name in FIELD_NAMES if getattr(self, name)]


FIELD_NAMES = tuple(declared.name for declared in fields(Publication))


def make_publication(values: Mapping[str, Any]) -> Publication:
    """Of whatever has these names; others are left."""
    return Publication(**{name: values[name] for name in FIELD_NAMES if values.get(name)})


def list_losses(publication: Publication, held: frozenset[str]) -> tuple[str, ...]:
    """The fields with a value that a format which holds `held` has no place for."""
    return tuple(name for name in publication.list_stated() if name not in held)


def find_year(text: str) -> int | None:
    """The first year of four digits in a date as written: `c1978.`, `[1947]`, `1998-`."""
    for start in range(len(text) - 3):
        part = text[start : start + 4]
        whole = (not text[start - 1 : start].isdigit() or start == 0) and not text[start + 4 : start + 5].isdigit()
        if part.isascii() and part.isdigit() and whole and part[0] in "12":
            return int(part)
    return None


def split_title(text: str) -> tuple[str, str]:
    """Title proper and the rest, as ` : ` or `: ` divides them."""
    title, _, rest = text.partition(" : ") if " : " in text else text.partition(": ")
    return title.strip(), rest.strip()


def split_name(name: str) -> tuple[str, str]:
    """Family and given name of `Núñez, María`; a name without a comma is whole."""
    family, _, given = name.partition(",")
    return family.strip(), given.strip()
