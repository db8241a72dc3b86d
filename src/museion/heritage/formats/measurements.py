"""Measurements as written (`14 x 18" (35.6 x 45.7 cm)`, `support: 394 x 419 mm, 57 kg`, `H. 3 ft 2 in`) as values with units.

What is given in two units is one measurement, by the metric figure. Values without any unit are not guessed at.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from museion.heritage.formats.units import METRIC, UNITS, Quantity, normalise


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value. `dimension`: a code of `Dimension`; `normalised` in mm, g or s; `part`: what of the object, as written."""

    dimension: str
    value: float
    unit: str
    normalised: float
    text: str
    part: str = ""

    def as_values(self) -> dict[str, Any]:
        # `dataclasses.asdict` costs ten times as much, which millions of imported values pay.
        return {
            "dimension": self.dimension,
            "value": self.value,
            "unit": self.unit,
            "normalised": self.normalised,
            "text": self.text,
            "part": self.part,
        }


@dataclass(slots=True)
class _Value:
    """One number on its way: `joint` is what stood between it and the number before."""

    number: float
    unit: str
    label: str
    joint: str
    end: int


def read_dimension(text: str) -> str:
    """The code of a dimension's name or abbreviation in several languages; empty where it is none."""
    match = _LABEL.search(text.casefold())
    return _DIMENSIONS[match[0]] if match else ""


def make_measurement(dimension: str, value: float, unit: str, *, text: str = "", part: str = "") -> Measurement | None:
    """From separate fields; None for a unit that is not known or a value that no object has."""
    known = UNITS.get(unit.casefold().strip().rstrip("."))
    if known is None or not 0 < value < 1e9:
        return None
    return Measurement(dimension or _name(known[0]), round(value, 4), known[1], normalise(value, known[1]), text, part)


@lru_cache(maxsize=65536)
def read_measurements(text: str) -> tuple[Measurement, ...]:
    """Every measurement in the text, in order. A text with numbers but nothing to read gives none: say so to the user."""
    even = text
    for fraction, spelt in _FRACTIONS.items():
        if fraction in even:
            even = even.replace(fraction, spelt)
    found: list[Measurement] = []
    for segment in _SEGMENTS.split(even[:5000]):
        if _DIGIT.search(segment):
            found.extend(_read_segment(segment.strip()))
    return tuple(found)


def _read_segment(segment: str) -> list[Measurement]:
    part, body = _split_part(segment)
    found: list[Measurement] = []
    for group in _merge_told_again(_group(_find_values(body))):
        found.extend(_measure(group, body[group[-1].end :], segment, part))
    return found


def _split_part(segment: str) -> tuple[str, str]:
    """`support: 394 x 419 mm` and `plate  10 x 8"` begin with what was measured; `.1 (bowl):` holds a number of its own."""
    before, colon, after = segment.partition(":")
    if colon and not (before[-1:].isdigit() and after[:1].isdigit()) and _DIGIT.search(after):
        return _name_part(before), after
    match = _BEGINNING.match(segment)
    return _name_part(match[0]) if match else "", segment


def _name_part(text: str) -> str:
    """What was measured; a dimension's own name (“H.”, “Gewicht”) is no part."""
    part = text.strip(" .,:(")
    return "" if part.casefold() in _DIMENSIONS else part


def _find_values(body: str) -> list[_Value]:
    values: list[_Value] = []
    before = 0
    for match in _VALUE.finditer(body):
        number = _read_number(match["number"])
        unit = _read_unit(match["unit"])
        if number is None:
            continue
        values.append(
            _Value(
                number,
                unit,
                _DIMENSIONS.get((match["label"] or "").casefold(), ""),
                body[before : match.start()],
                match.end(),
            )
        )
        before = match.end()
    return values


def _read_unit(written: str | None) -> str:
    return UNITS[written.casefold()][1] if written else ""


def _read_number(text: str) -> float | None:
    if ":" in text:
        total = 0.0
        for part in text.split(":"):
            total = total * 60 + float(part)
        return total / 60
    whole, _, fraction = text.replace("-", " ").rpartition(" ") if "/" in text else (text, "", "")
    if fraction:
        over, under = fraction.split("/")
        return (float(whole) if whole else 0.0) + float(over) / float(under) if float(under) else None
    if "," in whole:
        # Three digits after the only comma are thousands, anything else is a decimal comma.
        whole = whole.replace(",", "" if _THOUSANDS.fullmatch(whole) else ".")
    return float(whole) if whole.count(".") <= 1 else None


def _group(values: list[_Value]) -> list[list[_Value]]:
    """Values joined by × are one group; 3 ft 2 in and 1 min 30 sec are one value. The unit may stand once, at the end."""
    groups: list[list[_Value]] = []
    for value in values:
        if groups and _is_smaller_unit(groups[-1][-1], value):
            _add_smaller(groups[-1][-1], value)
        elif groups and _TIMES.fullmatch(value.joint):
            groups[-1].append(value)
        else:
            groups.append([value])
    for group in groups:
        unit = ""
        for value in reversed(group):
            unit = value.unit = value.unit or unit
    return groups


_SMALLER = {("ft", "in"), ("min", "s"), ("h", "min"), ("kg", "g"), ("lb", "oz"), ("m", "cm")}


