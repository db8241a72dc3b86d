"""The register's records as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org, W3C ORG's terms)."""

from datetime import date
from typing import Any

from museion.core.access import AccessLevel, Viewer
from museion.core.countries import get_country_name
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_record,
    link_texts,
    make_representations,
    refer,
)
from museion.network.models import Body, Mandate, Museum, Person
from museion.network.visibility import get_visible_fields


class MuseumJson(RecordJson):
    """`established_earliest`, `established_latest`: YYYYMMDD of the astronomical year. `emergency_contact`: for the desk alone."""

    names: Texts
    other_names: list[Any]
    descriptions: Texts
    category: str
    governing_status: str
    collection_types: list[str]
    established_text: str
    established_edtf: str
    established_earliest: int | None
    established_latest: int | None
    address: str
    postcode: str
    city: str
    subdivision: str
    country: str
    latitude: float | None
    longitude: float | None
    director: str
    email: str
    telephone: str
    website: str
    emergency_contact: str | None
    accepts_card: bool
    card_terms: Texts
    national_committee: Reference | None


class BodyJson(RecordJson):
    body_kind: str
    basis: str
    names: Texts
    acronym: str
    missions: Texts
    parent: Reference | None
    alliances: list[Reference]
    country: str
    website: str
    email: str
    founded_date: date | None
    dissolved_date: date | None


class PersonJson(RecordJson):
    """Fields that the person did not open to the reader are null."""

    agent_kind: str
    name: str
    sort_name: str
    other_names: list[Any]
    life_text: str | None
    nationality: str | None
    born_earliest: int | None
    died_latest: int | None
    biographies: Texts | None
    member_number: str | None
    member_category: str | None
    institution: Reference | None
    position: str | None
    languages: list[Any] | None
    specialities: list[Reference]
    countries_of_experience: list[str] | None
    country: str | None
    city: str | None
    latitude: float | None
    longitude: float | None
    time_zone: str | None
    is_deployable: bool | None
    email: str | None
    telephone: str | None


class MandateJson(RecordJson):
    """Both days are included; `to_date` is null while the mandate has no end."""

    person: Reference | None
    body: Reference | None
    role: str
    appointment: str
    from_date: date
    to_date: date | None


_SPECIAL = {*RecordJson.model_fields, "national_committee", "emergency_contact", "parent", "alliances", "body_kind"}
_MUSEUM_COLUMNS = [name for name in MuseumJson.model_fields if name not in _SPECIAL]
_BODY_COLUMNS = [name for name in BodyJson.model_fields if name not in _SPECIAL]
_PERSON_COLUMNS = [name for name in PersonJson.model_fields if name not in {*_SPECIAL, "institution", "specialities"}]


def describe_museum(museum: Museum, viewer: Viewer) -> MuseumJson:
    committee = museum.national_committee
    values = {name: getattr(museum, name) for name in _MUSEUM_COLUMNS}
    values["emergency_contact"] = museum.emergency_contact if viewer.sees(AccessLevel.DESK) else None
    values["national_committee"] = refer(committee, "body", committee.names if committee else {}, viewer)
    return MuseumJson(**describe_record(museum, "museum"), **values)


def describe_body(body: Body, viewer: Viewer) -> BodyJson:
    values = {name: getattr(body, name) for name in _BODY_COLUMNS}
    alliances = (refer(alliance, "body", alliance.names, viewer) for alliance in body.alliances.all())
    return BodyJson(
        **describe_record(body, "body"),
        **values,
        body_kind=body.kind,
        parent=refer(body.parent, "body", body.parent.names if body.parent else {}, viewer),
        alliances=[alliance for alliance in alliances if alliance],
    )


def describe_person(person: Person, viewer: Viewer) -> PersonJson:
    shown = get_visible_fields(person, viewer)
    values = {name: getattr(person, name) if name in shown else None for name in _PERSON_COLUMNS}
    institution = person.institution if "institution" in shown else None
    specialities = (refer(concept, "concept", concept.pref_labels, viewer) for concept in person.specialities.all())
    return PersonJson(
        **describe_record(person, "person"),
        **values,
        institution=refer(institution, "museum", institution.names if institution else {}, viewer),
        specialities=[concept for concept in specialities if concept],
    )


def describe_mandate(mandate: Mandate, viewer: Viewer) -> MandateJson:
    return MandateJson(
        **describe_record(mandate, "mandate"),
        person=refer(mandate.person, "person", {"und": mandate.person.name}, viewer),
        body=refer(mandate.body, "body", mandate.body.names, viewer),
        role=mandate.role,
        appointment=mandate.appointment,
        from_date=mandate.from_date,
        to_date=mandate.to_date,
    )


def _link_museum(museum: Museum, context: WriterContext) -> dict[str, Any]:
    committee = museum.national_committee
    has_place = museum.latitude is not None
    return {
        "@type": "Museum",
        "name": link_texts(museum.names),
        "description": link_texts(museum.descriptions),
        "foundingDate": museum.established_edtf,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": museum.address,
            "postalCode": museum.postcode,
            "addressLocality": museum.city,
            "addressRegion": museum.subdivision,
            "addressCountry": museum.country,
        },
        "geo": {"@type": "GeoCoordinates", "latitude": museum.latitude, "longitude": museum.longitude}
        if has_place
        else None,
        "email": museum.email,
        "telephone": museum.telephone,
        "sameAs": museum.website,
        "memberOf": link_record(committee, committee.names if committee else "", "Organization", context),
    }


def _link_body(body: Body, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "additionalType": body.kind,
        "name": link_texts(body.names),
        "alternateName": body.acronym,
        "description": link_texts(body.missions),
        "parentOrganization": link_record(
            body.parent, body.parent.names if body.parent else "", "Organization", context
        ),
        "areaServed": get_country_name(body.country, "en") if body.country else None,
        "foundingDate": body.founded_date.isoformat() if body.founded_date else None,
        "dissolutionDate": body.dissolved_date.isoformat() if body.dissolved_date else None,
        "email": body.email,
        "sameAs": body.website,
    }


def _link_person(person: Person, context: WriterContext) -> dict[str, Any]:
    shown = describe_person(person, context.viewer)
    institution = person.institution if shown.institution else None
    return {
        "@type": "Organization" if person.agent_kind == "group" else "Person",
        "name": shown.name,
        "alternateName": [name["text"] for name in shown.other_names if name.get("text")],
        "description": link_texts(shown.biographies or {}),
        "jobTitle": shown.position,
        "nationality": shown.nationality,
        "worksFor": link_record(institution, institution.names if institution else "", "Museum", context),
        "knowsAbout": [context.base_url + concept.url for concept in shown.specialities],
        "knowsLanguage": [language["tag"] for language in shown.languages or () if language.get("tag")],
        "email": shown.email,
        "telephone": shown.telephone,
    }


def _link_mandate(mandate: Mandate, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "OrganizationRole",
        "roleName": mandate.role,
        "startDate": mandate.from_date.isoformat(),
        "endDate": mandate.to_date.isoformat() if mandate.to_date else None,
        "member": link_record(mandate.person, mandate.person.name, "Person", context),
        "memberOf": link_record(mandate.body, mandate.body.names, "Organization", context),
    }


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "museum": make_representations(describe_museum, _link_museum),
    "body": make_representations(describe_body, _link_body),
    "person": make_representations(describe_person, _link_person),
    "mandate": make_representations(describe_mandate, _link_mandate),
}
