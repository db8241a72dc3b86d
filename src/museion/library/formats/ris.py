"""RIS (Research Information Systems), by rispy."""

from collections.abc import Iterable, Iterator
from typing import Any

import rispy

from museion.library.formats.csl import pick_title
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, find_year

TYPES: dict[str, str] = {
    "book": "BOOK",
    "chapter": "CHAP",
    "article": "JOUR",
    "proceedings": "CONF",
    "conference_paper": "CPAPER",
    "report": "RPRT",
    "study_series": "SER",
    "newsletter": "NEWS",
    "journal": "JFULL",
    "statement": "GEN",
    "resolution": "GEN",
    "minutes": "GEN",
    "statute": "STAT",
    "legislation": "STAT",
    "convention": "LEGAL",
    "bibliography": "BOOK",
    "dataset": "DATA",
    "poster": "ART",
    "audiovisual": "VIDEO",
    "archive_unit": "MANSCPT",
    "website": "ELEC",
    "thesis": "THES",
}
_BACK = {
    "EJOUR": "article",
    "MGZN": "article",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "SOUND": "audiovisual",
    "UNPB": "archive_unit",
}
_BACK |= {ris: own for own, ris in reversed(TYPES.items())}
HELD = frozenset(
    [
        "reference_type",
        "titles",
        "contributors",
        "languages",
        "edition",
        "place",
        "publisher",
        "date_text",
        "series",
        "host",
        "abstracts",
        "notes",
        "subjects",
        "numbers",
        "links",
    ]
)
_USED = frozenset(
    [
        "id",
        "type_of_reference",
        "title",
        "primary_title",
        "authors",
        "first_authors",
        "secondary_authors",
        "translated_author",
        "language",
        "edition",
        "place_published",
        "publisher",
        "year",
        "publication_year",
        "date",
        "secondary_title",
        "journal_name",
        "alternate_title3",
        "volume",
        "number",
        "start_page",
        "end_page",
        "abstract",
        "notes",
        "keywords",
        "doi",
        "issn",
        "urls",
        "tertiary_title",
        "note",
        "custom1",
    ]
)


def write_ris(publications: Iterable[Publication]) -> str:
    return str(rispy.dumps([_write_entry(publication) for publication in publications]))


def _write_entry(publication: Publication) -> dict[str, Any]:
    host = publication.host
    pages = host.get("pages", "").replace("–", "-").partition("-")
    year = find_year(publication.date_text)
    entry: dict[str, Any] = {
        "type_of_reference": TYPES.get(publication.reference_type, "GEN"),
        "title": pick_title(publication),
        "authors": _names(
            publication, {"author", "originator", "issuing body", "contributor", "performer", "composer"}
        ),
        "secondary_authors": _names(publication, {"editor", "compiler"}),
        "translated_author": (_names(publication, {"translator"}) or [""])[0],
        "language": ", ".join(publication.languages),
        "edition": publication.edition,
        "place_published": publication.place,
        "publisher": publication.publisher,
        "year": str(year) if year else publication.date_text,
        "secondary_title": host.get("title", ""),
        "volume": host.get("volume", ""),
        "number": host.get("issue", ""),
        "start_page": pages[0],
        "end_page": pages[2],
        "tertiary_title": "; ".join(held["title"] for held in publication.series),
        "abstract": "\n".join(publication.abstracts.values()),
        "notes": [held["text"] for held in publication.notes],
        "keywords": [held["text"] for held in publication.subjects],
        "doi": next(iter(publication.get_numbers("doi")), ""),
        "issn": next(iter([*publication.get_numbers("isbn"), *publication.get_numbers("issn")]), ""),
        "urls": [held["url"] for held in publication.links],
    }
    return {name: value for name, value in entry.items() if value}


def _names(publication: Publication, roles: set[str]) -> list[str]:
    return [held["name"] for held in publication.contributors if held.get("role", "author") in roles]


def read_ris(text: str) -> Iterator[tuple[Publication, dict[str, Any]]]:
    """Each entry, and what of it has no column here, by rispy's names. Raises `ValueError` where the text is no RIS."""
    try:
        entries = rispy.loads(text)
    except (OSError, rispy.parser.ParseError) as error:
        raise ValueError(str(error)) from error
    for entry in entries:
        yield _read_entry(entry), {name: value for name, value in entry.items() if name not in _USED}


def _read_entry(entry: dict[str, Any]) -> Publication:
    language = str(entry.get("language") or "und").split(",")[0].strip()
    title = str(entry.get("title") or entry.get("primary_title") or "")
    publication = Publication(reference_type=_BACK.get(str(entry.get("type_of_reference")), "book"))
    publication.titles = {language: title} if title else {}
    publication.languages = [] if language == "und" else [language]
    people = (("authors", "author"), ("first_authors", "author"), ("secondary_authors", "editor"))
    for key, role in people:
        publication.contributors += [_read_name(name, role) for name in entry.get(key, []) if name]
    if entry.get("translated_author"):
        publication.contributors.append(_read_name(str(entry["translated_author"]), "translator"))
    publication.date_text = str(entry.get("year") or entry.get("publication_year") or entry.get("date") or "").strip(
        "/ "
    )
    for name, key in (("edition", "edition"), ("publisher", "publisher"), ("place", "place_published")):
        setattr(publication, name, str(entry.get(key) or ""))
    pages = "-".join(str(entry[key]) for key in ("start_page", "end_page") if entry.get(key))
    host = {"title": entry.get("secondary_title") or entry.get("journal_name"), "volume": entry.get("volume")}
    host |= {"issue": entry.get("number"), "pages": pages}
    publication.host = {name: str(value) for name, value in host.items() if value}
    publication.series = [{"title": str(entry["tertiary_title"])}] if entry.get("tertiary_title") else []
    publication.abstracts = {language: str(entry["abstract"])} if entry.get("abstract") else {}
    publication.notes = [{"kind": "general", "text": str(text)} for text in entry.get("notes", [])]
    publication.subjects = [{"kind": "topic", "text": str(text)} for text in entry.get("keywords", [])]
    publication.links = [{"url": str(url)} for url in entry.get("urls", [])]
    publication.numbers = [read_number("doi", str(entry["doi"]))] if entry.get("doi") else []
    publication.numbers += [_read_serial_number(part) for part in str(entry.get("issn") or "").split()]
    return publication


def _read_name(name: str, role: str) -> dict[str, str]:
    return {"name": name.strip(), "role": role, "kind": "person" if "," in name else "body"}


def _read_serial_number(text: str) -> dict[str, Any]:
    """SN holds an ISBN or an ISSN."""
    digits = sum(character.isalnum() for character in text)
    return read_number("issn" if digits <= 8 else "isbn", text)
