"""The looks at kinds and law: the question's facets against the Red Lists of the table and the legal classes."""

from functools import lru_cache
from typing import Any

from django.utils import timezone

from museion.core.languages import LanguageMap
from museion.screening.matching.facets import Description, Facets, Ground, Years, load_knowledge, read_facets
from museion.screening.matching.law import classify_facets
from museion.screening.queries.red_lists import get_red_list_state
from museion.screening.runs.looks import Entry, Subject
from museion.search.sources import get_years


def look_for_types(subject: Subject) -> list[Entry]:
    """Types that the object falls under, then those that it may, with the facet values used and what would decide."""
    state = subject.red_lists or get_red_list_state()
    answers = state.screen.screen_facets(read_subject(subject))
    return [
        {
            "key": answer.type.key,
            "title": pick(answer.type.names, subject.language),
            "list": pick(answer.type.list_titles, subject.language),
            "list_key": answer.type.list_key,
            "answer": answer.answer.value,
            "used": describe_grounds(answer.grounds),
            "ask": answer.ask(subject.language),
        }
        for answer in answers
    ]


def look_at_law(subject: Subject) -> list[Entry]:
    """Legal classes by kind, age and value; what they oblige to, and which fact is missing."""
    on_date = timezone.now().date()
    return [
        {
            "code": answer.law.code,
            "instrument": answer.law.instrument,
            "title": pick(answer.law.titles, subject.language),
            "duties": pick(answer.law.duties, subject.language),
            "answer": answer.answer.value,
            "used": describe_grounds(answer.grounds),
            "ask": answer.ask(subject.language),
            "source": answer.law.source,
        }
        for answer in classify_facets(read_subject(subject), subject.value_eur, on_date, load_knowledge())
    ]


def describe_grounds(grounds: tuple[Ground, ...]) -> list[dict[str, Any]]:
    return [
        {"facet": ground.facet, "agrees": ground.agrees, "stated": ground.stated, "asked": list(ground.asked)}
        for ground in grounds
    ]


def read_subject(subject: Subject) -> Facets:
    return _read_once(describe_subject(subject))


@lru_cache(maxsize=8)
def _read_once(description: Description) -> Facets:
    """Kinds and law ask about the same description, one after the other."""
    return read_facets(description, load_knowledge())


def describe_subject(subject: Subject) -> Description:
    row = subject.row
    years = get_years(row.date_earliest, row.date_latest)
    return Description(
        object_type=_join(row.object_type, row.object_type_broad),
        materials=_join(row.materials_techniques, row.materials, row.techniques),
        places=_join(row.place_of_origin, row.place_of_discovery),
        culture="; ".join(maker["name"] for maker in row.makers if maker.get("kind") == "cultural_group"),
        maker="; ".join(maker["name"] for maker in row.makers if maker.get("kind") != "cultural_group"),
        period="; ".join(filter(None, (_join(row.period), row.date_text))),
        title=_join(row.title),
        text="\n".join(filter(None, (_join(row.description, row.subject, row.distinguishing_features), subject.text))),
        years=Years(*years) if years else None,
        measurements=tuple(float(side["normalised"]) for side in row.measurements if side.get("normalised")),
    )


def _join(*held: LanguageMap | list[str]) -> str:
    texts = [text for each in held for text in (each.values() if isinstance(each, dict) else each)]
    return "; ".join(dict.fromkeys(map(str, texts)))


def pick(texts: Any, language: str) -> str:
    return LanguageMap(texts).pick(language).text
