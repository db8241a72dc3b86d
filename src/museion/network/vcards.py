"""People, museums and bodies as cards for address books: vCard 4.0 (RFC 6350). Folding and escaping are icalendar's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from icalendar import vText
from icalendar.parser import Contentline, Contentlines, Parameters

from museion.core.countries import get_country_name
from museion.core.kinds import Representation, Writer, WriterContext
from museion.core.languages import UNDETERMINED
from museion.network.models import Body, Museum, Person
from museion.network.representations import describe_person

Line = tuple[str, dict[str, str], str]
"""Property, parameters, value as it is to be written."""
Describe = Callable[[Any, WriterContext], Iterator[Line]]


def _describe_museum(museum: Museum, context: WriterContext) -> Iterator[Line]:
    yield "KIND", {}, "org"
    yield from _name(museum.names)
    yield "CATEGORIES", {}, _join(museum.collection_types, ",")
    country = get_country_name(museum.country, "en") if museum.country else ""
    place = ("", "", museum.address, museum.city, museum.subdivision, museum.postcode, country)
    yield "ADR", {}, _join(place, ";") if any(place) else ""
    if museum.latitude is not None:
        yield "GEO", {}, f"geo:{museum.latitude},{museum.longitude}"
    yield from _reach(museum.email, museum.telephone, museum.website)


def _describe_body(body: Body, context: WriterContext) -> Iterator[Line]:
    yield "KIND", {}, "org"
    yield from _name(body.names)
    yield "NICKNAME", {}, _escape(body.acronym)
    yield from _reach(body.email, "", body.website)


def _describe_person(person: Person, context: WriterContext) -> Iterator[Line]:
    """What the person did not open to the reader is left out."""
    shown = describe_person(person, context.viewer)
    yield "KIND", {}, "org" if person.agent_kind == "group" else "individual"
    yield "FN", {}, _escape(shown.name)
    family, comma, given = shown.sort_name.partition(", ")
    yield "N", {}, _join((family, given, "", "", ""), ";") if comma else ""
    yield "NICKNAME", {}, _join([name["text"] for name in shown.other_names if name.get("text")], ",")
    if shown.institution and person.institution:
        yield "ORG", {}, _escape(str(person.institution.names.pick("en").text))
    yield "TITLE", {}, _escape(shown.position or "")
    for place, spoken in enumerate(shown.languages or (), start=1):
        yield "LANG", {"PREF": str(min(place, 100))}, spoken.get("tag", "")
    yield "TZ", {}, shown.time_zone or ""
    yield from _reach(shown.email or "", shown.telephone or "", "")


def _name(names: Mapping[str, str]) -> Iterator[Line]:
    """One name in several languages (section 5.4, ALTID), the first also where a reader knows nothing of languages."""
    for tag, text in names.items():
        yield "FN", {"ALTID": "1"} | ({"LANGUAGE": tag} if tag != UNDETERMINED else {}), _escape(text)


def _reach(email: str, telephone: str, website: str) -> Iterator[Line]:
    yield "EMAIL", {}, _escape(email)
    yield "TEL", {}, _escape(telephone)
    yield "URL", {}, website


def _escape(text: str) -> str:
    return vText(text).to_ical().decode()


def _join(values: Iterable[str], sign: str) -> str:
    return sign.join(map(_escape, values))


def _make_writer(describe: Describe) -> Writer:
    def write(record: Any, context: WriterContext) -> bytes:
        address = context.base_url + record.url
        about = [*describe(record, context), ("SOURCE", {}, address), ("UID", {}, address)]
        about.append(("REV", {}, f"{record.changed_at:%Y%m%dT%H%M%SZ}"))
        lines = [("BEGIN", {}, "VCARD"), ("VERSION", {}, "4.0"), *about, ("END", {}, "VCARD")]
        written = Contentlines([_make_line(*line) for line in lines if line[2]])
        return bytes(written.to_ical())  # type: ignore[no-untyped-call]

    return write


def _make_line(name: str, parameters: dict[str, str], value: str) -> Contentline:
    written = Parameters(parameters).to_ical().decode()
    return Contentline(f"{name};{written}:{value}" if written else f"{name}:{value}")  # type: ignore[no-untyped-call]


def _offer(describe: Describe) -> Representation:
    return Representation("vcf", "text/vcard", "vCard", _make_writer(describe))


VCARDS = {"museum": _offer(_describe_museum), "body": _offer(_describe_body), "person": _offer(_describe_person)}