def _is_smaller_unit(held: _Value, value: _Value) -> bool:
    return (held.unit, value.unit) in _SMALLER and not value.joint.strip(" ,.") and not value.label


def _add_smaller(held: _Value, value: _Value) -> None:
    held.number += value.number * UNITS[value.unit][2] / UNITS[held.unit][2]
    held.end = value.end


def _merge_told_again(groups: list[list[_Value]]) -> list[list[_Value]]:
    """Where a bracket says the same in another system, the metric figures stay, with whatever labels there were."""
    merged: list[list[_Value]] = []
    for group in groups:
        said = merged[-1] if merged else []
        if not said or not _is_told_again(said, group):
            merged.append(group)
            continue
        metric, other = (group, said) if group[-1].unit in METRIC else (said, group)
        for value, twin in zip(metric, other, strict=True):
            value.label = value.label or twin.label
        metric[-1].end = group[-1].end
        merged[-1] = metric
    return merged


def _is_told_again(said: list[_Value], again: list[_Value]) -> bool:
    if len(said) != len(again) or _quantity(said[-1]) is None:
        return False
    is_bracketed = again[0].joint.rstrip().endswith(("(", "[", "/"))
    systems = {said[-1].unit in METRIC, again[-1].unit in METRIC}
    return is_bracketed and len(systems) == 2 and _quantity(said[-1]) is _quantity(again[-1])


def _quantity(value: _Value) -> Quantity | None:
    return UNITS[value.unit][0] if value.unit else None


def _measure(group: list[_Value], after: str, segment: str, part: str) -> list[Measurement]:
    """Without labels the order is height × width × depth, as catalogues write it."""
    order = _ORDERS.get(len(group), ())
    single = _name_single(after, segment) if len(group) == 1 else ""
    made = []
    for place, value in enumerate(group):
        quantity = _quantity(value)
        if quantity is Quantity.LENGTH:
            dimension = value.label or single or (order[place] if order else "other")
        else:
            dimension = _name(quantity)
        measurement = make_measurement(dimension, value.number, value.unit, text=segment, part=part)
        if measurement:
            made.append(measurement)
    return made


def _name_single(after: str, segment: str) -> str:
    """`24" (61 cm) high`, `12 cm diameter`, `diam. plate 10 1/4"`: a word around a value that stands alone."""
    match = _LABEL_AFTER.match(after.casefold())
    if match:
        return _DIMENSIONS[match[1]]
    beginning = _BEGINNING.match(segment)
    return read_dimension(beginning[0]) if beginning else ""


def _name(quantity: Quantity | None) -> str:
    return {Quantity.WEIGHT: "weight", Quantity.TIME: "duration"}.get(quantity, "other") if quantity else "other"


_WORDS = {
    "height": "height high h haut hauteur ht höhe hoch höjd alto alta altura altezza korkeus",
    "width": "width wide w larg largeur l'argeur breite breit bredd ancho anchura larghezza leveys",
    "depth": "depth deep d prof profondeur tiefe djup profundidad fondo profondità syvyys",
    "length": "length long l longueur länge längd largo longitud lunghezza pituus",
    "diameter": "diameter diam dia diamètre durchmesser dm ø diámetro diametro halkaisija",
    "circumference": "circumference circum umkreis umfang circonférence circunferencia circonferenza",
    "thickness": "thickness thick épaisseur dicke tjocklek grosor spessore paksuus",
    "weight": "weight wt poids gewicht vikt peso paino",
    "duration": "duration durée dauer duración durata running time kesto",
}
_DIMENSIONS = {word: dimension for dimension, words in _WORDS.items() for word in words.split()}
_ORDERS = {2: ("height", "width"), 3: ("height", "width", "depth")}
_FRACTIONS = {
    "½": " 1/2",
    "¼": " 1/4",
    "¾": " 3/4",
    "⅛": " 1/8",
    "⅜": " 3/8",
    "⅝": " 5/8",
    "⅞": " 7/8",
    "⅓": " 1/3",
    "⅔": " 2/3",
}
_LABELS = "|".join(sorted(map(re.escape, _DIMENSIONS), key=len, reverse=True))
_NAMES = "|".join(sorted((re.escape(unit) for unit in UNITS if unit.isalpha()), key=len, reverse=True))
_MARKS = "|".join(sorted((re.escape(unit) for unit in UNITS if not unit.isalpha()), key=len, reverse=True))
_VALUE = re.compile(
    rf"(?:(?<!\w)(?P<label>{_LABELS})[.:]?\s*)?"
    r"(?<![\d.,])(?<![^\W\dx×X])(?P<number>\d+(?::\d\d)+|\d+(?:[ -]+\d+)?/\d+|\d+(?:[.,]\d+)*)"
    rf"\s*(?:(?P<unit>(?:{_NAMES})(?![^\W\dx×])|{_MARKS})\.?)?",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?<!\w)(?:{_LABELS})(?!\w)")
_LABEL_AFTER = re.compile(rf"[\s),.(]*({_LABELS})(?!\w)")
_BEGINNING = re.compile(r"[^\d\n]+(?=\d)")
_SEGMENTS = re.compile(r"[\r\n;|]+|,\s+(?=[^\W\d][^\d:,]{2,40}:)")
_TIMES = re.compile(r"\s*[x×X*]\s*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_DIGIT = re.compile(r"\d")
