"""The real collections as objects in words, and questions made of them as dealers and desks would put them.

Seven kinds of question, after the set-up that the project measured its candidates on: a full dealer's description, one
without the maker, a short text, a translated one, sizes with type and material only, an inscription, everything in one blob.
"""

import gzip
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from bench.setting import COLLECTIONS
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.words import is_telling, split_words

MOST_PER_MAKER = 25
KINDS = ("dealer_full", "no_artist", "short_text", "translated", "dims_type_material", "inscription", "lot_blob")
_CM = re.compile(r"\(([\d.]+(?:\s*x\s*[\d.]+)*)\s*cm\)")
_MM = re.compile(r"([\d.]+(?:\s*x\s*[\d.]+)*)\s*mm")
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-2][0-9])\b")


def read_collections() -> Iterator[ObjectText]:
    readers: dict[str, Callable[[dict[str, Any]], ObjectText]] = {
        "moma": _read_moma,
        "tate": _read_tate,
        "cmoa": _read_cmoa,
    }
    for name, path in COLLECTIONS.items():
        with gzip.open(path) as file:
            for line in file:
                record = readers[name](orjson.loads(line))
                if record.title:
                    yield record


def say_alike(record: ObjectText) -> tuple[object, ...]:
    """Records of one such value cannot be told apart by their words; naming any of them is right."""
    return (record.title, record.makers, record.object_type, record.materials, record.measurements, record.years)


def inscribe(record: ObjectText, chance: random.Random) -> ObjectText:
    """The collections state no inscriptions; a fifth of the long titles are taken to be written on the object too."""
    if len(record.title.split()) < 5 or chance.random() > 0.2:
        return record
    return replace(record, inscriptions=(record.title,))


def split_register(count: int, chance: random.Random) -> tuple[list[ObjectText], list[ObjectText]]:
    """Registered and unregistered records; no maker fills the register."""
    records = [inscribe(record, chance) for record in read_collections()]
    chance.shuffle(records)
    register: list[ObjectText] = []
    rest: list[ObjectText] = []
    per_maker: Counter[str] = Counter()
    for record in records:
        maker = record.makers[0] if record.makers else ""
        if len(register) < count and (not maker or per_maker[maker] < MOST_PER_MAKER):
            per_maker[maker] += 1
            register.append(record)
        else:
            rest.append(record)
    return register, rest


def drop_copies(rest: list[ObjectText], register: list[ObjectText]) -> list[ObjectText]:
    """Without those whose work is registered as another copy: same maker, three fifths of the title's words."""
    by_maker: dict[str, list[set[str]]] = {}
    for record in register:
        for maker in record.makers or ("",):
            by_maker.setdefault(maker, []).append(_telling(record.title))
    return [record for record in rest if not _has_copy(record, by_maker)]


def _has_copy(record: ObjectText, by_maker: dict[str, list[set[str]]]) -> bool:
    title = _telling(record.title)
    return any(
        len(title & other) >= 0.6 * max(len(title), 1)
        for maker in record.makers or ("",)
        for other in by_maker.get(maker, ())
    )


