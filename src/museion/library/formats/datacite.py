"""DataCite metadata 4.6 as JSON. Its six mandatory properties are named where they are missing."""

from typing import Any

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


def list_missing(publication: Publication) -> list[str]:
    """The mandatory properties that the publication cannot fill."""
    stated = {
        "creators": bool(_pick(publication, is_creator=True)),
        "titles": bool(publication.titles),
        "publisher": bool(publication.publisher),
        "publicationYear": find_year(publication.date_text) is not None,
        "resourceType": bool(publication.reference_type),
    }
    return [name for name, is_there in stated.items() if not is_there]


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
