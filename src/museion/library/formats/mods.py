"""MODS 3.8 (Library of Congress): written, and read as far as `Publication` has columns."""

from typing import Any

from lxml import etree

from museion.library.formats.codes import RELATOR_CODES, read_marc_language, read_role, write_marc_language
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, Table, split_title
from museion.library.formats.xml_text import clean_text

NAMESPACE = "http://www.loc.gov/mods/v3"
_SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMESPACES: Any = {None: NAMESPACE, "xsi": _XSI}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RESOURCES = {"dataset": "software, multimedia", "poster": "still image", "audiovisual": "moving image"}
_NUMBERS = {"isbn", "issn", "doi", "handle"}
_RELATED = {
    "original": "original",
    "continues": "preceding",
    "continued_by": "succeeding",
    "other_form": "otherFormat",
    "other_edition": "otherVersion",
    "translation": "otherVersion",
}
_SUBJECTS = {"place": "geographic", "period": "temporal", "genre": "genre"}
HELD = frozenset(
    [
        "reference_type",
        "titles",
        "other_titles",
        "responsibility",
        "contributors",
        "languages",
        "original_languages",
        "edition",
        "place",
        "publisher",
        "date_text",
        "extent",
        "frequency",
        "series",
        "host",
        "notes",
        "abstracts",
        "subjects",
        "countries",
        "classifications",
        "numbers",
        "links",
        "relations",
        "rights",
    ]
)


class _Writer:
    """Adds elements in the namespace of MODS."""

    def __init__(self) -> None:
        self.root = etree.Element(f"{{{NAMESPACE}}}mods", nsmap=_NAMESPACES, version="3.8")
        self.root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)

    def add(self, parent: Any, name: str, text: str = "", **attributes: str) -> Any:
        stated = {key: value for key, value in attributes.items() if value}
        node = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", stated)
        if text:
            node.text = clean_text(text)
        return node


def write_mods(publication: Publication, *, identifier: str) -> Any:
    """The `mods` element."""
    writer = _Writer()
    _add_titles(writer, publication)
    _add_names(writer, publication)
    writer.add(writer.root, "typeOfResource", _RESOURCES.get(publication.reference_type, "text"))
    writer.add(writer.root, "genre", publication.reference_type, authority="museion")
    _add_origin(writer, publication)
    _add_languages(writer, publication)
    if publication.extent:
        writer.add(writer.add(writer.root, "physicalDescription"), "extent", publication.extent)
    for tag, text in publication.abstracts.items():
        writer.add(writer.root, "abstract", text, **_tag(tag))
    for held in publication.notes:
        writer.add(writer.root, "note", held["text"], type=held["kind"].replace("_", " "))
    if publication.responsibility:
        writer.add(writer.root, "note", publication.responsibility, type="statement of responsibility")
    _add_subjects(writer, publication)
    _add_related(writer, publication)
    for held in publication.numbers:
        invalid = "" if held.get("is_valid", True) else "yes"
        writer.add(writer.root, "identifier", held["value"], type=held["scheme"], invalid=invalid)
    for held in publication.links:
        writer.add(writer.add(writer.root, "location"), "url", held["url"], displayLabel=held.get("label", ""))
    if publication.rights:
        writer.add(writer.root, "accessCondition", publication.rights)
    writer.add(writer.add(writer.root, "recordInfo"), "recordIdentifier", identifier)
    return writer.root


def _tag(tag: str) -> dict[str, str]:
    return {_LANG: tag} if tag and tag != "und" else {}


def _add_titles(writer: _Writer, publication: Publication) -> None:
    for place, (tag, text) in enumerate(publication.titles.items()):
        is_own = not publication.languages or tag.split("-")[0] == publication.languages[0].split("-")[0]
        node = writer.add(writer.root, "titleInfo", type="" if place == 0 or is_own else "translated", **_tag(tag))
        title, rest = split_title(text)
        writer.add(node, "title", title)
        if rest:
            writer.add(node, "subTitle", rest)
    for held in publication.other_titles:
        kind = {"uniform": "uniform", "translated": "translated", "abbreviated": "abbreviated"}.get(
            held["kind"], "alternative"
        )
        writer.add(writer.add(writer.root, "titleInfo", type=kind), "title", held["text"])


