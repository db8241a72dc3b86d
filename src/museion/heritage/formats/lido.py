"""LIDO 1.0 and 1.1 (ICOM CIDOC), streamed: each `lido` element becomes values by Object ID field.

Namespaces: http://www.lido-schema.org, or none, as some exporters leave it out. Texts keep the language they state, an
element's own before the one of the metadata block around it. Entities are not resolved and nothing is fetched.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from museion.core.wording import Wording
from museion.heritage.formats.lido_events import read_events
from museion.heritage.formats.lido_nodes import LIDO, Node, join_texts, map_languages
from museion.heritage.formats.measurements import make_measurement, read_dimension
from museion.heritage.formats.streams import Begun

Values = dict[str, Any]


class LidoError(ValueError):
    """The file is XML, but not LIDO; says the line and what was expected."""


_RECORDS = (f"{{{LIDO}}}lido", "lido")
_SMALL = 4_000_000
"""Bytes up to which a file is parsed at once, which takes half the time; a larger one, or one that breaks, is streamed."""


def read_lido(stream: BinaryIO) -> Iterator[tuple[str, Values]]:
    """Where a record stands ("lido 3, line 120") and its values. Broken XML raises lxml's error where it breaks."""
    head = stream.read(_SMALL)
    root: Any = _parse(head) if len(head) < _SMALL else None
    context: Any = _stream(head, stream) if root is None else None
    records = _iterate(context) if root is None else root.iter(*_RECORDS)
    count = 0
    for count, element in enumerate(records, 1):
        yield f"lido {count}, line {element.sourceline}", read_record(Node(element))
    if not count:
        raise LidoError(_describe_root(context.root if root is None else root))


