"""Invented cultural objects with every field that Object ID asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from museion.core.countries import get_country_name
from museion.core.dates import HistoricalDate, read_date
from museion.core.saving import Draft
from museion.heritage.formats.measurements import make_measurement
from museion.heritage.sample.drawing import Look
from museion.heritage.sample.forms import FORMS, Form, Make
from museion.heritage.sample.words import (
    LANGUAGES,
    Labels,
    capitalise,
    get_labels,
    join_labels,
    read_phrases,
    read_rows,
)
from museion.heritage.terms import MakerKind, MarkKind
from museion.network.sample.marking import RIGHTS, SOURCE, add_notice, make_random

_PHRASES = {"landscape": "scenes", "portrait": "sitters", "still_life": "fruits"}


@dataclass(frozen=True, slots=True)
class Holder:
    """A museum that was written already."""

    id: int
    name: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What objects link to: museums by type of collection, concepts by `scheme/code`."""

    holders: Mapping[str, Sequence[Holder]]
    concepts: Mapping[str, int]


def draft_objects(seed: int, total: int, stock: Stock) -> Iterator[Draft]:
    for number in range(1, total + 1):
        yield draft_object(seed, number, stock)


def make_look(seed: int, number: int) -> Look:
    """What object `number` looks like; the catalogue and the pictures ask the same chance."""
    _, form, make = _choose_form(seed, number)
    return Look(form.family, form.object_type, make.palette, seed * 1_000_003 + number)


def _choose_form(seed: int, number: int) -> tuple[Random, Form, Make]:
    random = make_random(seed, f"object {number}")
    form = random.choices(FORMS, [form.weight for form in FORMS])[0]
    return random, form, random.choice(form.makes)


def draft_object(seed: int, number: int, stock: Stock) -> Draft:
    """The same number is the same object, whoever asks; what is drawn of it is `make_look`'s."""
    random, form, make = _choose_form(seed, number)
    holder = _choose_holder(random, form, stock)
    period = random.choice(read_rows("periods") if form.is_old else read_rows("periods")[6:])
    dated = _read_date(random.choice(period[4].split(";")))
    phrase = random.choice(read_phrases(_PHRASES.get(form.object_type, "motifs")))
    title = _make_title(form, phrase)
    written = {
        "source": SOURCE,
        "source_id": f"object/{number:05d}",
        "title": title,
        "object_type": get_labels("object-types")[form.object_type],
        "object_type_broad": get_labels("object-types")[form.broad_type],
        "subject": phrase if form.family == "painting" else {},
        "date_text": dated.text,
        "date_edtf": dated.edtf,
        "date_earliest": dated.earliest,
        "date_latest": dated.latest,
        "period": dict(zip(LANGUAGES, period, strict=False)),
        "museum_id": holder.id,
        "inventory_number": f"S.{random.randint(1890, 2024)}.{number}",
        "place_of_origin": {tag: get_country_name(holder.country, tag) for tag in LANGUAGES},
        "place_of_discovery": {"en": f"near {holder.city}"} if form.is_old and random.random() < 0.5 else {},
        "distinguishing_features": random.choice(read_phrases("features")),
        "description": _describe(title, make, period),
        "makers": [_make_maker(random, form, holder)],
        "date_documented": date(random.randint(1995, 2025), random.randint(1, 12), random.randint(1, 28)),
        "related_written_material": [f"Sample inventory, vol. {random.randint(1, 12)}, p. {random.randint(1, 400)}"],
        "credit_line": f"{holder.name}, sample collection",
        "provenance": _tell_provenance(random, holder),
        "rights": RIGHTS,
        "store_location": f"Store {random.choice('ABCD')}, shelf {random.randint(1, 60)}",
    }
    return Draft(
        written | _state_materials(make) | _measure(random, form) | _inscribe(random), _link(form, make, stock)
    )