def _add_names(writer: _Writer, publication: Publication) -> None:
    kinds = {"person": "personal", "body": "corporate", "meeting": "conference"}
    for held in publication.contributors:
        for tag, name in {"": held["name"], **(held.get("scripts") or {})}.items():
            node = writer.add(writer.root, "name", type=kinds.get(held.get("kind", "person"), "personal"), **_tag(tag))
            writer.add(node, "namePart", name)
            if held.get("dates"):
                writer.add(node, "namePart", held["dates"], type="date")
            _add_role(writer, node, str(held.get("role", "author")))


def _add_role(writer: _Writer, name: Any, role: str) -> None:
    """By its code; a role that the relators of MARC do not have, in its own words."""
    node = writer.add(name, "role")
    if code := RELATOR_CODES.get(role):
        writer.add(node, "roleTerm", code, type="code", authority="marcrelator")
    else:
        writer.add(node, "roleTerm", role, type="text")


def _add_origin(writer: _Writer, publication: Publication) -> None:
    simple = {"publisher": publication.publisher, "dateIssued": publication.date_text, "edition": publication.edition}
    simple["frequency"] = publication.frequency
    if not publication.place and not any(simple.values()):
        return
    node = writer.add(writer.root, "originInfo")
    if publication.place:
        writer.add(writer.add(node, "place"), "placeTerm", publication.place, type="text")
    for name, text in simple.items():
        if text:
            writer.add(node, name, text)


def _add_languages(writer: _Writer, publication: Publication) -> None:
    """The language translated from is said as `objectPart`, as the crosswalk from MARC 041 $h does."""
    for part, tags in (("", publication.languages), ("original", publication.original_languages)):
        for tag in tags:
            node = writer.add(writer.root, "language", objectPart=part)
            writer.add(node, "languageTerm", write_marc_language(tag), type="code", authority="iso639-2b")


def _add_subjects(writer: _Writer, publication: Publication) -> None:
    for held in publication.subjects:
        node = writer.add(writer.root, "subject", authority=held.get("scheme", ""), valueURI=held.get("uri", ""))
        if held["kind"] in {"person", "body", "meeting"}:
            writer.add(writer.add(node, "name"), "namePart", held["text"])
        else:
            writer.add(node, _SUBJECTS.get(held["kind"], "topic"), held["text"])
    for country in publication.countries:
        writer.add(writer.add(writer.root, "subject"), "geographicCode", country, authority="iso3166")
    for held in publication.classifications:
        writer.add(writer.root, "classification", held["code"], authority=held["scheme"])


def _add_related(writer: _Writer, publication: Publication) -> None:
    if publication.host:
        _add_host(writer, publication.host)
    for held in publication.series:
        node = writer.add(writer.root, "relatedItem", type="series")
        title = writer.add(node, "titleInfo")
        writer.add(title, "title", held["title"])
        if held.get("number"):
            writer.add(title, "partNumber", held["number"])
    for held in publication.relations:
        node = writer.add(writer.root, "relatedItem", type=_RELATED.get(held["kind"], ""))
        _add_title(writer, node, held)


def _add_title(writer: _Writer, item: Any, held: Table) -> None:
    if held.get("title"):
        writer.add(writer.add(item, "titleInfo"), "title", held["title"])


def _add_host(writer: _Writer, host: Table) -> None:
    node = writer.add(writer.root, "relatedItem", type="host")
    _add_title(writer, node, host)
    part = writer.add(node, "part")
    for name in ("volume", "issue"):
        if host.get(name):
            writer.add(writer.add(part, "detail", type=name), "number", host[name])
    if host.get("pages"):
        writer.add(writer.add(part, "extent", unit="pages"), "list", host["pages"])
    for name in ("issn", "isbn"):
        if host.get(name):
            writer.add(node, "identifier", host[name], type=name)


