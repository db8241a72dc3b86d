"""How people are found: by what whoever finds the record may also read of it.

A field that the person shows to fewer readers than the record itself is not in the document, so that no search reveals it.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel, get_access_tokens
from museion.core.countries import get_country_name
from museion.core.languages import LanguageMap, join_words
from museion.network.found import fields
from museion.network.models import Mandate, Person
from museion.network.terms import AgentKind, MandateRole
from museion.network.visibility import ALWAYS_SHOWN, get_field_level
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, get_years, label_choices, label_language, source_keys
from museion.vocabulary.models import Concept
from museion.vocabulary.stating import CONCEPT

_LANGUAGES = ("en", "fr", "es", "ar")
_label_agent = label_choices(AgentKind)

FIELDS = (
    fields.TITLE,
    fields.PLACE,
    fields.DESCRIPTION,
    Field("skill", FieldKind.TEXT, _("speciality"), weight=2.0),
    fields.COUNTRY,
    REGION,
    CONCEPT,
    Field("speciality", FieldKind.TERM, _("speciality"), is_facet=True),
    Field("language", FieldKind.TERM, _("language"), is_facet=True, label_of=label_language),
    Field("role", FieldKind.TERM, _("role"), is_facet=True, label_of=label_choices(MandateRole)),
    Field("agent", FieldKind.TERM, _("person or group"), is_facet=True, label_of=_label_agent),
    Field("nationality", FieldKind.TERM, _("nationality"), is_facet=True),
    fields.CITY,
    fields.SOURCE,
    fields.DATE,
    fields.LOCATION,
)


def load_people(keys: Sequence[str]) -> Iterable[Document]:
    roles: dict[str, set[str]] = {}
    held = Mandate.objects.current().filter(person__key__in=keys, access=AccessLevel.PUBLIC)
    for key, role in held.values_list("person__key", "role"):
        roles.setdefault(key, set()).add(role)
    specialities = _read_specialities(keys)
    for person in Person.objects.current().filter(key__in=keys).iterator(chunk_size=2000):
        yield _describe(person, sorted(roles.get(person.key, ())), specialities.get(person.id, ()))


def _read_specialities(keys: Sequence[str]) -> dict[int, list[tuple[str, LanguageMap]]]:
    """Key and names by person; many people share few concepts, so each of those is read once."""
    linked = Person.specialities.through._default_manager.filter(person__key__in=keys).order_by("id")
    pairs = list(linked.values_list("person_id", "concept_id"))
    public = Concept.objects.filter(id__in={concept for _, concept in pairs}, access=AccessLevel.PUBLIC)
    names = {number: (key, labels) for number, key, labels in public.values_list("id", "key", "pref_labels")}
    held: dict[int, list[tuple[str, LanguageMap]]] = {}
    for person, concept in pairs:
        if concept in names:
            held.setdefault(person, []).append(names[concept])
    return held


def _describe(person: Person, roles: list[str], specialities: Iterable[tuple[str, LanguageMap]]) -> Document:
    document = Document(person.key, "person", get_access_tokens(person.access, person.scope_key))
    document.add_text("title", person.name)
    for other in person.other_names:
        document.add_text("title", other.get("text"), other.get("language") or "und")
    for key, names in specialities:
        document.add_term(CONCEPT.name, key)
        document.add_map("skill", names)
        document.add_term("speciality", names.pick("en").text)
    document.add_term("role", *roles)
    document.add_term("agent", person.agent_kind)
    document.add_term("source", person.source)
    _add_guarded(document, person)
    return document


def _list_specialities(person: Person) -> list[Concept]:
    return [concept for concept in person.specialities.all() if concept.access == AccessLevel.PUBLIC]


def _add_guarded(document: Document, person: Person) -> None:
    if is_shown(person, "languages"):
        document.add_term("language", *(held.get("tag") for held in person.languages))
    if is_shown(person, "nationality"):
        document.add_term("nationality", person.nationality)
    if is_shown(person, "biographies"):
        document.add_map("description", person.biographies)
    if is_shown(person, "life_text"):
        document.add_text("description", person.life_text)
    if is_shown(person, "born_earliest") and is_shown(person, "died_latest"):
        years = get_years(person.born_earliest, person.died_latest)
        if years:
            document.years["date"] = years
    _add_places(document, person)


def _add_places(document: Document, person: Person) -> None:
    if is_shown(person, "country") and person.country:
        add_country(document, person.country)
        for language in _LANGUAGES:
            document.add_text("place", get_country_name(person.country, language), language)
    if is_shown(person, "city"):
        document.add_text("place", person.city)
        document.add_term("city", person.city)
    is_located = is_shown(person, "latitude") and is_shown(person, "longitude")
    if is_located and person.latitude is not None and person.longitude is not None:
        document.points["location"] = (person.latitude, person.longitude)


def is_shown(person: Person, name: str) -> bool:
    """Whether everybody who sees the record may read this field of it."""
    return name in ALWAYS_SHOWN or get_field_level(person, name) in {AccessLevel.PUBLIC, person.access}


def present_people(keys: Sequence[str], language: str) -> Iterable[Card]:
    for person in Person.objects.current().filter(key__in=keys).prefetch_related("specialities"):
        names = (concept.pref_labels.pick(language).text for concept in _list_specialities(person)[:3])
        specialities = join_words(names, language)
        life = person.life_text if is_shown(person, "life_text") else ""
        country = get_country_name(person.country, language) if is_shown(person, "country") and person.country else ""
        group = _label_agent(person.agent_kind, language) if person.agent_kind != AgentKind.PERSON else ""
        yield Card(
            key=person.key,
            kind="person",
            title=LanguageMap({"und": person.name}),
            summary=person.biographies if is_shown(person, "biographies") else LanguageMap(),
            facts=tuple(fact for fact in (group, life, specialities, country) if fact),
        )


PERSON_SOURCE = Source("person", FIELDS, load=load_people, iterate_keys=source_keys(Person), present=present_people)
