"""Which hazard an alert is about, where its format does not say it in a code.

Authorities name events in their own words and languages; the words below are whole-word matches in English, French and
Spanish, most specific first. What matches nothing stays unknown, and the desk sees that.
"""

import re
from collections.abc import Iterable

from museion.response.feeds.alerts import Info, Shaking
from museion.response.feeds.terms import Category, Hazard

_WORDS: tuple[tuple[Hazard, str], ...] = (
    (Hazard.TSUNAMI, r"tsunami|maremoto"),
    (Hazard.EARTHQUAKE, r"earthquake|quake|seism\w*|s[ée]isme|tremblement de terre|terremoto|sismo"),
    (Hazard.VOLCANO, r"volcan\w*|eruption|[ée]ruption|erupci[óo]n|ash ?fall|lahar"),
    (Hazard.AVALANCHE, r"avalanch\w*|alud"),
    (Hazard.MUDSLIDE, r"mud ?slide|mudflow|debris flow|coul[ée]e de boue"),
    (Hazard.LANDSLIDE, r"land ?slide|glissement de terrain|deslizamiento"),
    (Hazard.STORM_SURGE, r"storm surge|submersion|marejada"),
    (Hazard.FLASH_FLOOD, r"flash flood|crue soudaine|crecida repentina"),
    (Hazard.FLOOD, r"flood\w*|inondation\w*|inundaci[óo]n|crue|overstroming|hochwasser"),
    (Hazard.TROPICAL_CYCLONE, r"hurricane|typhoon|tropical (storm|cyclone)|ouragan|cyclone|hurac[áa]n|cicl[óo]n"),
    (Hazard.TORNADO, r"tornado\w*|tornade"),
    (Hazard.WILDFIRE, r"wild ?fire|bush ?fire|grass ?fire|forest fire|feu de for[êe]t|incendio forestal"),
    (Hazard.FIRE, r"fire|incendie|incendio"),
    (Hazard.SEVERE_LOCAL_STORM, r"thunder ?storm|hail|lightning|orage|tormenta|tempestade"),
    (Hazard.VIOLENT_WIND, r"wind|gale|vent violent|viento|dust storm|sand storm"),
    (
        Hazard.COLD_WAVE,
        r"snow\w*|blizzard|frost|freez\w*|ice storm|cold|neige|nieve|verglas|grand froid|ola de fr[íi]o",
    ),
    (Hazard.HEAT_WAVE, r"heat|canicule|ola de calor"),
    (Hazard.DROUGHT, r"drought|s[ée]cheresse|sequ[íi]a"),
    (Hazard.COMPLEX_EMERGENCY, r"armed conflict|civil unrest|riot|shelling|air raid|conflit arm[ée]|conflicto armado"),
    (Hazard.TECHNOLOGICAL, r"chemical|explosion|radiolog\w*|nuclear|gas leak|dam (break|failure)"),
    (Hazard.EPIDEMIC, r"epidemic|pandemic|outbreak"),
)
_PATTERNS = tuple((hazard, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for hazard, words in _WORDS)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def guess_hazard(infos: Iterable[Info]) -> Hazard | None:
    """By the event's own name, then its codes, then its headline; a fire by its category alone."""
    held = tuple(infos)
    for texts in (
        (info.event for info in held),
        (_CAMEL.sub(" ", value) for info in held for _, value in info.event_codes),
        (info.headline for info in held),
    ):
        for text in texts:
            found = name_hazard(text)
            if found:
                return found
    return Hazard.FIRE if any(Category.FIRE in info.categories for info in held) else None


def name_hazard(text: str) -> Hazard | None:
    return next((hazard for hazard, pattern in _PATTERNS if pattern.search(text)), None)


def read_shaking(infos: Iterable[Info]) -> Shaking | None:
    """Magnitude and depth from an earthquake alert's parameters, as seismological centres write them."""
    for info in infos:
        values = {name.casefold(): value for name, value in info.parameters}
        magnitude = _find_number(values.get("magnitude", "") or values.get("eventpreliminarymagnitude", ""))
        if magnitude is not None:
            return Shaking(magnitude, _find_number(values.get("depth", "")))
    return None


def _find_number(text: str) -> float | None:
    match = _NUMBER.search(text)
    return float(match[0]) if match else None
