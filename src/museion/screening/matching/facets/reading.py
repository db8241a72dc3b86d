"""A description becomes facets. Fields count before titles, titles before free text."""

import re
from collections.abc import Iterable
from functools import reduce

from museion.screening.matching.facets.description import Description, Facets, Years
from museion.screening.matching.facets.knowledge import Hierarchy, Knowledge, Origin
from museion.screening.matching.facets.lexicon import Found
from museion.screening.matching.facets.times import find_years, read_years
from museion.screening.matching.texts.reading import find_sizes
from museion.screening.matching.texts.words import split_words

# In lower case these are crockery, a bird, a name or a fruit before they are a country.
_NOT_PLACES = re.compile(r"\b(china|turkey|jordan|chad|georgia|guinea|panama|japan|cuba|niger|lima|moor|sale|nice)\b")
_MAKER_FILLERS = frozenset(
    split_words(
        "unknown unidentified anonymous artist artists maker culture people peoples school workshop period dynasty style "
        "inconnu anonyme artiste culture peuple école atelier desconocido anónimo artista cultura pueblo taller estilo"
    )
)


def read_facets(description: Description, knowledge: Knowledge) -> Facets:
    written: dict[str, str] = {}
    forms, others = _read_forms(description, knowledge, written)
    materials, techniques = _read_materials(description, forms, knowledge, written)
    origins = _find_origins(description, knowledge)
    peoples, countries = _read_origins(description, origins, knowledge, written)
    return Facets(
        forms=forms,
        other_forms=others | _suggest_forms(description, materials, knowledge),
        materials=materials,
        techniques=techniques,
        peoples=peoples,
        countries=countries,
        years=_read_years(description, origins, knowledge, written),
        measurements=_read_sizes(description, written),
        is_excavated=bool(knowledge.excavated.find(f"{description.places} . {description.title} . {description.text}")),
        written=written,
    )


