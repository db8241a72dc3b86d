"""Units of length, weight and time as catalogues abbreviate them, and what one of each is in mm, g or s."""

from enum import StrEnum


class Quantity(StrEnum):
    LENGTH = "mm"
    WEIGHT = "g"
    TIME = "s"


_INCH, _FOOT = 25.4, 304.8
_SPELLINGS: tuple[tuple[Quantity, str, float, str], ...] = (
    (Quantity.LENGTH, "mm", 1, "mm millimetre millimetres millimeter millimeters"),
    (Quantity.LENGTH, "cm", 10, "cm cms centimetre centimetres centimeter centimeters"),
    (Quantity.LENGTH, "dm", 100, "dm"),
    (Quantity.LENGTH, "m", 1000, "m metre metres meter meters mètre mètres metro metros"),
    (Quantity.LENGTH, "in", _INCH, "in inch inches \" ″ ” '' pouce pouces zoll"),
    (Quantity.LENGTH, "ft", _FOOT, "ft foot feet ' ′ ’ pied pieds"),
    (Quantity.LENGTH, "yd", 914.4, "yd yard yards"),
    (Quantity.WEIGHT, "mg", 0.001, "mg"),
    (Quantity.WEIGHT, "g", 1, "g gr gram grams gramme grammes gramm gramo gramos"),
    (Quantity.WEIGHT, "kg", 1000, "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos"),
    (Quantity.WEIGHT, "t", 1_000_000, "t tonne tonnes"),
    (Quantity.WEIGHT, "lb", 453.59237, "lb lbs pound pounds"),
    (Quantity.WEIGHT, "oz", 28.349523125, "oz ounce ounces"),
    (Quantity.TIME, "s", 1, "s sec secs second seconds"),
    (Quantity.TIME, "min", 60, "min mins minute minutes"),
    (Quantity.TIME, "h", 3600, "h hr hrs hour hours"),
)
# Spelling, without a final full stop → quantity, the unit's own abbreviation, how many mm, g or s it is.
UNITS: dict[str, tuple[Quantity, str, float]] = {
    spelling: (quantity, unit, factor)
    for quantity, unit, factor, spellings in _SPELLINGS
    for spelling in spellings.split()
}
METRIC = frozenset({"mm", "cm", "dm", "m", "mg", "g", "kg", "t"})


def normalise(value: float, unit: str) -> float:
    """In millimetres, grams or seconds, to a thousandth."""
    return round(value * UNITS[unit][2], 3)
