"""Writing Linked Art 1.0 (JSON-LD over CIDOC CRM): an object, its making, its custody as acquisitions and transfers.

Terms are Getty AAT. What it has no place for is named in `UNWRITTEN`; the rest comes back from `linked_art_reading`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from museion.heritage.custody.events import Bounds, CustodyEvent
from museion.heritage.formats.describing import DescribedObject, write_iso_day
from museion.heritage.formats.linked_art_terms import (
    AAT,
    ACCESSION,
    BRIEF,
    CITATION,
    CLASS,
    CONTEXT,
    INSCRIPTION,
    LANGUAGES,
    PRIMARY,
    SIDES,
    STATEMENTS,
    UNITS,
    WORK,
)

UNWRITTEN = (
    "date_documented",
    "date_edtf",
    "identifiers",
    "related_objects",
    "external_images",
    "roles, qualifiers, lives and nationalities of makers, and whether one is a group or a company",
    "parts and words of measurements",
    "places of inscriptions",
)


def make_linked_art(described: DescribedObject) -> dict[str, Any]:
    label = described.pick("title") or described.pick("object_type") or described.key
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": described.address,
        "type": "HumanMadeObject",
        "_label": label,
        "classified_as": [_make_type(WORK, "Artwork"), *_make_kinds(described)],
        "identified_by": [*_make_names(described), *_make_numbers(described)],
        "referred_to_by": [*_make_statements(described), *_make_marks(described), *_make_citations(described)],
        "produced_by": _make_production(described),
        "encountered_by": _make_discovery(described),
        "dimension": list(_make_sides(described)),
        "shows": _make_subject(described),
        "made_of": [_make_named("Material", str(term)) for term in described.values.get("materials") or ()],
        "current_owner": _make_owner(described),
        "representation": _make_pictures(described),
        "changed_ownership_through": [_make_event(held, described) for held in described.custody if held.has_title],
        "custody_transferred_through": [
            _make_event(held, described) for held in described.custody if not held.has_title
        ],
        "subject_of": _make_page(described),
    }
    return {name: value for name, value in made.items() if value not in (None, [], {}, "")}


def _make_type(number: str, label: str) -> dict[str, Any]:
    return {"id": AAT + number, "type": "Type", "_label": label}


def _make_named(kind: str, label: str) -> dict[str, Any]:
    return {"type": kind, "_label": label, "identified_by": [{"type": "Name", "content": label}]}


def _say(kind: str, tag: str, text: str) -> dict[str, Any]:
    said: dict[str, Any] = {"type": kind, "content": text}
    if number := LANGUAGES.get(tag.split("-")[0]):
        said["language"] = [{"id": AAT + number, "type": "Language", "_label": tag}]
    elif tag != "und":
        said["language"] = [{"type": "Language", "_label": tag}]
    return said


def _make_kinds(described: DescribedObject) -> Iterator[dict[str, Any]]:
    if described.get_texts("object_type"):
        yield _make_told("Type", described.get_texts("object_type"))
    if described.get_texts("object_type_broad"):
        wider = _make_told("Type", described.get_texts("object_type_broad"))
        yield {**wider, "classified_as": [_make_type(CLASS, "Classification")]}


def _make_told(kind: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """A thing known by its names alone, one in each language."""
    label = texts.get("en") or next(iter(texts.values()))
    return {"type": kind, "_label": label, "identified_by": [_say("Name", tag, text) for tag, text in texts.items()]}


def _make_names(described: DescribedObject) -> Iterable[dict[str, Any]]:
    for tag, text in described.get_texts("title").items():
        yield {**_say("Name", tag, text), "classified_as": [_make_type(PRIMARY, "Primary Name")]}


def _make_numbers(described: DescribedObject) -> Iterable[dict[str, Any]]:
    if number := described.get_text("inventory_number"):
        kind = [_make_type(ACCESSION, "Accession Number")]
        yield {"type": "Identifier", "content": number, "classified_as": kind}
    yield {"type": "Identifier", "content": described.key, "_label": "key"}


def _make_statements(described: DescribedObject) -> Iterable[dict[str, Any]]:
    for column in STATEMENTS:
        value = described.values.get(column) or {}
        texts: Mapping[str, str] = {"und": value} if isinstance(value, str) else value
        number, label = STATEMENTS[column]
        for tag, text in texts.items():
            if text:
                yield _state(tag, text, number, label)


def _state(tag: str, text: str, number: str, label: str) -> dict[str, Any]:
    kind = {**_make_type(number, label), "classified_as": [_make_type(*BRIEF)]}
    return {**_say("LinguisticObject", tag, text), "classified_as": [kind]}


def _make_marks(described: DescribedObject) -> Iterator[dict[str, Any]]:
    for mark in described.values.get("inscriptions_markings") or ():
        if mark.get("text"):
            said = _state(mark.get("language") or "und", mark["text"], *INSCRIPTION)
            kind = {"type": "Type", "_label": mark.get("kind") or "inscription"}
            yield {**said, "classified_as": [*said["classified_as"], kind]}


def _make_citations(described: DescribedObject) -> Iterator[dict[str, Any]]:
    for text in described.values.get("related_written_material") or ():
        yield {**_say("LinguisticObject", "und", str(text)), "classified_as": [_make_type(*CITATION)]}


def _make_sides(described: DescribedObject) -> Iterator[dict[str, Any]]:
    for side in described.values.get("measurements") or ():
        name, unit = str(side.get("dimension") or "other"), str(side.get("unit") or "")
        if isinstance(side.get("value"), int | float) and unit:
            kind = _make_type(SIDES[name], name) if name in SIDES else {"type": "Type", "_label": name}
            known = {"id": AAT + UNITS[unit]} if unit in UNITS else {}
            measure = {**known, "type": "MeasurementUnit", "_label": unit}
            yield {"type": "Dimension", "classified_as": [kind], "value": side["value"], "unit": measure}


def _make_discovery(described: DescribedObject) -> list[dict[str, Any]]:
    place = _make_place(described.get_texts("place_of_discovery"))
    return [{"type": "Encounter", "took_place_at": place}] if place else []


def _make_subject(described: DescribedObject) -> list[dict[str, Any]]:
    texts = described.get_texts("subject")
    return [{"type": "VisualItem", "about": [_make_told("Type", texts)]}] if texts else []


def _make_production(described: DescribedObject) -> dict[str, Any] | None:
    makers = [maker for maker in described.values.get("makers") or () if maker.get("name")]
    bounds = Bounds(described.values.get("date_earliest"), described.values.get("date_latest"))
    period = described.get_texts("period")
    made: dict[str, Any] = {
        "timespan": _make_span(described.get_text("date_text"), bounds, bounds),
        "took_place_at": _make_place(described.get_texts("place_of_origin")),
        "during": [_make_told("Period", period)] if period else None,
        "technique": [_make_named("Type", str(term)) for term in described.values.get("techniques") or ()],
        "carried_out_by": [_make_maker(maker, described) for maker in makers],
    }
    stated = {name: value for name, value in made.items() if value}
    return {"type": "Production", **stated} if stated else None


def _make_maker(maker: Mapping[str, Any], described: DescribedObject) -> dict[str, Any]:
    named = _make_named("Person" if maker.get("kind") == "person" else "Group", maker["name"])
    if maker.get("key"):
        named["id"] = f"{described.address.rsplit('/', 1)[0]}/{maker['key']}"
    return named


def _make_span(shown: str, begin: Bounds, end: Bounds) -> dict[str, Any] | None:
    span: dict[str, Any] = {}
    if shown:
        span["identified_by"] = [{"type": "Name", "content": shown}]
    if begin.earliest is not None:
        span["begin_of_the_begin"] = f"{write_iso_day(begin.earliest)}T00:00:00Z"
    if end.latest is not None:
        span["end_of_the_end"] = f"{write_iso_day(end.latest)}T23:59:59Z"
    return {"type": "TimeSpan", **span} if span else None


def _make_place(names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [_make_told("Place", names)] if names else []


def _make_owner(described: DescribedObject) -> list[dict[str, Any]]:
    if not described.museum_names:
        return []
    name = described.museum_names.get(described.language) or next(iter(described.museum_names.values()))
    return [{"id": described.museum_address, **_make_named("Group", name)}]


def _make_pictures(described: DescribedObject) -> list[dict[str, Any]]:
    shown = [
        {
            "type": "DigitalObject",
            "classified_as": [_make_type("300215302", "Digital Image")],
            "format": picture.media_type,
            "access_point": [{"id": picture.address, "type": "DigitalObject"}],
        }
        for picture in described.pictures
    ]
    return [{"type": "VisualItem", "digitally_shown_by": shown}] if shown else []


def _make_page(described: DescribedObject) -> list[dict[str, Any]]:
    page = {
        "type": "DigitalObject",
        "classified_as": [_make_type("300264578", "Web Page")],
        "format": "text/html",
        "access_point": [{"id": described.address, "type": "DigitalObject"}],
    }
    return [{"type": "LinguisticObject", "digitally_carried_by": [page]}]


def _make_event(held: CustodyEvent, described: DescribedObject) -> dict[str, Any]:
    """One step of the chain: title as an Acquisition, bare custody as a TransferOfCustody, both with what is stated of it."""
    is_title = held.has_title
    to, giver = ("title_to", "title_from") if is_title else ("custody_to", "custody_from")
    event: dict[str, Any] = {
        "type": "Acquisition" if is_title else "TransferOfCustody",
        "_label": held.text or held.party,
        f"transferred_{to}": [_make_named("Group", held.party)] if held.party else None,
        f"transferred_{giver}": [_make_named("Group", held.giver)] if held.giver else None,
        "timespan": _make_span(held.dates_text, held.begin, held.begin),
        "took_place_at": _make_place({"und": held.place} if held.place else {}),
        "technique": [_make_named("Type", held.method.value)] if held.method else None,
        "referred_to_by": [{"type": "LinguisticObject", "content": held.text}] if held.text else None,
    }
    if held.party == "" and is_title and described.museum_names:
        event["transferred_title_to"] = _make_owner(described)
    return {name: value for name, value in event.items() if value}