def _read_forms(
    description: Description, knowledge: Knowledge, written: dict[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The field decides, else the first words; the title only narrows it (pottery: *bowl*)."""
    tree = knowledge.form_tree
    titled = knowledge.forms.find(description.title) or knowledge.forms.find(description.text)
    stated = knowledge.forms.find(description.object_type) or titled[:1]
    codes = _gather(stated)
    narrower = [found for found in titled if any(_is_narrower(code, codes, tree) for code in found.codes)][:1]
    _note(written, "form", [*stated, *narrower])
    named = _narrow(codes | _gather(narrower), tree)
    return named, _gather(found for found in titled if found not in narrower) - named


def _suggest_forms(description: Description, materials: frozenset[str], knowledge: Knowledge) -> frozenset[str]:
    """A painted scroll of silk may be a silk textile, unless the field says that it is a painting."""
    if knowledge.forms.find(description.object_type):
        return frozenset()
    return frozenset(form for form, codes in knowledge.made_of.items() if codes & materials)


def _is_narrower(code: str, codes: frozenset[str], tree: Hierarchy) -> bool:
    return any(code != stated and tree.could_be(stated, code) for stated in codes)


def _narrow(codes: frozenset[str], tree: Hierarchy) -> frozenset[str]:
    """Without those that another one says more exactly. Of two that may each be the other (weapon and tool) both stay."""

    def is_vaguer(code: str, other: str) -> bool:
        return other != code and tree.could_be(code, other) and not tree.could_be(other, code)

    return frozenset(code for code in codes if not any(is_vaguer(code, other) for other in codes))


def _read_materials(
    description: Description, forms: frozenset[str], knowledge: Knowledge, written: dict[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    found = knowledge.materials.find(description.materials)
    if not found:
        found = knowledge.materials.find(f"{description.object_type} . {description.title} . {description.text}")
    codes = _gather(found)
    techniques = frozenset(code for code in codes if "techniques" in knowledge.material_tree.widen([code]))
    materials = codes - techniques
    _note(written, "material", [each for each in found if each.codes & materials])
    if not materials:
        materials = frozenset(knowledge.form_materials[form] for form in forms if form in knowledge.form_materials)
        if materials:
            written["material"] = written.get("form", "")
    return _narrow(materials, knowledge.material_tree), techniques


def _find_origins(description: Description, knowledge: Knowledge) -> list[Found]:
    """Fields of place and culture; else the title and text, in which a lower-case `china` is porcelain."""
    fields = (
        f"{description.places} . {description.culture} . {description.period} . {_take_maker(description, knowledge)}"
    )
    named = knowledge.origins.find(fields)
    if any(knowledge.origin_facts[code].countries for found in named for code in found.codes):
        return named
    loose = _NOT_PLACES.sub(" ", f"{description.title} . {description.text}")
    return [*named, *knowledge.origins.find(loose)]


def _take_maker(description: Description, knowledge: Knowledge) -> str:
    """The maker where it is a people (`Nok`, `unknown Maya artist`): persons bear such names too (*Ming Fay*)."""
    words = [word for word in split_words(description.maker) if word not in _MAKER_FILLERS]
    named = {word for found in knowledge.origins.find(" ".join(words)) for word in found.words}
    return " ".join(words) if words and named.issuperset(words) else ""


def _read_origins(
    description: Description, origins: list[Found], knowledge: Knowledge, written: dict[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    facts = knowledge.origin_facts
    codes = _gather(origins)
    peoples = frozenset(code for code in codes if code in facts and facts[code].is_people)
    named = [facts[code] for code in codes if code in facts and facts[code].countries]
    places = [frozenset(description.countries)] if description.countries else []
    countries = _agree([*places, *_by_exactness(named)])
    _note(written, "origin", [each for each in origins if any(facts[code].countries for code in each.codes)])
    if description.countries:
        written["origin"] = ", ".join([*description.countries, *filter(None, [written.get("origin", "")])])
    return peoples, countries


def _by_exactness(named: list[Origin]) -> list[frozenset[str]]:
    """Peoples and regions narrow one another; several plain countries are alternatives."""
    plain = frozenset().union(*(origin.countries for origin in named if _is_plain(origin)))
    areas = [origin.countries for origin in named if not _is_plain(origin)]
    return [area for area in (plain, *sorted(areas, key=len)) if area]


def _is_plain(origin: Origin) -> bool:
    return len(origin.countries) == 1 and not origin.is_people and origin.years is None


def _agree(areas: list[frozenset[str]]) -> frozenset[str]:
    """Where all areas meet; where two do not, the object may come from either."""
    return reduce(lambda known, area: known & area or known | area, areas) if areas else frozenset()


def _read_years(
    description: Description, origins: list[Found], knowledge: Knowledge, written: dict[str, str]
) -> Years | None:
    """A stated date; else the time of the dynasty or people that is named; else a date in the text."""
    if description.years:
        written["period"] = description.period or str(description.years)
        return description.years
    if years := read_years(description.period):
        written["period"] = description.period
        return years
    if found := find_years(f"{description.period} . {description.title} . {description.text}"):
        written["period"] = found[1]
        return found[0]
    dated = [(code, found) for found in origins for code in found.codes if knowledge.origin_facts[code].years]
    if not dated:
        return None
    _note(written, "period", [found for _, found in dated])
    return _intersect([years for code, _ in dated if (years := knowledge.origin_facts[code].years)])


def _intersect(spans: list[Years]) -> Years:
    """`Late Bronze Age, Ugarit`: where the spans meet; where they do not, from the first to the last."""
    firsts = [years.first for years in spans if years.first is not None]
    lasts = [years.last for years in spans if years.last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is not None and last is not None and first > last:
        return Years(min(firsts), max(lasts))
    return Years(first, last)


def _read_sizes(description: Description, written: dict[str, str]) -> tuple[float, ...]:
    sizes = tuple(size for size in description.measurements or find_sizes(description.text) if size > 0)
    if sizes:
        written["size"] = " × ".join(f"{size:g} mm" for size in sizes)
    return sizes


def _gather(found: Iterable[Found]) -> frozenset[str]:
    return frozenset().union(*(each.codes for each in found))


def _note(written: dict[str, str], facet: str, found: Iterable[Found]) -> None:
    words = list(dict.fromkeys(" ".join(each.words) for each in found))
    if words:
        written[facet] = ", ".join(words)
