"""Objects that are labelled by a plain rule: real ones of the Carnegie Museum of Art, and ones made of the lists' own facets.

The rule knows nothing of how the matcher reads: it looks up whole fields in the small tables below, and compares years as
the collection's own earliest and latest day state them. A record whose fields it cannot look up is left out.
"""

import gzip
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import orjson

from bench.screening.text_setting import read_thesauri
from bench.setting import COLLECTIONS
from museion.core.countries import get_country_name
from museion.screening.matching.facets import Description, Years, load_knowledge
from museion.screening.matching.facets.knowledge import read_words
from museion.screening.matching.types import RiskType
from museion.screening.red_lists.documents import read_red_lists

_CUTS: dict[str, Callable[[Description], Description]] = {
    "object_type": lambda held: replace(held, object_type=""),
    "materials": lambda held: replace(held, materials=""),
    "origin": lambda held: replace(held, places="", culture="", maker=""),
    "period": lambda held: replace(held, period=""),
}
_NATIONS: dict[str, tuple[str, str]] = {
    "Chinese": ("CN", ""),
    "Egyptian": ("EG", ""),
    "Coptic Egyptian": ("EG", "coptic"),
    "Mexican": ("MX", ""),
    "Colombian": ("CO", ""),
    "Brazilian": ("BR", ""),
    "Peruvian": ("PE", ""),
    "Syrian": ("SY", ""),
    "Ukrainian": ("UA", ""),
    "Nigerian": ("NG", ""),
    "Malian": ("ML", ""),
    "Bamana": ("ML", "bamana"),
    "Serbian": ("RS", ""),
    "Croatian": ("HR", ""),
    "Japanese": ("JP", ""),
    "Iranian": ("IR", ""),
    "Turkish": ("TR", ""),
    "Korean": ("KR", ""),
    "American": ("US", ""),
    "French": ("FR", ""),
    "Italian": ("IT", ""),
    "Dutch": ("NL", ""),
}
_FORMS = {
    "bowl": "bowl", "tea bowl": "bowl", "vase": "vase", "jar": "jar", "bottle": "bottle", "snuff bottle": "bottle",
    "dish": "dish", "plate": "plate", "cup": "cup", "teapot": "teapot", "ewer": "jug", "jug": "jug", "box": "box",
    "figure": "figures", "figurine": "figurine", "statuette": "figurine", "textile fragment": "textiles",
    "bracelet": "bracelet", "necklace": "necklace", "ring": "ring", "mirror": "mirror", "mask": "mask", "head": "head",
    "relief": "relief", "seal": "seal", "robe": "costume", "coat": "costume", "chair": "chair", "table": "table",
}  # fmt: skip
_CLASSES = {"paintings": "paintings", "Textiles": "textiles", "furniture": "furniture", "mirrors": "mirror"}
_MATERIALS = {
    "porcelain": "porcelain", "stoneware": "stoneware", "earthenware": "earthenware", "terracotta": "terracotta",
    "bronze": "bronze", "silver": "silver", "gold": "gold", "glass": "glass", "jade": "jade", "limestone": "limestone",
    "marble": "marble", "silk": "silk", "wool": "wool", "linen": "linen", "cotton": "cotton", "ivory": "ivory",
    "oil on canvas": "canvas", "wood": "wood", "agate": "agate", "iron": "iron", "brass": "brass",
}  # fmt: skip
# Countries that no list covers, and what a label is swapped with to make a near miss.
_ELSEWHERE = ("NO", "JP", "CA", "PT", "KR", "FI")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`falls`: keys of the types that the rule says it falls under, all fields being stated."""

    description: Description
    falls: frozenset[str]
    is_real: bool


@dataclass(frozen=True, slots=True)
class Facts:
    form: str
    material: str
    country: str
    people: str
    years: tuple[int, int]
    longest: float = 0.0


def read_types() -> list[RiskType]:
    return [
        RiskType(
            key=f"{document.id}/{each.code}",
            list_key=document.id,
            forms=frozenset(each.object_types),
            materials=frozenset(each.materials),
            countries=frozenset(each.countries),
            peoples=frozenset(each.cultures),
            years=None
            if (each.period_from, each.period_to) == (None, None)
            else Years(each.period_from, each.period_to),
            least_side=each.least_side,
            most_side=each.most_side,
            names=each.names,
        )
        for document in read_red_lists()
        for _, each in document.types
    ]


def label(facts: Facts, types: Sequence[RiskType]) -> frozenset[str]:
    knowledge = load_knowledge()
    forms = knowledge.form_tree.widen([facts.form])
    materials = knowledge.material_tree.widen([facts.material])
    return frozenset(
        each.key
        for each in types
        if forms & each.forms
        and (not each.materials or materials & each.materials)
        and (facts.country in each.countries or facts.people in each.peoples)
        and (each.years is None or _share(facts.years, each.years) >= 0.5)
        and (not each.most_side or facts.longest <= each.most_side * 1.25)
    )


def _share(years: tuple[int, int], asked: Years) -> float:
    first = max(years[0], years[0] if asked.first is None else asked.first)
    last = min(years[1], years[1] if asked.last is None else asked.last)
    return max(0, last - first + 1) / (years[1] - years[0] + 1)


def read_real(types: Sequence[RiskType]) -> Iterator[Labelled]:
    """Records of which every field can be looked up."""
    with gzip.open(COLLECTIONS["cmoa"]) as file:
        for line in file:
            row = orjson.loads(line)
            makers = row.get("creator") or []
            nation = (makers[0].get("nationality") or "") if len(makers) == 1 else ""
            form = _FORMS.get((row["title"] or "").casefold().split(",")[0].strip()) or _CLASSES.get(
                row.get("classification") or ""
            )
            medium = (row.get("medium") or "").casefold()
            stated = [code for word, code in _MATERIALS.items() if re.search(rf"\b{word}\b", medium)]
            years = tuple(_read_year(row.get(f"creation_date_{name}")) for name in ("earliest", "latest"))
            if nation not in _NATIONS or not form or len(stated) != 1 or None in years:
                continue
            country, people = _NATIONS[nation]
            sides = tuple(float(row.get(f"item_{side}") or 0) * 25.4 for side in ("width", "height", "depth"))
            facts = Facts(form, stated[0], country, people, (years[0] or 0, years[1] or 0), max(sides))
            description = Description(
                object_type=row["classification"] or "",
                materials=row["medium"],
                culture=nation,
                maker=makers[0].get("full_name") or "",
                period=row.get("creation_date") or "",
                title=row["title"] or "",
                measurements=tuple(side for side in sides if side),
            )
            yield Labelled(description, label(facts, types), is_real=True)


def _read_year(text: str | None) -> int | None:
    found = re.match(r"(-?\d{4})-", text or "")
    return int(found[1]) if found else None


def make_records(types: Sequence[RiskType], count: int, chance: random.Random) -> Iterator[Labelled]:
    """For each type in turn an object that has its facets, and for each of those one that differs in one."""
    for turn in range(count):
        each = types[turn % len(types)]
        facts = _make_facts(each, chance)
        if chance.random() < 0.4:
            facts = _miss(facts, each, chance)
        yield Labelled(_describe(facts, chance), label(facts, types), is_real=False)


def _make_facts(each: RiskType, chance: random.Random) -> Facts:
    origins = load_knowledge().origin_facts
    people = (
        chance.choice(sorted(each.peoples)) if each.peoples and (not each.countries or chance.random() < 0.5) else ""
    )
    lands = sorted(origins[people].countries & (each.countries or origins[people].countries)) if people else []
    country = chance.choice(lands or sorted(each.countries) or sorted(origins[people].countries))
    material = chance.choice(sorted(each.materials)) if each.materials else chance.choice(("wood", "paper", "silver"))
    return Facts(chance.choice(sorted(each.forms)), material, country, people, _draw_years(each.years, chance), 40.0)


def _draw_years(asked: Years | None, chance: random.Random) -> tuple[int, int]:
    if asked is None or asked.first is None or asked.last is None:
        return 1700, 1799
    first, length = max(asked.first, -6000), chance.choice((20, 100)) if asked.last - asked.first > 300 else 20
    start = chance.randint(first, max(first, asked.last - length))
    return start, start + length - 1


def _miss(facts: Facts, each: RiskType, chance: random.Random) -> Facts:
    if chance.random() < 0.5:
        return replace(facts, country=chance.choice(_ELSEWHERE), people="")
    last = each.years.last if each.years and each.years.last is not None else 1900
    if last + 99 >= 2020:
        return replace(facts, country="NO", people="")
    return replace(facts, people="", years=(last + 60, last + 99))  # a people of another time there is not


def _describe(facts: Facts, chance: random.Random) -> Description:
    language, concepts = chance.choice(("en", "fr", "es")), _read_concepts()
    peoples = read_words("origins")["named"]
    return Description(
        object_type=concepts[facts.form][language][0],
        materials=concepts[facts.material][language][0],
        places=get_country_name(facts.country, language),
        culture=peoples[facts.people]["labels"][0] if facts.people else "",
        period=_write_years(facts.years),
        measurements=(facts.longest,),
    )


@lru_cache(maxsize=1)
def _read_concepts() -> dict[str, dict[str, list[str]]]:
    return {code: labels for code, (_, labels) in read_thesauri().items()}


def _write_years(years: tuple[int, int]) -> str:
    """Astronomical years as a curator writes them."""
    if years[0] > 0:
        return f"{years[0]}–{years[1]}" + (" CE" if years[0] < 1000 else "")
    if years[1] <= 0:
        return f"{1 - years[0]}–{1 - years[1]} BCE"
    return f"{1 - years[0]} BCE – {years[1]} CE"


def strip(description: Description, chance: random.Random) -> tuple[Description, int]:
    """Without one or two of type, material, origin and date; real titles stay, as they do in life."""
    gone = chance.sample(sorted(_CUTS), chance.choice((1, 2)))
    for name in gone:
        description = _CUTS[name](description)
    return description, len(gone)
