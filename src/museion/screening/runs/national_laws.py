"""The look at the laws of the country that an object comes from: what it asks before such an object may leave.

The base of laws is another room's. Where an installation keeps none, nothing is said: the answer's other classes still are.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

from museion.core.countries import get_country_name
from museion.core.languages import LanguageMap
from museion.heritage.laws import LawAnswer, LawQuestion, NoLawBaseError, find_laws
from museion.screening.matching.facets import Facets, load_knowledge
from museion.screening.matching.facets.questions import make_question
from museion.screening.matching.law import classify_facets
from museion.screening.runs.kinds_at_risk import read_subject
from museion.screening.runs.looks import Entry, Subject
from museion.screening.terms import Falling

# A people or a period may stand for twenty countries of today; then asking each says nothing.
MOST_COUNTRIES = 3
MOST_CLASSES = 3
_RULES = frozenset({"export_forbidden", "export_licence", "state_ownership"})
# Classes of the UNESCO Convention of 1970, art. 1, as the base of laws names them.
_CLASSES = {
    "unesco-1970-1a": "palaeontological",
    "unesco-1970-1b": "historical",
    "unesco-1970-1c": "archaeological",
    "unesco-1970-1d": "dismembered",
    "unesco-1970-1e": "coin",
    "unesco-1970-1f": "ethnological",
    "unesco-1970-1g-i": "fine_art",
    "unesco-1970-1g-ii": "fine_art",
    "unesco-1970-1g-iii": "fine_art",
    "unesco-1970-1g-iv": "fine_art",
    "unesco-1970-1h": "manuscript",
    "unesco-1970-1k": "furniture",
}


def look_at_national_laws(subject: Subject) -> list[Entry]:
    """Rules on export and ownership in force today where the object was made or found, each with its source."""
    facets = read_subject(subject)
    if not 0 < len(facets.countries) <= MOST_COUNTRIES:
        return []
    today = timezone.now().date()
    classes = _list_classes(facets, subject.value_eur, today)
    entries: dict[tuple[str, str], Entry] = {}
    for country in sorted(facets.countries):
        for object_class, is_sure in classes:
            question = LawQuestion(
                country, today, object_class, _get_least_age(facets, today), _read_value(subject.value_eur)
            )
            for law in _find(question, int(timezone.now().timestamp()) // 60):
                is_sure_origin = len(facets.countries) == 1
                entry = _describe(law, country, facets, subject.language, is_sure=is_sure and is_sure_origin)
                entries.setdefault((law.key, law.article), entry)
    return sorted(entries.values(), key=lambda entry: entry["answer"] != Falling.FALLS)


def _list_classes(facets: Facets, value_eur: float | None, today: date) -> list[tuple[str, bool]]:
    """The base's codes, those that the object surely falls under first."""
    answers = classify_facets(facets, value_eur, today, load_knowledge())
    found: dict[str, bool] = {}
    for answer in sorted(answers, key=lambda answer: answer.answer.value != Falling.FALLS):
        if answer.law.code in _CLASSES:
            found.setdefault(_CLASSES[answer.law.code], answer.answer.value == Falling.FALLS)
    return list(found.items())[:MOST_CLASSES]


@lru_cache(maxsize=512)
def _find(question: LawQuestion, _minute: int) -> tuple[LawAnswer, ...]:
    """A catalogue asks the same for many lots; a law that is entered now counts from the next minute."""
    try:
        return tuple(law for law in find_laws(question) if law.rule_kind in _RULES)
    except NoLawBaseError:
        return ()


def forget_laws() -> None:
    _find.cache_clear()


def _describe(law: LawAnswer, country: str, facets: Facets, language: str, *, is_sure: bool) -> Entry:
    falls = is_sure and not law.unsure and law.certainty != "uncertain"
    stated = facets.written.get("origin", "")
    return {
        "code": f"national:{law.key}:{law.article}",
        "key": law.key,
        "instrument": "national",
        "title": " · ".join(filter(None, (law.titles.pick(language).text or law.citation, law.article))),
        "duties": LanguageMap(law.texts).pick(language).text,
        "answer": (Falling.FALLS if falls else Falling.MAY_FALL).value,
        "used": [{"facet": "origin", "agrees": True, "stated": stated, "asked": [country]}],
        "ask": list(_list_questions(law, language)),
        "source": " · ".join(filter(None, (get_country_name(country, language), law.source_text))),
        "certainty": law.certainty,
    }


def _list_questions(law: LawAnswer, language: str) -> Iterator[str]:
    facet_of = {"age": "period", "value": "value"}
    for doubt in law.unsure:
        if doubt in facet_of:
            yield make_question(facet_of[doubt], "", language)


def _get_least_age(facets: Facets, today: date) -> int | None:
    return today.year - facets.years.last if facets.years and facets.years.last is not None else None


def _read_value(value_eur: float | None) -> Decimal | None:
    return None if value_eur is None else Decimal(str(value_eur))
