"""Writing and reading Linked Art 1.0 (JSON-LD over CIDOC CRM): an object, its making, its custody as acquisitions and transfers.

Terms are Getty AAT. What it has no place for is named in `UNWRITTEN`; languages are those of AAT where it is known here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from museion.heritage.custody.events import Bounds, CustodyEvent
from museion.heritage.formats.describing import DescribedObject, write_iso_day

CONTEXT = "https://linked.art/ns/v1/linked-art.json"
UNWRITTEN = ("date_documented", "date_edtf", "measurements", "related_objects", "identifiers", "external_images")
_AAT = "http://vocab.getty.edu/aat/"
_LANGUAGES = {
    "en": "300388277",
    "fr": "300388306",
    "es": "300389311",
    "de": "300388344",
    "it": "300388474",
    "nl": "300388256",
    "sv": "300389336",
    "ar": "300387843",
    "zh": "300388113",
    "pt": "300389115",
    "ru": "300389168",
    "la": "300388693",
}
_TAGS = {f"{_AAT}{number}": tag for tag, number in _LANGUAGES.items()}
# The statements about an object by the column that holds each.
_STATEMENTS = {
    "description": ("300435416", "Description"),
    "materials_techniques": ("300435429", "Material Statement"),
    "measurements_text": ("300435430", "Dimension Statement"),
    "inscriptions": ("300435414", "Inscription Statement"),
    "credit_line": ("300435418", "Credit Line"),
    "provenance": ("300435438", "Provenance Statement"),
    "rights": ("300435434", "Copyright/License Statement"),
    "distinguishing_features": ("300404156", "Distinguishing Features"),
}
_BRIEF = ("300418049", "Brief Text")
_PRIMARY, _ACCESSION, _WORK = "300404670", "300312355", "300133025"


def make_linked_art(described: DescribedObject) -> dict[str, Any]:
    label = described.pick("title") or described.pick("object_type") or described.key
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": described.address,
        "type": "HumanMadeObject",
        "_label": label,
        "classified_as": [_make_type(_WORK, "Artwork"), *_make_kinds(described)],
        "identified_by": [*_make_names(described), *_make_numbers(described)],
        "referred_to_by": list(_make_statements(described)),
        "produced_by": _make_production(described),
        "made_of": [_make_named("Material", str(term)) for term in described.values.get("materials") or ()],
        "current_owner": _make_owner(described),
        "representation": _make_pictures(described),
        "changed_ownership_through": [_make_event(held, described) for held in described.custody if held.has_title],
        "changed_custody_through": [_make_event(held, described) for held in described.custody if not held.has_title],
        "subject_of": _make_page(described),
    }
    return {name: value for name, value in made.items() if value not in (None, [], {}, "")}


def read_linked_art(made: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of Object ID that a Linked Art object states. Raises `ValueError` for what is no such object."""
    if made.get("type") != "HumanMadeObject":
        raise ValueError(f"type is {made.get('type')!r}; a Linked Art object has the type HumanMadeObject")
    production = _get_first(made.get("produced_by"))
    span = production.get("timespan") or {}
    values: dict[str, Any] = {
        "record_id": str(made.get("id", "")),
        "title": _read_names(made),
        "inventory_number": _read_number(made),
        "object_type": _read_kinds(made),
        "materials": [str(term["_label"]) for term in _list(made.get("made_of")) if term.get("_label")],
        "makers": list(_read_makers(production)),
        "techniques": [str(term["_label"]) for term in _list(production.get("technique")) if term.get("_label")],
        "date_text": next((_read_text(name) for name in _list(_get_first(span).get("identified_by"))), ""),
        "date_earliest": _read_day(_get_first(span).get("begin_of_the_begin")),
        "date_latest": _read_day(_get_first(span).get("end_of_the_end")),
        "place_of_origin": _read_label(production.get("took_place_at")),
    }
    for column, texts in _read_statements(made).items():
        values[column] = "; ".join(texts.values()) if column in _PLAIN else texts
    return {name: value for name, value in values.items() if value}


_PLAIN = frozenset({"measurements_text", "credit_line", "provenance", "rights", "inscriptions"})


def _make_type(number: str, label: str) -> dict[str, Any]:
    return {"id": _AAT + number, "type": "Type", "_label": label}


def _make_named(kind: str, label: str) -> dict[str, Any]:
    return {"type": kind, "_label": label, "identified_by": [{"type": "Name", "content": label}]}


def _say(kind: str, tag: str, text: str) -> dict[str, Any]:
    said: dict[str, Any] = {"type": kind, "content": text}
    number = _LANGUAGES.get(tag.split("-")[0])
    if number:
        said["language"] = [{"id": _AAT + number, "type": "Language", "_label": tag}]
    elif tag != "und":
        said["language"] = [{"type": "Language", "_label": tag}]
    return said


def _make_kinds(described: DescribedObject) -> Iterable[dict[str, Any]]:
    names = [_say("Name", tag, text) for tag, text in described.get_texts("object_type").items()]
    if names:
        yield {"type": "Type", "_label": described.pick("object_type"), "identified_by": names}


def _make_names(described: DescribedObject) -> Iterable[dict[str, Any]]:
    for tag, text in described.get_texts("title").items():
        yield {**_say("Name", tag, text), "classified_as": [_make_type(_PRIMARY, "Primary Name")]}


