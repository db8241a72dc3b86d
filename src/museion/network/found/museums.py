"""How museums are found. Nothing of `emergency_contact`, e-mail or telephone is in a document."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.countries import get_country_name
from museion.core.languages import join_words
from museion.network.found import fields
from museion.network.found.belonging import BODY, Paths, add_bodies, read_body_paths
from museion.network.models import Museum
from museion.network.terms import CollectionType, GoverningStatus, InstitutionCategory
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, get_years, label_choices, source_keys
from museion.vocabulary.stating import CONCEPT, state_labels

_LANGUAGES = ("en", "fr", "es", "ar")
_label_category = label_choices(InstitutionCategory)
_label_collection = label_choices(CollectionType)

FIELDS = (
    fields.TITLE,
    fields.TYPE,
    fields.PLACE,
    fields.DESCRIPTION,
    fields.NUMBER,
    fields.COUNTRY,
    REGION,
    BODY,
    CONCEPT,
    Field("category", FieldKind.TERM, _("category"), is_facet=True, label_of=_label_category),
    Field("collection_type", FieldKind.TERM, _("type of collection"), is_facet=True, label_of=_label_collection),
    Field("governing_status", FieldKind.TERM, _("status"), is_facet=True, label_of=label_choices(GoverningStatus)),
    fields.CITY,
    fields.SOURCE,
    fields.DATE,
    fields.LOCATION,
)


def load_museums(keys: Sequence[str]) -> Iterable[Document]:
    paths = read_body_paths()
    for museum in Museum.objects.current().filter(key__in=keys).iterator(chunk_size=2000):
        yield _describe(museum, paths)


def _describe(museum: Museum, paths: Paths) -> Document:
    document = Document(museum.key, "museum", get_access_tokens(museum.access, museum.scope_key))
    _add_names(document, museum)
    _add_places(document, museum)
    for code in museum.collection_types:
        for language in _LANGUAGES:
            document.add_text("type", _label_collection(code, language), language)
    for identifier in museum.identifiers.values():
        document.add_text("number", str(identifier))
    document.add_term("category", museum.category)
    document.add_term("collection_type", *museum.collection_types)
    state_labels(document, *(_label_collection(code, "en") for code in museum.collection_types))
    add_bodies(document, paths, museum.national_committee_id)
    document.add_term("governing_status", museum.governing_status)
    document.add_term("source", museum.source)
    years = get_years(museum.established_earliest, museum.established_latest)
    if years:
        document.years["date"] = years
    return document


def _add_names(document: Document, museum: Museum) -> None:
    document.add_map("title", museum.names)
    for other in museum.other_names:
        if isinstance(other, dict):
            document.add_text("title", other.get("text"), other.get("language") or "und")
        else:
            document.add_text("title", str(other))
    document.add_map("description", museum.descriptions)


def _add_places(document: Document, museum: Museum) -> None:
    document.add_text("place", museum.city)
    document.add_text("place", museum.address)
    document.add_term("city", museum.city)
    if museum.country:
        add_country(document, museum.country)
        for language in _LANGUAGES:
            document.add_text("place", get_country_name(museum.country, language), language)
    if museum.latitude is not None and museum.longitude is not None:
        document.points["location"] = (museum.latitude, museum.longitude)


def present_museums(keys: Sequence[str], language: str) -> Iterable[Card]:
    for museum in Museum.objects.current().filter(key__in=keys):
        country = get_country_name(museum.country, language) if museum.country else ""
        collections = join_words((_label_collection(code, language) for code in museum.collection_types[:3]), language)
        place = join_words((part for part in (museum.city, country) if part), language)
        has_point = museum.latitude is not None and museum.longitude is not None
        yield Card(
            key=museum.key,
            kind="museum",
            title=museum.names,
            summary=museum.descriptions,
            facts=tuple(fact for fact in (place, collections, museum.established_text) if fact),
            point=(museum.latitude or 0.0, museum.longitude or 0.0) if has_point else None,
        )


MUSEUM_SOURCE = Source("museum", FIELDS, load=load_museums, iterate_keys=source_keys(Museum), present=present_museums)
