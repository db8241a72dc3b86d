"""How intangible elements are found."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.countries import get_country_name
from museion.core.languages import join_words
from museion.heritage.care_terms import ConsentState
from museion.heritage.found import fields
from museion.heritage.models import IntangibleElement
from museion.heritage.terms import IntangibleDomain, Viability
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, label_choices, label_language, source_keys
from museion.vocabulary.stating import CONCEPT, state_labels

_LANGUAGES = ("en", "fr", "es", "ar")
_label_domain = label_choices(IntangibleDomain)
_label_viability = label_choices(Viability)
_FOUND = ~Q(consent=ConsentState.WITHDRAWN)

FIELDS = (
    fields.TITLE,
    Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True),
    fields.PLACE,
    Field("community", FieldKind.TEXT, _("community"), weight=2.0),
    fields.DESCRIPTION,
    Field("domain", FieldKind.TERM, _("domain"), is_facet=True, label_of=_label_domain),
    CONCEPT,
    Field("viability", FieldKind.TERM, _("viability"), is_facet=True, label_of=_label_viability),
    fields.COUNTRY,
    REGION,
    Field("language", FieldKind.TERM, _("language"), is_facet=True, label_of=label_language),
    fields.SOURCE,
    fields.LOCATION,
)


def load_elements(keys: Sequence[str]) -> Iterable[Document]:
    for element in IntangibleElement.objects.current().filter(_FOUND, key__in=keys):
        yield _describe(element)


def _describe(element: IntangibleElement) -> Document:
    document = Document(element.key, "element", get_access_tokens(element.access, element.scope_key))
    document.add_map("title", element.names)
    document.add_map("community", element.communities)
    for texts in (element.descriptions, element.transmission, element.threats, element.safeguarding):
        document.add_map("description", texts)
    for language in _LANGUAGES:
        for domain in element.domains:
            document.add_text("type", _label_domain(domain, language), language)
        for country in element.countries:
            document.add_text("place", get_country_name(country, language), language)
    document.add_text("place", element.place)
    document.add_term("domain", *element.domains)
    state_labels(document, *(_label_domain(domain, "en") for domain in element.domains))
    document.add_term("viability", element.viability)
    add_country(document, *element.countries)
    document.add_term("language", *element.language_tags)
    document.add_term("source", element.source)
    if element.latitude is not None and element.longitude is not None:
        document.points["location"] = (element.latitude, element.longitude)
    return document


def present_elements(keys: Sequence[str], language: str) -> Iterable[Card]:
    """What a community has taken back is not shown, even while the index still names it."""
    for element in IntangibleElement.objects.current().filter(_FOUND, key__in=keys):
        domains = join_words((_label_domain(domain, language) for domain in element.domains), language)
        countries = join_words((get_country_name(country, language) for country in element.countries), language)
        has_point = element.latitude is not None and element.longitude is not None
        yield Card(
            key=element.key,
            kind="element",
            title=element.names,
            summary=element.descriptions,
            facts=tuple(fact for fact in (domains, element.communities.pick(language).text, countries) if fact),
            point=(element.latitude or 0.0, element.longitude or 0.0) if has_point else None,
        )


ELEMENT_SOURCE = Source(
    "element",
    FIELDS,
    load=load_elements,
    iterate_keys=source_keys(IntangibleElement, _FOUND),
    present=present_elements,
)
