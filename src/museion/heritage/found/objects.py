"""How objects are found: by every word of Object ID. Where a holder keeps an object is not among them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.bulk import read_rows
from museion.core.languages import LanguageMap, join_words
from museion.heritage.found import fields
from museion.heritage.found.concepts import find_linked, find_stated, list_terms
from museion.heritage.found.holders import label_holder
from museion.heritage.models import CulturalObject, Photograph
from museion.heritage.terms import name_maker
from museion.network.models import Museum
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, get_years, source_keys
from museion.vocabulary.bridge import CONCEPT_FIELD
from museion.vocabulary.queries import Term
from museion.vocabulary.stating import CONCEPT


def _label_maker(name: str, language: str) -> str:
    with translation.override(language):
        return name_maker(name)


FIELDS = (
    fields.TITLE,
    Field("maker", FieldKind.TEXT, _("maker"), weight=3.0, is_heard=True, is_said=False),
    Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True),
    Field("material", FieldKind.TEXT, _("material and technique"), weight=1.5, is_list=True),
    Field("subject", FieldKind.TEXT, _("subject"), weight=1.5, is_list=True),
    fields.PLACE,
    Field("period", FieldKind.TEXT, _("date as written, period")),
    Field("number", FieldKind.TEXT, _("number or identifier"), weight=2.0, is_name=True, is_said=False),
    Field("inscription", FieldKind.TEXT, _("inscription or mark")),
    fields.DESCRIPTION,
    Field("holder", FieldKind.TEXT, _("held by"), is_said=False),
    Field("credit", FieldKind.TEXT, _("credit line"), weight=0.5),
    Field("provenance", FieldKind.TEXT, _("provenance"), weight=0.5),
    fields.TYPE_TREE,
    Field("object_type_broad", FieldKind.TERM, _("broad type"), is_facet=True),
    Field("object_type", FieldKind.TERM, _("type of object"), is_facet=True),
    Field("makers", FieldKind.TERM, _("maker"), is_facet=True, is_open=True, label_of=_label_maker),
    Field("materials", FieldKind.TERM, _("material"), is_facet=True),
    Field("techniques", FieldKind.TERM, _("technique"), is_facet=True),
    Field("museum", FieldKind.TERM, _("held by"), is_facet=True, is_open=True, label_of=label_holder),
    CONCEPT,
    fields.COUNTRY,
    REGION,
    fields.SOURCE,
    Field("date", FieldKind.YEARS, _("date"), is_sortable=True),
    fields.LOCATION,
)


class _Row(NamedTuple):
    """The columns that a document is made of; whole objects would cost ten times as much."""

    id: int
    key: str
    access: str
    scope_key: str
    source: str
    withdrawn_at: object
    title: dict[str, str]
    object_type: dict[str, str]
    object_type_broad: dict[str, str]
    materials_techniques: dict[str, str]
    materials: list[str]
    techniques: list[str]
    inscriptions_markings: list[dict[str, Any]]
    distinguishing_features: dict[str, str]
    subject: dict[str, str]
    date_text: str
    date_earliest: int | None
    date_latest: int | None
    period: dict[str, str]
    makers: list[dict[str, Any]]
    description: dict[str, str]
    inventory_number: str
    identifiers: dict[str, Any]
    place_of_origin: dict[str, str]
    place_of_discovery: dict[str, str]
    credit_line: str
    provenance: str
    museum_id: int | None


def load_objects(keys: Sequence[str]) -> Iterable[Document]:
    """Four reads a batch: objects, their museums, the concepts they link to, the concepts that their words name."""
    found = map(_Row._make, read_rows(CulturalObject, _Row._fields, where="key", values=keys))
    rows = [row for row in found if row.withdrawn_at is None]
    museums = Museum.objects.in_bulk({row.museum_id for row in rows if row.museum_id})
    linked = find_linked([row.id for row in rows])
    stated = find_stated({row.id: _list_terms(row) for row in rows})
    for row in rows:
        document = _describe(row, museums.get(row.museum_id or 0))
        for key, labels in linked.get(row.id, ()):
            document.add_map("subject", labels)
            document.add_term(CONCEPT_FIELD, key)
        document.add_term(CONCEPT_FIELD, *stated.get(row.id, ()))
        yield document


def _list_terms(row: _Row) -> list[Term]:
    texts = (row.object_type, row.object_type_broad, row.materials_techniques, row.subject)
    return list_terms(texts, [*row.materials, *row.techniques])


def _describe(row: _Row, museum: Museum | None) -> Document:
    document = Document(row.key, "object", get_access_tokens(row.access, row.scope_key))
    _add_texts(document, row)
    narrow, broad = _make_code(row.object_type), _make_code(row.object_type_broad)
    document.add_term("object_type", narrow)
    document.add_term("object_type_broad", broad)
    document.add_term("type_tree", fields.make_type_path(broad, narrow))
    document.add_term("materials", *map(str, row.materials))
    document.add_term("techniques", *map(str, row.techniques))
    document.add_term("makers", *(maker.get("name") for maker in row.makers))
    document.add_term("source", row.source)
    years = get_years(row.date_earliest, row.date_latest)
    if years:
        document.years["date"] = years
    if museum:
        _add_holder(document, museum)
    return document


def _make_code(texts: dict[str, str]) -> str:
    """Types have no codes of their own yet; their English names serve."""
    return texts.get("en") or (LanguageMap(texts).pick("en").text if texts else "")


def _add_texts(document: Document, row: _Row) -> None:
    document.add_map("title", row.title)
    document.add_map("type", row.object_type)
    document.add_map("type", row.object_type_broad)
    document.add_map("material", row.materials_techniques)
    document.add_map("subject", row.subject)
    document.add_map("description", row.description)
    document.add_map("description", row.distinguishing_features)
    document.add_map("period", row.period)
    document.add_map("place", row.place_of_origin)
    document.add_map("place", row.place_of_discovery)
    document.add_text("period", row.date_text)
    document.add_text("number", row.inventory_number)
    document.add_text("credit", row.credit_line)
    document.add_text("provenance", row.provenance)
    for identifier in row.identifiers.values():
        document.add_text("number", str(identifier))
    for maker in row.makers:
        document.add_text("maker", maker.get("name"))
    for mark in row.inscriptions_markings:
        document.add_text("inscription", mark.get("text"), mark.get("language") or "und")


def _add_holder(document: Document, museum: Museum) -> None:
    """A museum that fewer may see than the object is not named."""
    if museum.access not in {"public", document.access_tokens[0]} or museum.withdrawn_at:
        return
    document.add_map("holder", museum.names)
    document.add_term("museum", museum.key)
    add_country(document, museum.country)
    if museum.latitude is not None and museum.longitude is not None:
        document.points["location"] = (museum.latitude, museum.longitude)


# Whole objects have three times as many columns, most of them JSON.
_CARD_FIELDS = (
    "key",
    "title",
    "object_type",
    "description",
    "makers",
    "date_text",
    "materials_techniques",
    "museum__names",
    "museum__access",
    "museum__latitude",
    "museum__longitude",
)


def present_objects(keys: Sequence[str], language: str) -> Iterable[Card]:
    pictures: dict[int, str] = {}
    pictured = Photograph.objects.filter(object__key__in=keys).order_by("-position", "-id")
    for object_id, file_name in pictured.values_list("object_id", "file_name"):
        pictures[object_id] = file_name
    shown = CulturalObject.objects.current().filter(key__in=keys).select_related("museum").only(*_CARD_FIELDS)
    for found in shown:
        picture = pictures.get(found.id)
        yield Card(
            key=found.key,
            kind="object",
            title=found.title or found.object_type,
            summary=found.description,
            facts=tuple(_list_facts(found, language)),
            thumbnail_url=f"/pictures/160/{picture}" if picture else "",
            point=_get_point(found.museum),
        )


def _list_facts(found: CulturalObject, language: str) -> Iterable[str]:
    named = (_label_maker(maker["name"], language) for maker in found.makers[:2] if maker.get("name"))
    makers = join_words(named, language)
    museum = found.museum
    holder = museum.names.pick(language).text if museum and museum.access == "public" else ""
    material = found.materials_techniques.pick(language).text
    return (fact for fact in (makers, found.date_text, material[:120], holder) if fact)


def _get_point(museum: Museum | None) -> tuple[float, float] | None:
    if museum is None or museum.access != "public" or museum.latitude is None or museum.longitude is None:
        return None
    return museum.latitude, museum.longitude


OBJECT_SOURCE = Source(
    "object", FIELDS, load=load_objects, iterate_keys=source_keys(CulturalObject), present=present_objects
)