def read_mods(element: Any) -> Publication:
    """One `mods` element."""
    find, find_all = _Finder(element).text, _Finder(element).all
    languages = [read_marc_language(text) for text in find_all("m:language[not(@objectPart)]/m:languageTerm")]
    publication = Publication(reference_type=find("m:genre[@authority='museion']") or "book")
    publication.languages = [tag for tag in languages if tag]
    own = publication.languages[0] if publication.languages else "und"
    publication.titles = _read_titles(element, own)
    publication.other_titles = [
        {"kind": "variant", "text": text} for text in find_all("m:titleInfo[@type='alternative']/m:title")
    ]
    publication.original_languages = [
        read_marc_language(text) for text in find_all("m:language[@objectPart='original']/m:languageTerm")
    ]
    publication.contributors = [_read_name(node) for node in _Finder(element).nodes("m:name")]
    publication.place = find("m:originInfo/m:place/m:placeTerm[not(@type='code')]")
    publication.publisher, publication.edition = find("m:originInfo/m:publisher"), find("m:originInfo/m:edition")
    publication.date_text = find("m:originInfo/m:dateIssued")
    publication.extent = find("m:physicalDescription/m:extent")
    publication.abstracts = {
        node.get(_LANG) or own: node.text for node in _Finder(element).nodes("m:abstract") if node.text
    }
    publication.notes = [
        {"kind": (node.get("type") or "general").replace(" ", "_"), "text": node.text}
        for node in _Finder(element).nodes("m:note[not(@type='statement of responsibility')]")
        if node.text
    ]
    publication.subjects = [{"kind": "topic", "text": text} for text in find_all("m:subject/m:topic")]
    publication.subjects += [{"kind": "place", "text": text} for text in find_all("m:subject/m:geographic")]
    publication.numbers = [
        read_number(node.get("type") or "other", node.text)
        for node in _Finder(element).nodes("m:identifier")
        if node.text
    ]
    publication.links = [{"url": text} for text in find_all("m:location/m:url")]
    publication.host = _read_host(element)
    publication.rights = find("m:accessCondition")
    return publication


class _Finder:
    def __init__(self, element: Any) -> None:
        self._element = element

    def nodes(self, path: str) -> list[Any]:
        return list(self._element.xpath(path, namespaces={"m": NAMESPACE}))

    def all(self, path: str) -> list[str]:
        return [text for node in self.nodes(path) if (text := "".join(node.itertext()).strip())]

    def text(self, path: str) -> str:
        return next(iter(self.all(path)), "")


def _read_titles(element: Any, own: str) -> dict[str, str]:
    titles: dict[str, str] = {}
    for node in _Finder(element).nodes("m:titleInfo[not(@type) or @type='translated']"):
        found = _Finder(node)
        title, rest = found.text("m:title"), found.text("m:subTitle")
        titles.setdefault(node.get(_LANG) or own, f"{title}: {rest}" if rest else title)
    return {tag: text for tag, text in titles.items() if text}


def _read_name(node: Any) -> Table:
    found = _Finder(node)
    kind = {"corporate": "body", "conference": "meeting"}.get(node.get("type"), "person")
    parts = found.all("m:namePart[not(@type='date')]")
    made = {"name": ", ".join(parts), "kind": kind, "role": read_role(found.text("m:role/m:roleTerm")) or "author"}
    return made | ({"dates": dates} if (dates := found.text("m:namePart[@type='date']")) else {})


def _read_host(element: Any) -> Table:
    paths = {
        "title": "m:relatedItem[@type='host']/m:titleInfo/m:title",
        "volume": "m:relatedItem[@type='host']/m:part/m:detail[@type='volume']/m:number",
        "issue": "m:relatedItem[@type='host']/m:part/m:detail[@type='issue']/m:number",
        "pages": "m:relatedItem[@type='host']/m:part/m:extent/m:list",
        "issn": "m:relatedItem[@type='host']/m:identifier[@type='issn']",
    }
    return {name: text for name, path in paths.items() if (text := _Finder(element).text(path))}
