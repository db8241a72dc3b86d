"""Writing LIDO 1.1: one object as one `lido` element, its custody as events of provenance.

What LIDO has no place for is named in `UNWRITTEN`; everything else comes back from `read_lido`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from museion.heritage.custody.events import Bounds, CustodyEvent
from museion.heritage.formats.describing import DescribedObject, clean_for_xml, write_iso_day
from museion.heritage.formats.lido_nodes import LIDO
from museion.heritage.formats.lido_shape import check_lido

UNWRITTEN = (
    "date_documented",
    "date_edtf",
    "related_written_material",
    "identifiers",
    "lives of makers that are not two years, and their keys",
    "words of measurements beside those of all of them",
)
_YEARS = re.compile(r"(\d{4})–(\d{4})")
_EVENTS = {"production": "lido00007", "finding": "lido00033", "provenance": "lido00227"}
_TERMS = "http://terminology.lido-schema.org/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ITEM = f"{_TERMS}lido00141"  # recordType: item-level record
_UNITS = {"weight": "g", "duration": "s"}


def write_lido(described: DescribedObject) -> bytes:
    """A whole file with one record. Raises `LidoShapeError` rather than write what is no LIDO."""
    root = make_lido(described)
    check_lido(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def make_lido(described: DescribedObject) -> Any:
    root = etree.Element(f"{{{LIDO}}}lido", nsmap={"lido": LIDO})
    _add(root, "lidoRecID", described.key, type="local")
    _add(root, "objectPublishedID", described.address, type="URI")
    descriptive = _add(root, "descriptiveMetadata", language=described.language)
    _add_classification(descriptive, described)
    _add_identification(descriptive, described)
    _add_events(descriptive, described)
    _add_relations(descriptive, described)
    _add_administration(root, described)
    return root


def _add(parent: Any, name: str, text: str = "", *, language: str = "", **attributes: str) -> Any:
    """One level; a path of wraps is several calls. `und` is stated: without it the language of the metadata would count."""
    child = etree.SubElement(parent, _mark(name))
    if text:
        child.text = clean_for_xml(text)
    if language:
        child.set(_LANGUAGE, language)
    for attribute, value in attributes.items():
        child.set(_mark(attribute), value)
    return child


@lru_cache(maxsize=512)
def _mark(name: str) -> str:
    return f"{{{LIDO}}}{name}"


def _add_path(parent: Any, path: str) -> Any:
    for name in path.split("/"):
        parent = _add(parent, name)
    return parent


def _add_texts(parent: Any, name: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        _add(parent, name, text, language=language)


def _add_classification(parent: Any, described: DescribedObject) -> None:
    wrap = _add(parent, "objectClassificationWrap")
    types = _add_path(wrap, "objectWorkTypeWrap/objectWorkType")
    _add_texts(types, "term", described.get_texts("object_type") or {"en": "object"})
    if broad := described.get_texts("object_type_broad"):
        _add_texts(_add_path(wrap, "classificationWrap/classification"), "term", broad)


def _add_identification(parent: Any, described: DescribedObject) -> None:
    wrap = _add(parent, "objectIdentificationWrap")
    titles = _add_path(wrap, "titleWrap/titleSet")
    _add_texts(titles, "appellationValue", described.get_texts("title") or {"und": described.key})
    if marks := described.values.get("inscriptions_markings"):
        _add_inscriptions(_add(wrap, "inscriptionsWrap"), marks)
    if described.museum_names or described.get_text("inventory_number"):
        _add_repository(_add(wrap, "repositoryWrap"), described)
    if notes := _list_notes(described):
        descriptions = _add(wrap, "objectDescriptionWrap")
        for kind, texts in notes:
            _add_texts(_add(descriptions, "objectDescriptionSet", type=kind), "descriptiveNoteValue", texts)
    _add_measurements(wrap, described)


def _list_notes(described: DescribedObject) -> list[tuple[str, Mapping[str, str]]]:
    kinds = (("description", "description"), ("distinguishing features", "distinguishing_features"))
    return [(kind, texts) for kind, name in kinds if (texts := described.get_texts(name))]


def _add_inscriptions(wrap: Any, marks: Iterable[Mapping[str, str]]) -> None:
    for mark in marks:
        group = _add(wrap, "inscriptions", type=mark.get("kind") or "inscription")
        _add(group, "inscriptionTranscription", mark.get("text", ""), language=mark.get("language") or "und")
        if mark.get("position"):
            _add(_add(group, "inscriptionDescription"), "descriptiveNoteValue", mark["position"])


def _add_repository(wrap: Any, described: DescribedObject) -> None:
    group = _add(wrap, "repositorySet", type="current")
    if described.museum_names:
        name = _add(group, "repositoryName")
        if described.museum_address:
            _add(name, "legalBodyID", described.museum_address, type="URI")
        _add_texts(_add(name, "legalBodyName"), "appellationValue", described.museum_names)
    if number := described.get_text("inventory_number"):
        _add(group, "workID", number, type="inventory number")


def _add_measurements(wrap: Any, described: DescribedObject) -> None:
    shown, measured = described.get_text("measurements_text"), described.values.get("measurements") or []
    sides = [side for side in measured if isinstance(side.get("value"), int | float)]
    if not shown and not sides:
        return
    group = _add_path(wrap, "objectMeasurementsWrap/objectMeasurementsSet")
    if shown:
        _add(group, "displayObjectMeasurements", shown)
    for part in dict.fromkeys(side.get("part", "") for side in sides):
        if group.find(f"{{{LIDO}}}objectMeasurements") is not None:
            group = _add(group.getparent(), "objectMeasurementsSet")
        sets = _add(group, "objectMeasurements")
        for side in (side for side in sides if side.get("part", "") == part):
            _add_measurement(_add(sets, "measurementsSet"), side)
        if part:
            _add(sets, "extentMeasurements", part)


def _add_measurement(group: Any, side: Mapping[str, Any]) -> None:
    kind = side.get("dimension") or "other"
    _add(group, "measurementType", kind)
    _add(group, "measurementUnit", side.get("unit") or _UNITS.get(kind, "mm"))
    _add(group, "measurementValue", f"{side['value']:.12g}")


def _add_events(parent: Any, described: DescribedObject) -> None:
    wrap = _add(parent, "eventWrap")
    _add_production(wrap, described)
    if place := described.get_texts("place_of_discovery"):
        _add_texts(_add(_add_event(wrap, "finding"), "eventPlace"), "displayPlace", place)
    if told := described.get_text("provenance"):
        chain = _add_event(wrap, "provenance")
        _add(_add(chain, "eventDescriptionSet"), "descriptiveNoteValue", told)
    for event in described.custody:
        if event.party:
            _add_holder(_add_event(wrap, "provenance"), event)


def _add_event(wrap: Any, kind: str) -> Any:
    event = _add_path(wrap, "eventSet/event")
    named = _add(event, "eventType")
    _add(named, "conceptID", _TERMS + _EVENTS[kind], type="URI")
    _add(named, "term", kind, language="en")
    return event


def _add_production(wrap: Any, described: DescribedObject) -> None:
    event = _add_event(wrap, "production")
    makers = [maker for maker in described.values.get("makers") or () if maker.get("name")]
    for maker in (maker for maker in makers if maker.get("kind") != "cultural_group"):
        _add_maker(event, maker)
    for maker in (maker for maker in makers if maker.get("kind") == "cultural_group"):
        _add(_add(event, "culture"), "term", maker["name"])
    bounds = Bounds(described.values.get("date_earliest"), described.values.get("date_latest"))
    _add_date(event, described.get_text("date_text"), bounds)
    if period := described.get_texts("period"):
        _add_texts(_add(event, "periodName"), "term", period)
    if place := described.get_texts("place_of_origin"):
        _add_texts(_add(event, "eventPlace"), "displayPlace", place)
    _add_materials(event, described)


def _add_maker(event: Any, maker: Mapping[str, Any]) -> None:
    in_role = _add_path(event, "eventActor/actorInRole")
    actor = _add(in_role, "actor", **({"type": maker["kind"]} if maker.get("kind") else {}))
    _add(_add(actor, "nameActorSet"), "appellationValue", maker["name"])
    if maker.get("nationality"):
        _add(_add(actor, "nationalityActor"), "term", maker["nationality"])
    if years := _YEARS.fullmatch(maker.get("life") or ""):
        lived = _add(actor, "vitalDatesActor")
        _add(lived, "earliestDate", years[1], type="birthDate")
        _add(lived, "latestDate", years[2], type="deathDate")
    if maker.get("role"):
        _add(_add(in_role, "roleActor"), "term", maker["role"])
    if maker.get("qualifier"):
        _add(in_role, "attributionQualifierActor", maker["qualifier"])


def _add_date(event: Any, shown: str, bounds: Bounds) -> None:
    if not shown and bounds.is_open:
        return
    dated = _add(event, "eventDate")
    if shown:
        _add(dated, "displayDate", shown)
    if not bounds.is_open:
        span = _add(dated, "date")
        for name, day in (("earliestDate", bounds.earliest), ("latestDate", bounds.latest)):
            if day is not None:
                _add(span, name, write_iso_day(day))


def _add_materials(event: Any, described: DescribedObject) -> None:
    shown = described.get_texts("materials_techniques")
    terms = [
        (kind, str(term))
        for kind, name in (("material", "materials"), ("technique", "techniques"))
        for term in described.values.get(name) or ()
    ]
    if not shown and not terms:
        return
    group = _add(event, "eventMaterialsTech")
    _add_texts(group, "displayMaterialsTech", shown)
    if terms:
        listed = _add(group, "materialsTech")
        for kind, term in terms:
            _add(_add(listed, "termMaterialsTech", type=kind), "term", term)


def _add_holder(event: Any, held: CustodyEvent) -> None:
    in_role = _add_path(event, "eventActor/actorInRole")
    actor = _add(in_role, "actor")
    _add(_add(actor, "nameActorSet"), "appellationValue", held.party)
    _add(_add(in_role, "roleActor"), "term", "agent" if held.is_agent else "owner", language="en")
    if not held.is_certain:
        _add(in_role, "attributionQualifierActor", "possibly", language="en")
    _add_date(event, held.dates_text, Bounds(held.begin.earliest, held.end.latest))
    if held.place:
        _add(_add(event, "eventPlace"), "displayPlace", held.place)
    if held.method:
        _add(_add(event, "eventMethod"), "term", held.method.value, language="en")


def _add_relations(parent: Any, described: DescribedObject) -> None:
    subject, related = described.get_texts("subject"), described.values.get("related_objects") or []
    if not subject and not related:
        return
    wrap = _add(parent, "objectRelationWrap")
    if subject:
        _add_texts(_add_path(wrap, "subjectWrap/subjectSet"), "displaySubject", subject)
    if related:
        works = _add(wrap, "relatedWorksWrap")
        for work in related:
            shown = work.get("text") or work.get("key", "")
            _add(_add_path(works, "relatedWorkSet/relatedWork"), "displayObject", shown)


def _add_administration(root: Any, described: DescribedObject) -> None:
    parent = _add(root, "administrativeMetadata", language=described.language)
    if credit := described.get_text("credit_line"):
        _add(_add_path(parent, "rightsWorkWrap/rightsWorkSet"), "creditLine", credit)
    wrap = _add(parent, "recordWrap")
    _add(wrap, "recordID", described.key, type="local")
    _add(_add(wrap, "recordType"), "conceptID", _ITEM, type="URI")
    source = _add(wrap, "recordSource")
    _add_texts(_add(source, "legalBodyName"), "appellationValue", described.museum_names or {"en": "Museion"})
    if rights := described.get_text("rights"):
        _add(_add_path(wrap, "recordRights/rightsType"), "term", rights)
    info = _add(wrap, "recordInfoSet")
    _add(info, "recordInfoLink", described.get_text("source_url") or described.address)
    addresses = [picture.address for picture in described.pictures]
    addresses += [address for address in described.values.get("external_images") or () if address]
    if addresses:
        resources = _add(parent, "resourceWrap")
        for address in addresses:
            shown = _add(_add(resources, "resourceSet"), "resourceRepresentation", type="image_master")
            _add(shown, "linkResource", address)