def _parse(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None  # Streamed, it gives its whole records before it says where it breaks.


def _stream(head: bytes, rest: BinaryIO) -> Any:
    return etree.iterparse(
        Begun(head, rest),
        events=("end",),
        tag=_RECORDS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )


def _iterate(context: Any) -> Iterator[Any]:
    """Lets go of each record after it was read."""
    for _, element in context:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _describe_root(root: Any) -> str:
    name = etree.QName(root)
    return Wording(
        "line %(line)s: no lido element in the namespace %(namespace)s; the file begins with “%(name)s” in the namespace %(found)s",
        line=str(root.sourceline),
        namespace=LIDO,
        name=name.localname,
        found=name.namespace or "(none)",
    )


def read_record(lido: Node) -> Values:
    """Only what the record states: a field without a value is absent."""
    values: Values = {
        "record_id": lido.text("lidoRecID"),
        "local_id": lido.text("administrativeMetadata/recordWrap/recordID"),
    }
    for described in lido.find_all("descriptiveMetadata"):
        values |= _read_description(described)
    for administrative in lido.find_all("administrativeMetadata"):
        values |= _read_administration(administrative)
    return {name: value for name, value in values.items() if value}


def _read_description(described: Node) -> Values:
    classified = described.find("objectClassificationWrap")
    identified = described.find("objectIdentificationWrap")
    related = described.find("objectRelationWrap")
    return {
        "object_type": map_languages(classified.find_all("objectWorkTypeWrap/objectWorkType/term")),
        "object_type_uris": [
            node.content() for node in classified.find_all("objectWorkTypeWrap/objectWorkType/conceptID")
        ],
        "object_type_broad": map_languages(_find_broad_types(classified)),
        "title": _read_titles(identified),
        "description": map_languages(_find_notes(identified, "description")),
        "distinguishing_features": map_languages(_find_notes(identified, "distinguishing features")),
        "inscriptions_markings": _read_inscriptions(identified),
        "subject": join_texts(_find_subjects(related)),
        "related_objects": _read_related(related),
        **_read_measurements(identified),
        **_merge_provenance(read_events(described.find_all("eventWrap/eventSet/event")), _read_repository(identified)),
    }


def _merge_provenance(told: Values, repository: Values) -> Values:
    """What an event tells of earlier holders says more than their names."""
    return told | repository | {"provenance": told["provenance"] or repository["provenance"]}


def _find_notes(identified: Node, kind: str) -> list[Node]:
    """Notes of a kind; what states none is the description."""
    groups = identified.find_all("objectDescriptionWrap/objectDescriptionSet")
    features = "distinguishing features"
    wanted = [group for group in groups if (group.attribute("type") == features) == (kind == features)]
    return [note for group in wanted for note in group.find_all("descriptiveNoteValue")]


def _find_broad_types(classified: Node) -> list[Node]:
    groups = classified.find_all("classificationWrap/classification")
    return [term for group in groups if group.attribute("type") != "europeana:type" for term in group.find_all("term")]


def _read_titles(identified: Node) -> dict[str, str]:
    """The preferred title of each language; an alternative one only where there is no other."""
    nodes = identified.find_all("titleWrap/titleSet/appellationValue")
    return map_languages(sorted(nodes, key=lambda node: node.attribute("pref") == "alternate"))


def _read_inscriptions(identified: Node) -> list[dict[str, str]]:
    found = []
    for group in identified.find_all("inscriptionsWrap/inscriptions"):
        position = group.text("inscriptionDescription/descriptiveNoteValue")
        for node in group.find_all("inscriptionTranscription"):
            if node.content():
                kind, language = group.attribute("type") or "inscription", node.language().removeprefix("und")
                found.append({"kind": kind, "text": node.content(), "position": position, "language": language})
    return found


def _find_subjects(related: Node) -> list[Node]:
    paths = (
        "subjectConcept/term",
        "subjectActor/displayActor",
        "subjectActor/actor/nameActorSet/appellationValue",
        "subjectPlace/displayPlace",
        "subjectPlace/place/namePlaceSet/appellationValue",
        "subjectEvent/displayEvent",
        "subjectObject/displayObject",
    )
    sets = related.find_all("subjectWrap/subjectSet")
    shown = [node for group in sets for node in group.find_all("displaySubject")]
    return [*shown, *(node for group in sets for path in paths for node in group.find_all(f"subject/{path}"))]


def _read_related(related: Node) -> list[dict[str, str]]:
    sets = related.find_all("relatedWorksWrap/relatedWorkSet/relatedWork")
    texts = [group.text("displayObject") or group.text("object/objectNote") for group in sets]
    return [{"text": text} for text in texts if text]


def _read_repository(identified: Node) -> Values:
    """The present holder gives the inventory number; former ones are provenance."""
    values: Values = {}
    former = []
    for group in identified.find_all("repositoryWrap/repositorySet"):
        name = group.text("repositoryName/legalBodyName/appellationValue")
        if group.attribute("type") == "former":
            former.append(name)
            continue
        values.setdefault("museum_name", name)
        values.setdefault("inventory_number", group.text("workID"))
    return values | {"provenance": "; ".join(filter(None, former))}


def _read_measurements(identified: Node) -> Values:
    shown: list[str] = []
    measured: list[Values] = []
    for group in identified.find_all("objectMeasurementsWrap/objectMeasurementsSet"):
        shown += [node.content() for node in group.find_all("displayObjectMeasurements")]
        for measurements in group.find_all("objectMeasurements"):
            measured += _read_measurement_sets(measurements)
    return {"measurements_text": "; ".join(filter(None, shown)), "measurements": measured}


def _read_measurement_sets(measurements: Node) -> list[Values]:
    part = measurements.text("extentMeasurements")
    found = []
    for group in measurements.find_all("measurementsSet"):
        kind, unit, value = (group.text(f"measurement{name}") for name in ("Type", "Unit", "Value"))
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            continue
        made = make_measurement(read_dimension(kind), number, unit, text=f"{kind} {value} {unit}".strip(), part=part)
        if made:
            found.append(made.as_values())
    return found


def _read_administration(administrative: Node) -> Values:
    resources = administrative.find_all("resourceWrap/resourceSet")
    rights = [
        term.content()
        for path in ("rightsResource/rightsType/term", "rightsResource/rightsType/conceptID")
        for resource in resources
        for term in resource.find_all(path)
    ]
    record = administrative.find("recordWrap")
    return {
        "credit_line": administrative.text("rightsWorkWrap/rightsWorkSet/creditLine"),
        "rights": next(filter(None, rights), "") or record.text("recordRights/rightsType/term"),
        "source_url": record.text("recordInfoSet/recordInfoLink"),
        "external_images": list(filter(None, map(_find_image, resources))),
    }


def _find_image(resource: Node) -> str:
    """One address a picture: the largest form that the resource offers."""
    forms = {form.attribute("type"): form.text("linkResource") for form in resource.find_all("resourceRepresentation")}
    for name in ("image_master", "image_large", "image_original", "image_overview"):
        if forms.get(name):
            return forms[name]
    return next((address for name, address in forms.items() if address and name != "iiif_image_api"), "")