def _choose_holder(random: Random, form: Form, stock: Stock) -> Holder:
    fitting = [kind for kind in form.collections if stock.holders.get(kind)]
    return random.choice(stock.holders[random.choice(fitting or sorted(stock.holders))])


def _make_title(form: Form, phrase: Labels) -> Labels:
    labels = get_labels("object-types")[form.object_type]
    return capitalise({tag: f"{labels[tag]} {phrase[tag]}" for tag in LANGUAGES})


def _describe(title: Labels, make: Make, period: tuple[str, ...]) -> Labels:
    made = join_labels("materials-techniques", (*make.materials, *make.techniques))
    texts = {tag: f"{title[tag]}; {made[tag]}; {when}." for tag, when in zip(LANGUAGES, period, strict=False)}
    return add_notice(texts)


def _state_materials(make: Make) -> dict[str, Any]:
    labels = get_labels("materials-techniques")
    return {
        "materials_techniques": join_labels("materials-techniques", (*make.materials, *make.techniques)),
        "materials": [labels[code]["en"] for code in make.materials],
        "techniques": [labels[code]["en"] for code in make.techniques],
    }


def _measure(random: Random, form: Form) -> dict[str, Any]:
    measured = []
    for dimension, least, greatest in form.sizes:
        value = round(random.uniform(least, greatest), 1)
        measured.append(make_measurement(dimension, value, "cm", text=f"{dimension} {value} cm"))
    if form.family in {"disc", "figure", "tool"}:
        weight = round(random.uniform(4, 900), 1)
        measured.append(make_measurement("weight", weight, "g", text=f"weight {weight} g"))
    stated = [measurement for measurement in measured if measurement]
    return {
        "measurements_text": "; ".join(measurement.text for measurement in stated),
        "measurements": [measurement.as_values() for measurement in stated],
    }


def _inscribe(random: Random) -> dict[str, Any]:
    if random.random() < 0.65:
        return {"inscriptions_markings": []}
    text, language, _ = random.choice(read_rows("inscriptions"))
    kind = random.choice((MarkKind.INSCRIPTION, MarkKind.STAMP, MarkKind.MARKING))
    position = random.choice(("on the underside", "around the edge", "on the back", "in the middle"))
    return {"inscriptions_markings": [{"kind": kind.value, "text": text, "position": position, "language": language}]}


def _make_maker(random: Random, form: Form, holder: Holder) -> dict[str, str]:
    """Nobody who lived: masters named after a piece, workshops of a town, or nobody known."""
    chance = random.random()
    if form.family == "painting" and chance < 0.8:
        about = random.choice(read_phrases("motifs"))["en"].removeprefix("with ").removeprefix("a ")
        return {"name": f"Master of the {about.title()}", "kind": MakerKind.PERSON.value, "role": "painter"}
    if chance < 0.4:
        return {"name": f"Workshop of {holder.city}", "kind": MakerKind.CULTURAL_GROUP.value, "role": "maker"}
    return {"name": "Unknown maker", "kind": MakerKind.UNKNOWN.value, "role": "maker"}


def _tell_provenance(random: Random, holder: Holder) -> str:
    first = random.randint(1880, 1960)
    then = first + random.randint(2, 40)
    return (
        f"Private collection, {holder.city}, by {first}; "
        f"{random.choice(('by descent', 'sale', 'gift', 'exchange'))} to a second private collection, {then}; "
        f"{random.choice(('purchased by', 'given to', 'bequeathed to'))} the museum, {then + random.randint(1, 30)}."
    )


def _link(form: Form, make: Make, stock: Stock) -> dict[str, list[int]]:
    codes = [f"object-types/{form.object_type}"]
    codes += [f"materials-techniques/{code}" for code in (*make.materials, *make.techniques)]
    return {"concepts": [stock.concepts[code] for code in codes]}


@lru_cache(maxsize=1024)
def _read_date(text: str) -> HistoricalDate:
    return read_date(text)
