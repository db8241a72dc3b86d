"""Red Lists and their types as JSON, and as JSON-LD (schema.org: a set of defined terms)."""

from typing import Any

from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, Reference, Texts, describe_record, link_texts, make_representations
from museion.screening.models import RedList, RedListType


class CategoryJson(BaseModel):
    code: str
    names: Texts
    notes: Texts
    types: list[Reference]


class RedListJson(RecordJson):
    """Kinds of object at risk, never stolen objects. `certainty`: whether the statement was verified in a public source."""

    titles: Texts
    descriptions: Texts
    is_emergency: bool
    year: int | None
    edition: str
    countries: list[str]
    language_tags: list[str]
    legislation: list[dict[str, Any]]
    certainty: str
    evidence: str
    categories: list[CategoryJson]


class RedListTypeJson(RecordJson):
    """`object_types`, `materials`: concepts of the shipped thesauri. Years astronomical (0 is 1 BCE), sides in mm."""

    names: Texts
    descriptions: Texts
    red_list: Reference
    category: str
    object_types: list[str]
    materials: list[str]
    countries: list[str]
    cultures: list[str]
    period_from: int | None
    period_to: int | None
    least_side: int | None
    most_side: int | None
    certainty: str
    evidence: str


_LIST_COLUMNS = [name for name in RedListJson.model_fields if name not in {*RecordJson.model_fields, "categories"}]
_TYPE_COLUMNS = [
    name for name in RedListTypeJson.model_fields if name not in {*RecordJson.model_fields, "red_list", "category"}
]


def describe_red_list(red_list: RedList, viewer: Viewer) -> RedListJson:
    return RedListJson(
        **describe_record(red_list, "red_list"),
        **{name: getattr(red_list, name) for name in _LIST_COLUMNS},
        categories=[
            CategoryJson(
                code=category.code,
                names=category.names,
                notes=category.notes,
                types=[
                    Reference(key=row.key, kind="red_list_type", title=row.names, url=row.url)
                    for row in category.types.all()
                    if row.withdrawn_at is None and viewer.sees_record(row)
                ],
            )
            for category in red_list.categories.prefetch_related("types")
        ],
    )


def describe_red_list_type(row: RedListType, _viewer: Viewer) -> RedListTypeJson:
    red_list = row.category.red_list
    return RedListTypeJson(
        **describe_record(row, "red_list_type"),
        **{name: getattr(row, name) for name in _TYPE_COLUMNS},
        red_list=Reference(key=red_list.key, kind="red_list", title=red_list.titles, url=red_list.url),
        category=row.category.code,
    )


def _link_list(red_list: RedList, _context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "DefinedTermSet",
        "name": link_texts(red_list.titles),
        "description": link_texts(red_list.descriptions),
        "spatialCoverage": red_list.countries,
    }


def _link_type(row: RedListType, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": link_texts(row.names),
        "description": link_texts(row.descriptions),
        "inDefinedTermSet": context.base_url + row.category.red_list.url,
    }


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "red_list": make_representations(describe_red_list, _link_list),
    "red_list_type": make_representations(describe_red_list_type, _link_type),
}
