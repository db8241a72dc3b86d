"""What LIDO tells as events: who made the object, when, where, of what; and where it was found.

Event types: http://terminology.lido-schema.org/eventType, by identifier where it is given, else by their names.
"""

from typing import Any

from museion.heritage.formats.lido_nodes import Node, join_texts, map_languages

# Production, creation, commissioning, designing, planning, order, publication, type creation, part production.
_MAKING = frozenset(
    {"lido00007", "lido00012", "lido00226", "lido00224", "lido00032", "lido00228", "lido00030", "lido00029"}
)
_FINDING = frozenset({"lido00002", "lido00033", "lido00010"})
_PROVENANCE = frozenset({"lido00227"})
_PROVENANCE_WORDS = ("provenance", "provenienz", "procedencia", "proveniens")
_MAKING_WORDS = (
    "creation", "production", "design", "making", "manufactur", "herstellung", "entwurf", "création", "creación",
    "producción", "fabrication", "valmistus", "suunnittelu", "tillverkning", "utförande", "produzione", "publication",
    "photography", "printing",
)  # fmt: skip
_FINDING_WORDS = ("find", "excavat", "discover", "fund", "fynd", "löyt", "découverte", "hallazgo", "collect")


def read_events(events: list[Node]) -> dict[str, Any]:
    made = [event for event in events if _is_of(event, _MAKING, _MAKING_WORDS)]
    found = [event for event in events if _is_of(event, _FINDING, _FINDING_WORDS)]
    if not made and len(events) == 1 and not found:
        made = events
    return {
        "makers": [maker for event in made for maker in _read_makers(event)],
        "materials_techniques": _read_materials(made),
        "materials": _list_terms(made, "material"),
        "techniques": _list_terms(made, "technique"),
        "period": map_languages(node for event in made for node in event.find_all("periodName/term")),
        "place_of_origin": _read_place(made),
        "place_of_discovery": _read_place(found),
        "provenance": _read_provenance(events),
        **_read_date(made),
    }


def _read_provenance(events: list[Node]) -> str:
    """The chain as somebody wrote it, which stands in the description of an event of provenance."""
    told = [event for event in events if _is_of(event, _PROVENANCE, _PROVENANCE_WORDS)]
    notes = (event.text("eventDescriptionSet/descriptiveNoteValue") for event in told)
    return "; ".join(filter(None, notes))


def _is_of(event: Node, identifiers: frozenset[str], words: tuple[str, ...]) -> bool:
    stated = [node.content().rsplit("/", 1)[-1] for node in event.find_all("eventType/conceptID")]
    if any(identifier.startswith("lido") for identifier in stated):
        return bool(identifiers.intersection(stated))
    names = [node.content().casefold() for node in event.find_all("eventType/term")]
    return any(word in name for name in names for word in words)


def _read_makers(event: Node) -> list[dict[str, str]]:
    makers = []
    for group in event.find_all("eventActor"):
        actor = group.find("actorInRole/actor")
        name = actor.text("nameActorSet/appellationValue") or group.text("displayActorInRole")
        if name:
            makers.append(
                {
                    "name": name,
                    "kind": actor.attribute("type"),
                    "role": group.text("actorInRole/roleActor/term"),
                    "qualifier": group.text("actorInRole/attributionQualifierActor"),
                    "nationality": actor.text("nationalityActor/term"),
                    "born": actor.text("vitalDatesActor/earliestDate"),
                    "died": actor.text("vitalDatesActor/latestDate"),
                }
            )
    cultures = [node.content() for node in event.find_all("culture/term")]
    makers += [{"name": culture, "kind": "cultural_group"} for culture in cultures if culture]
    return [{name: text for name, text in maker.items() if text} for maker in makers]


def _read_materials(events: list[Node]) -> dict[str, str]:
    shown = [node for event in events for node in event.find_all("eventMaterialsTech/displayMaterialsTech")]
    terms = [
        node for event in events for node in event.find_all("eventMaterialsTech/materialsTech/termMaterialsTech/term")
    ]
    return join_texts(shown) or join_texts(terms, ", ")


def _list_terms(events: list[Node], kind: str) -> list[str]:
    groups = [
        group
        for event in events
        for group in event.find_all("eventMaterialsTech/materialsTech/termMaterialsTech")
        if kind in group.attribute("type").casefold()
    ]
    return list(dict.fromkeys(text for group in groups if (text := group.text("term"))))


def _read_place(events: list[Node]) -> dict[str, str]:
    shown = [node for event in events for node in event.find_all("eventPlace/displayPlace")]
    named = [node for event in events for node in event.find_all("eventPlace/place/namePlaceSet/appellationValue")]
    return map_languages(shown) or map_languages(named)


def _read_date(events: list[Node]) -> dict[str, str]:
    """The first event that says when; its words in any language, as written."""
    for event in events:
        dated = event.find("eventDate")
        shown = map_languages(dated.find_all("displayDate"))
        earliest, latest = dated.text("date/earliestDate"), dated.text("date/latestDate")
        if shown or earliest or latest:
            text = shown.get("en") or next(iter(shown.values()), "")
            return {"date_text": text, "date_earliest": earliest, "date_latest": latest}
    return {}