def _telling(text: str) -> set[str]:
    return set(filter(is_telling, split_words(text)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels by concept and language, to translate types and materials with, and synonyms of types."""

    find: Callable[[str], set[str]]
    labels: dict[str, dict[str, list[str]]]


def make_question(kind: str, record: ObjectText, vocabulary: Vocabulary, chance: random.Random) -> ObjectText | None:
    """None where the record has not what the kind needs."""
    if kind == "inscription":
        return _make_inscription(record, chance)
    if kind == "dims_type_material":
        return _make_bare(record, chance)
    if kind == "translated":
        return _translate(record, vocabulary, chance)
    if kind == "short_text" and len(_telling(record.title)) < 2:
        return None
    full = _describe(record, vocabulary, chance)
    if kind == "no_artist":
        return replace(full, makers=())
    if kind == "short_text":
        title = " ".join(record.title.split()[:4])
        return ObjectText(title=title, measurements=full.measurements if chance.random() < 0.6 else ())
    return _blob(full, chance) if kind == "lot_blob" else full


def _make_bare(record: ObjectText, chance: random.Random) -> ObjectText | None:
    if len(record.measurements) < 2 or not record.materials:
        return None
    return ObjectText(object_type=record.object_type, materials=record.materials, measurements=_measure(record, chance))


def _describe(record: ObjectText, vocabulary: Vocabulary, chance: random.Random) -> ObjectText:
    return ObjectText(
        title=_damage_title(record.title, chance),
        object_type=_rename_type(record.object_type, vocabulary, chance),
        makers=tuple(_rename_maker(maker, chance) for maker in record.makers[:1]),
        materials=record.materials if chance.random() < 0.8 else "",
        measurements=_measure(record, chance),
        years=_redate(record.years, chance),
    )


def _damage_title(title: str, chance: random.Random) -> str:
    kept = [word for word in title.split() if chance.random() < 0.8] or title.split()[:1]
    return " ".join(_misspell(word, chance) if chance.random() < 0.1 else word for word in kept)


def _misspell(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    place = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnoprstuvwyz")
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def _rename_type(text: str, vocabulary: Vocabulary, chance: random.Random) -> str:
    labels = [label for code in sorted(vocabulary.find(text)) for label in vocabulary.labels[code].get("en", ())]
    return chance.choice(labels) if labels else text


def _rename_maker(name: str, chance: random.Random) -> str:
    words = name.split()
    if len(words) < 2:
        return name
    return chance.choice(
        (
            name,
            f"{words[-1]}, {' '.join(words[:-1])}",
            " ".join([*(word[0] + "." for word in words[:-1]), words[-1]]),
            " ".join([*words[:-1], _misspell(words[-1], chance)]),
            f"circle of {name}",
        )
    )


def _measure(record: ObjectText, chance: random.Random) -> tuple[float, ...]:
    if not record.measurements:
        return ()
    unit = chance.choice((10.0, 25.4, 1.0))
    step = {10.0: 0.5 if chance.random() < 0.5 else 0.1, 25.4: 0.25, 1.0: 1.0}[unit]
    grown = chance.uniform(40, 160) if chance.random() < 0.12 and len(record.measurements) > 1 else 0.0
    sides = [max(step, round((side + grown) / unit / step) * step) * unit for side in record.measurements]
    if chance.random() < 0.25:
        sides.reverse()
    return tuple(sides)


def _redate(years: tuple[int, int] | None, chance: random.Random) -> tuple[int, int] | None:
    if years is None:
        return None
    middle = (years[0] + years[1]) // 2
    century = middle // 100 * 100
    return chance.choice((years, (middle // 10 * 10 - 5, middle // 10 * 10 + 5), (century, century + 99), None))


def _translate(record: ObjectText, vocabulary: Vocabulary, chance: random.Random) -> ObjectText | None:
    language = chance.choice(("fr", "de", "it", "es"))

    def say(text: str) -> str:
        codes = sorted(vocabulary.find(text))
        return " ".join(chance.choice(vocabulary.labels[code].get(language) or [""]) for code in codes)

    object_type = say(record.object_type)
    if not object_type:
        return None
    title = " ".join(record.title.split()[:3])
    return ObjectText(
        title=title,
        object_type=object_type,
        materials=say(record.materials),
        makers=record.makers[:1],
        measurements=_measure(record, chance),
    )


def _make_inscription(record: ObjectText, chance: random.Random) -> ObjectText | None:
    if not record.inscriptions:
        return None
    words = record.inscriptions[0].split()
    half = [_misspell(word, chance) if chance.random() < 0.1 else word for word in words if chance.random() < 0.5]
    if not half:
        return None
    return ObjectText(
        inscriptions=(" ".join(half),), object_type=record.object_type, measurements=_measure(record, chance)
    )


def _blob(full: ObjectText, chance: random.Random) -> ObjectText:
    parts = [*full.makers, full.title, full.materials, full.object_type, _write_sizes(full.measurements)]
    if full.years:
        parts.append(f"c. {full.years[0]}" if full.years[1] - full.years[0] > 1 else str(full.years[0]))
    return ObjectText(text=", ".join(filter(None, parts)) + ". Provenance: private collection.")


def _write_sizes(measurements: tuple[float, ...]) -> str:
    return " x ".join(f"{side / 10:.1f}" for side in measurements) + " cm" if measurements else ""


def _read_moma(row: dict[str, Any]) -> ObjectText:
    return ObjectText(
        id=f"moma:{row['ObjectID']}",
        title=row.get("Title") or "",
        object_type=row.get("Classification") or "",
        makers=tuple(filter(None, [row.get("Artist")])),
        materials=row.get("Medium") or "",
        measurements=_read_sizes(_CM.findall(row.get("Dimensions") or ""), 10.0),
        years=_read_years(row.get("Date") or ""),
        inventory_number=row.get("MoMANumber") or "",
    )


def _read_tate(row: dict[str, Any]) -> ObjectText:
    return ObjectText(
        id=f"tate:{row['id']}",
        title=row.get("title") or "",
        object_type=row.get("classification") or "",
        makers=tuple(filter(None, [row.get("all_artists")])),
        materials=row.get("medium") or "",
        measurements=_read_sizes(_MM.findall(row.get("dimensions") or ""), 1.0),
        years=_read_years(row.get("dateText") or ""),
        inventory_number=row.get("acno") or "",
    )


def _read_cmoa(row: dict[str, Any]) -> ObjectText:
    inches = [row.get(f"item_{side}") or 0.0 for side in ("height", "width", "depth", "diameter")]
    return ObjectText(
        id=row["id"],
        title=row.get("title") or "",
        object_type=row.get("classification") or "",
        makers=tuple(maker["full_name"] for maker in row.get("creator") or [] if maker.get("full_name")),
        materials=row.get("medium") or "",
        measurements=tuple(sorted((side * 25.4 for side in inches if side > 0), reverse=True)),
        years=_read_years(row.get("creation_date") or ""),
        inventory_number=row.get("accession_number") or "",
    )


def _read_sizes(groups: list[str], factor: float) -> tuple[float, ...]:
    sides = [float(side) * factor for group in groups[:1] for side in re.findall(r"\d+(?:\.\d+)?", group)]
    return tuple(sorted((side for side in sides if side > 0), reverse=True))[:3]


def _read_years(text: str) -> tuple[int, int] | None:
    years = [int(year) for year in _YEAR.findall(text)]
    return (min(years), max(years)) if years else None
