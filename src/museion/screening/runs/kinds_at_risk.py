"""The looks at kinds and law: the question's facets against the Red Lists of the table and the legal classes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from museion.core.languages import LanguageMap
from museion.screening.matching.facets import Description, Facets, Ground, Years, load_knowledge, read_facets
from museion.screening.matching.law import classify_facets
from museion.screening.matching.types import RiskType, TypeScreen
from museion.screening.models import RedListType
from museion.screening.runs.looks import Entry, Subject
from museion.search.sources import get_years


def look_for_types(subject: Subject) -> list[Entry]:
    """Types that the object falls under, then those that it may, with the facet values used and what would decide."""
    answers = _get_screen().screen_facets(_read_facets(subject))
    return [
        {
            "key": answer.type.key,
            "title": _pick(answer.type.names, subject.language),
            "list": _pick(answer.type.list_titles, subject.language),
            "list_key": answer.type.list_key,
            "answer": answer.answer.value,
            "used": _describe_grounds(answer.grounds),
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
            "title": _pick(answer.law.titles, subject.language),
            "duties": _pick(answer.law.duties, subject.language),
            "answer": answer.answer.value,
            "used": _describe_grounds(answer.grounds),
            "ask": answer.ask(subject.language),
            "source": answer.law.source,
        }
        for answer in classify_facets(_read_facets(subject), subject.value_eur, on_date, load_knowledge())
    ]


def _describe_grounds(grounds: tuple[Ground, ...]) -> list[dict[str, Any]]:
    return [
        {"facet": ground.facet, "agrees": ground.agrees, "stated": ground.stated, "asked": list(ground.asked)}
        for ground in grounds
    ]


def _read_facets(subject: Subject) -> Facets:
    return read_facets(describe_subject(subject), load_knowledge())


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


def _pick(texts: Any, language: str) -> str:
    return LanguageMap(texts).pick(language).text


def get_red_list_edition() -> dict[str, Any]:
    """Which state of the Red Lists answered, as the loss register says it of itself."""
    return dict(_get_state().edition)


@dataclass(frozen=True, slots=True)
class _State:
    screen: TypeScreen
    edition: dict[str, Any]


def _get_screen() -> TypeScreen:
    return _get_state().screen


def _get_state() -> _State:
    """Made anew when a type was written or withdrawn."""
    now = RedListType.objects.aggregate(count=Count("id"), changed=Max("changed_at"))
    return _make_state(now["count"], now["changed"])


@lru_cache(maxsize=1)
def _make_state(_count: int, changed: datetime | None) -> _State:
    rows = list(RedListType.objects.current().select_related("category__red_list").order_by("id"))
    lines = "".join(f"{row.key} {row.changed_at.isoformat()}\n" for row in rows)
    edition = {
        "name": "Red Lists",
        "count": len(rows),
        "checksum": hashlib.sha256(lines.encode()).hexdigest(),
        "as_of": changed.isoformat(timespec="seconds") if changed else "",
    }
    return _State(TypeScreen(map(_make_type, rows), load_knowledge()), edition)


def _make_type(row: RedListType) -> RiskType:
    red_list = row.category.red_list
    is_dated = row.period_from is not None or row.period_to is not None
    return RiskType(
        key=row.key,
        list_key=red_list.key,
        forms=frozenset(row.object_types),
        materials=frozenset(row.materials),
        countries=frozenset(row.countries),
        peoples=frozenset(row.cultures),
        years=Years(row.period_from, row.period_to) if is_dated else None,
        least_side=row.least_side,
        most_side=row.most_side,
        names=row.names,
        list_titles=red_list.titles,
        category=row.category.code,
    )
