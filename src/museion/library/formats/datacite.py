"""DataCite metadata 4.6 as JSON. Its six mandatory properties are named where they are missing."""

from typing import Any

from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, find_year, split_name

_TYPES = {
    "book": "Book",
    "chapter": "BookChapter",
    "article": "JournalArticle",
    "proceedings": "ConferenceProceeding",
    "conference_paper": "ConferencePaper",
    "report": "Report",
    "journal": "Journal",
    "dataset": "Dataset",
    "audiovisual": "Audiovisual",
    "archive_unit": "Collection",
    "thesis": "Dissertation",
}
_ROLES = {
    "editor": "Editor",
    "curator": "DataCurator",
    "translator": "Translator",
    "contributor": "Other",
    "issuing body": "Distributor",
}
HELD = frozenset(
    [
        "reference_type",
        "titles",
        "other_titles",
        "contributors",
        "languages",
        "publisher",
        "date_text",
        "extent",
        "series",
        "abstracts",
        "subjects",
        "countries",
        "numbers",
        "links",
        "relations",
        "rights",
        "host",
        "edition",
    ]
)


def write_datacite(publication: Publication, *, address: str) -> dict[str, Any]:
    """`address`: the record's own, which stands in as the identifier where there is no DOI."""
    doi = next(iter(publication.get_numbers("doi")), "")
    made: dict[str, Any] = {
        "identifiers": [{"identifier": doi or address, "identifierType": "DOI" if doi else "URL"}],
        "creators": [_write_name(held) for held in _pick(publication, is_creator=True)],
        "titles": _write_titles(publication),
        "publisher": {"name": publication.publisher},
        "publicationYear": str(find_year(publication.date_text) or ""),
        "types": {
            "resourceTypeGeneral": _TYPES.get(publication.reference_type, "Text"),
            "resourceType": publication.reference_type,
        },
        "subjects": [_write_subject(held) for held in publication.subjects],
        "contributors": [
            _write_name(held) | {"contributorType": _ROLES.get(held.get("role", ""), "Other")}
            for held in _pick(publication, is_creator=False)
        ],
        "language": publication.languages[0] if publication.languages else "",
        "alternateIdentifiers": [
            {"alternateIdentifier": held["value"], "alternateIdentifierType": held["scheme"].upper()}
            for held in publication.numbers
            if held["scheme"] != "doi"
        ],
        "sizes": [publication.extent] if publication.extent else [],
        "version": publication.edition,
        "rightsList": [{"rights": publication.rights}] if publication.rights else [],
        "descriptions": _write_descriptions(publication),
        "geoLocations": [{"geoLocationPlace": country} for country in publication.countries],
        "relatedItems": _write_related(publication),
        "url": publication.links[0]["url"] if publication.links else address,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {name: value for name, value in made.items() if value}


def _pick(publication: Publication, *, is_creator: bool) -> list[dict[str, Any]]:
    creators = {"author", "originator", "composer", "performer"}
    return [held for held in publication.contributors if (held.get("role", "author") in creators) == is_creator]


def _write_name(held: dict[str, Any]) -> dict[str, Any]:
    family, given = split_name(held["name"])
    is_person = held.get("kind", "person") == "person" and bool(given)
    made: dict[str, Any] = {"name": held["name"], "nameType": "Personal" if is_person else "Organizational"}
    if is_person:
        made |= {"familyName": family, "givenName": given}
    if held.get("identifiers"):
        made["nameIdentifiers"] = [
            {"nameIdentifier": value, "nameIdentifierScheme": scheme.upper()}
            for scheme, value in held["identifiers"].items()
        ]
    return made


def _write_titles(publication: Publication) -> list[dict[str, str]]:
    titles = [{"title": text, **({"lang": tag} if tag != "und" else {})} for tag, text in publication.titles.items()]
    for held in titles[1:]:
        held["titleType"] = "TranslatedTitle"
    return titles + [{"title": held["text"], "titleType": "AlternativeTitle"} for held in publication.other_titles]


def _write_subject(held: dict[str, Any]) -> dict[str, str]:
    made = {"subject": held["text"], "subjectScheme": held.get("scheme", ""), "valueUri": held.get("uri", "")}
    return {name: value for name, value in made.items() if value}


def _write_descriptions(publication: Publication) -> list[dict[str, str]]:
    found = [
        {"description": text, "descriptionType": "Abstract", "lang": tag} for tag, text in publication.abstracts.items()
    ]
    found += [{"description": held["title"], "descriptionType": "SeriesInformation"} for held in publication.series]
    return found


def _write_related(publication: Publication) -> list[dict[str, Any]]:
    host = publication.host
    if not host:
        return []
    made = {
        "relationType": "IsPublishedIn",
        "relatedItemType": "Collection",
        "titles": [{"title": host.get("title", "")}],
    }
    return [made | {name: host[name] for name in ("volume", "issue") if host.get(name)}]


_KNOWN = frozenset(
    [
        "identifiers",
        "creators",
        "titles",
        "publisher",
        "publicationYear",
        "types",
        "subjects",
        "contributors",
        "language",
        "alternateIdentifiers",
        "sizes",
        "version",
        "rightsList",
        "descriptions",
        "geoLocations",
        "relatedItems",
        "url",
        "schemaVersion",
        "doi",
        "id",
    ]
)
_OWN_TYPES = {datacite: own for own, datacite in reversed(_TYPES.items())}
_OWN_ROLES = {datacite: own for own, datacite in _ROLES.items()}


def read_datacite(item: dict[str, Any], *, types: frozenset[str]) -> tuple[Publication, dict[str, Any]]:
    """One record of DataCite JSON, and the properties that no column takes. `types`: the codes of reference types."""
    kinds = item.get("types") or {}
    own = str(kinds.get("resourceType", ""))
    publication = Publication(
        reference_type=own if own in types else _OWN_TYPES.get(str(kinds.get("resourceTypeGeneral", "")), "book"),
        publisher=_read_publisher(item.get("publisher")),
        date_text=str(item.get("publicationYear") or ""),
        languages=[item["language"]] if item.get("language") else [],
        edition=str(item.get("version") or ""),
        extent="; ".join(map(str, item.get("sizes") or [])),
        rights="; ".join(str(held.get("rights", "")) for held in _tables(item, "rightsList")),
    )
    _read_texts(publication, item)
    publication.contributors = [_read_name(held, "author") for held in _tables(item, "creators")]
    publication.contributors += [
        _read_name(held, _OWN_ROLES.get(str(held.get("contributorType")), "contributor"))
        for held in _tables(item, "contributors")
    ]
    _read_numbers(publication, item)
    return publication, {name: value for name, value in item.items() if name not in _KNOWN and value}


def _tables(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A property that is none, as strangers write it, is an empty list."""
    held = item.get(name)
    return [entry for entry in held if isinstance(entry, dict)] if isinstance(held, list) else []


def _read_publisher(held: Any) -> str:
    return str(held.get("name", "")) if isinstance(held, dict) else str(held or "")


def _read_texts(publication: Publication, item: dict[str, Any]) -> None:
    for held in _tables(item, "titles"):
        tag = held.get("lang") or (publication.languages or ["und"])[0]
        if tag in publication.titles or held.get("titleType") == "AlternativeTitle":
            publication.other_titles.append({"text": str(held.get("title", "")), "kind": "variant"})
        else:
            publication.titles[tag] = str(held.get("title", ""))
    for held in _tables(item, "descriptions"):
        text, kind = str(held.get("description", "")), held.get("descriptionType")
        tag = held.get("lang") or "und"
        if kind == "SeriesInformation":
            publication.series.append({"title": text})
        elif kind == "Abstract" and tag not in publication.abstracts:
            publication.abstracts[tag] = text
        else:
            publication.notes.append({"kind": "general", "text": text})
    publication.subjects = [
        {"text": str(held.get("subject", "")), "kind": "topic"}
        | {own: held[name] for name, own in (("subjectScheme", "scheme"), ("valueUri", "uri")) if held.get(name)}
        for held in _tables(item, "subjects")
    ]
    _read_places(publication, [str(held.get("geoLocationPlace") or "") for held in _tables(item, "geoLocations")])


def _read_places(publication: Publication, places: list[str]) -> None:
    for place in filter(None, places):
        if len(place) == 2 and place.isupper():
            publication.countries.append(place)
        else:
            publication.subjects.append({"text": place, "kind": "place"})


def _read_name(held: dict[str, Any], role: str) -> dict[str, Any]:
    family, given = held.get("familyName"), held.get("givenName")
    name = f"{family}, {given}" if family and given else str(held.get("name", ""))
    made: dict[str, Any] = {"name": name, "role": role}
    made["kind"] = "body" if held.get("nameType") == "Organizational" else "person"
    known = {
        str(entry.get("nameIdentifierScheme", "")).lower(): str(entry.get("nameIdentifier", ""))
        for entry in _tables(held, "nameIdentifiers")
    }
    return made | ({"identifiers": known} if known else {})


def _read_numbers(publication: Publication, item: dict[str, Any]) -> None:
    found = [(held.get("identifierType"), held.get("identifier")) for held in _tables(item, "identifiers")]
    found += [
        (held.get("alternateIdentifierType"), held.get("alternateIdentifier"))
        for held in _tables(item, "alternateIdentifiers")
    ]
    found += [("doi", item["doi"])] if item.get("doi") else []
    for scheme, value in found:
        code = str(scheme or "local").lower()
        if value and code != "url":
            number = read_number(code, str(value))
            publication.numbers += [] if number in publication.numbers else [number]
    if item.get("url"):
        publication.links.append({"url": str(item["url"])})
    for held in _tables(item, "relatedItems"):
        if held.get("relationType") == "IsPublishedIn" and (titles := _tables(held, "titles")):
            publication.host = {"title": str(titles[0].get("title", ""))}
            publication.host |= {name: str(held[name]) for name in ("volume", "issue") if held.get(name)}