def _make_numbers(described: DescribedObject) -> Iterable[dict[str, Any]]:
    if number := described.get_text("inventory_number"):
        kind = [_make_type(_ACCESSION, "Accession Number")]
        yield {"type": "Identifier", "content": number, "classified_as": kind}
    yield {"type": "Identifier", "content": described.key, "_label": "key"}


def _make_statements(described: DescribedObject) -> Iterable[dict[str, Any]]:
    marks = described.values.get("inscriptions_markings") or ()
    held: dict[str, Mapping[str, str]] = {
        "inscriptions": {"und": "; ".join(mark["text"] for mark in marks if mark.get("text"))}
    }
    for column in _STATEMENTS:
        value = held.get(column, described.values.get(column) or {})
        texts: Mapping[str, str] = {"und": value} if isinstance(value, str) else value
        number, label = _STATEMENTS[column]
        for tag, text in texts.items():
            if text:
                kind = {**_make_type(number, label), "classified_as": [_make_type(*_BRIEF)]}
                yield {**_say("LinguisticObject", tag, text), "classified_as": [kind]}


def _make_production(described: DescribedObject) -> dict[str, Any] | None:
    makers = [maker for maker in described.values.get("makers") or () if maker.get("name")]
    bounds = Bounds(described.values.get("date_earliest"), described.values.get("date_latest"))
    made: dict[str, Any] = {
        "timespan": _make_span(described.get_text("date_text"), bounds, bounds),
        "took_place_at": _make_place(described.pick("place_of_origin")),
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


def _make_place(name: str) -> list[dict[str, Any]]:
    return [_make_named("Place", name)] if name else []


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
        "took_place_at": _make_place(held.place),
        "technique": [_make_named("Type", held.method.value)] if held.method else None,
        "referred_to_by": [{"type": "LinguisticObject", "content": held.text}] if held.text else None,
    }
    if held.party == "" and is_title and described.museum_names:
        event["transferred_title_to"] = _make_owner(described)
    return {name: value for name, value in event.items() if value}


def _list(held: Any) -> list[dict[str, Any]]:
    """One or many, as real files write either."""
    entries = held if isinstance(held, list) else [held] if held else []
    return [entry for entry in entries if isinstance(entry, dict)]


def _get_first(held: Any) -> dict[str, Any]:
    return next(iter(_list(held)), {})


def _read_text(said: Mapping[str, Any]) -> str:
    content = said.get("content") or said.get("value") or ""
    return " ".join(map(str, content)) if isinstance(content, list) else str(content)


def _read_day(moment: Any) -> str:
    """The day of a moment, which real files write with `T` or a space before the time."""
    return str(moment or "").replace("T", " ").partition(" ")[0]


def _read_tag(said: Mapping[str, Any]) -> str:
    language = _get_first(said.get("language"))
    return _TAGS.get(str(language.get("id", "")), "und") if language.get("id") else str(language.get("_label") or "und")


def _is_kind(said: Mapping[str, Any], number: str) -> bool:
    return any(
        str(kind.get("id", "")).endswith(f"/{number}") or kind.get("id") == f"aat:{number}"
        for kind in _list(said.get("classified_as"))
    )


def _read_names(made: Mapping[str, Any]) -> dict[str, str]:
    names = [said for said in _list(made.get("identified_by")) if said.get("type") == "Name"]
    chosen = [said for said in names if _is_kind(said, _PRIMARY)] or names
    texts: dict[str, str] = {}
    for said in chosen:
        texts.setdefault(_read_tag(said), _read_text(said))
    return texts or ({"und": str(made["_label"])} if made.get("_label") else {})


def _read_number(made: Mapping[str, Any]) -> str:
    numbers = [said for said in _list(made.get("identified_by")) if said.get("type") == "Identifier"]
    chosen = [said for said in numbers if _is_kind(said, _ACCESSION)] or [
        said for said in numbers if said.get("_label") != "key"
    ]
    return next((_read_text(said) for said in chosen), "")


def _read_kinds(made: Mapping[str, Any]) -> dict[str, str]:
    for kind in _list(made.get("classified_as")):
        if str(kind.get("id", "")).endswith(_WORK) or not kind.get("_label"):
            continue
        named = {_read_tag(said): _read_text(said) for said in _list(kind.get("identified_by"))}
        return named or {"en": str(kind["_label"])}
    return {}


def _read_label(held: Any) -> dict[str, str]:
    label = _get_first(held).get("_label")
    return {"und": str(label)} if label else {}


def _read_makers(production: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    parts = [production, *_list(production.get("part"))]
    for actor in (actor for part in parts for actor in _list(part.get("carried_out_by"))):
        name = actor.get("_label") or next((_read_text(said) for said in _list(actor.get("identified_by"))), "")
        if name:
            yield {"name": str(name), "kind": "person" if actor.get("type") == "Person" else "company"}


def _read_statements(made: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for said in _list(made.get("referred_to_by")):
        column = next((name for name, (number, _) in _STATEMENTS.items() if _is_kind(said, number)), "")
        if column and _read_text(said):
            found.setdefault(column, {}).setdefault(_read_tag(said), _read_text(said))
    return found
