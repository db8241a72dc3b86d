"""CSL JSON (Citation Style Language 1.0.2): what citation processors and reference managers read."""

from typing import Any

from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, Table, find_year, split_name

TYPES: dict[str, str] = {
    "book": "book",
    "chapter": "chapter",
    "article": "article-journal",
    "proceedings": "book",
    "conference_paper": "paper-conference",
    "report": "report",
    "study_series": "book",
    "newsletter": "periodical",
    "journal": "periodical",
    "statement": "document",
    "resolution": "document",
    "minutes": "document",
    "statute": "legislation",
    "legislation": "legislation",
    "convention": "treaty",
    "bibliography": "book",
    "dataset": "dataset",
    "poster": "graphic",
    "audiovisual": "motion_picture",
    "archive_unit": "manuscript",
    "website": "webpage",
    "thesis": "thesis",
}
_BACK = {
    "article-magazine": "article",
    "article-newspaper": "article",
    "motion_picture": "audiovisual",
    "song": "audiovisual",
    "broadcast": "audiovisual",
    "speech": "conference_paper",
    "post": "website",
    "post-weblog": "website",
    "collection": "archive_unit",
    "bill": "legislation",
} | {csl: own for own, csl in reversed(TYPES.items())}
_ROLES = {
    "editor": "editor",
    "translator": "translator",
    "compiler": "editor",
    "illustrator": "illustrator",
    "composer": "composer",
}
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
        "extent",
        "series",
        "host",
        "abstracts",
        "numbers",
        "links",
    ]
)


def write_csl(publication: Publication, *, identifier: str, language: str = "") -> dict[str, Any]:
    """`language`: in which the title is wanted, where there are several."""
    title = pick_title(publication, language)
    item: dict[str, Any] = {"id": identifier, "type": TYPES.get(publication.reference_type, "document"), "title": title}
    for held in publication.contributors:
        role = _ROLES.get(held.get("role", ""), "author")
        if role == "author" and held.get("role") not in {
            "author",
            "originator",
            "issuing body",
            "performer",
            "contributor",
            None,
        }:
            continue
        item.setdefault(role, []).append(_write_name(held))
    year = find_year(publication.date_text)
    if year:
        item["issued"] = {"date-parts": [[year]]}
    elif publication.date_text:
        item["issued"] = {"literal": publication.date_text}
    host = publication.host
    series = publication.series[0] if publication.series else {}
    simple = {
        "edition": publication.edition,
        "publisher": publication.publisher,
        "publisher-place": publication.place,
        "language": publication.languages[0] if publication.languages else "",
        "container-title": host.get("title", ""),
        "volume": host.get("volume", ""),
        "issue": host.get("issue", ""),
        "page": host.get("pages", ""),
        "collection-title": series.get("title", ""),
        "collection-number": series.get("number", ""),
        "abstract": next(iter(publication.abstracts.values()), ""),
        "DOI": _first(publication, "doi"),
        "ISBN": _first(publication, "isbn"),
        "ISSN": _first(publication, "issn") or host.get("issn", ""),
        "URL": publication.links[0]["url"] if publication.links else "",
    }
    return item | {name: value for name, value in simple.items() if value}


def pick_title(publication: Publication, language: str = "") -> str:
    """The title in the reader's language, else in the text's own, else any."""
    wanted = [language, *publication.languages, *publication.titles]
    return next((publication.titles[tag] for tag in wanted if tag in publication.titles), "")


def _first(publication: Publication, scheme: str) -> str:
    return next(iter(publication.get_numbers(scheme)), "")


def _write_name(held: Table) -> dict[str, str]:
    family, given = split_name(held["name"])
    if held.get("kind", "person") != "person" or not given:
        return {"literal": held["name"]}
    return {"family": family, "given": given}


def read_csl(item: dict[str, Any]) -> Publication:
    """One item, as reference managers export it."""
    language = str(item.get("language") or "und")
    publication = Publication(reference_type=_BACK.get(str(item.get("type", "")), "book"))
    publication.titles = {language: str(item["title"])} if item.get("title") else {}
    publication.languages = [] if language == "und" else [language]
    for role in ("author", "editor", "translator", "illustrator", "composer"):
        publication.contributors += [made for held in item.get(role, []) if (made := _read_name(held, role))]
    publication.date_text = _read_date(item.get("issued") or {})
    publication.edition = str(item.get("edition") or "")
    publication.publisher, publication.place = str(item.get("publisher") or ""), str(item.get("publisher-place") or "")
    names = {"title": "container-title", "volume": "volume", "issue": "issue", "pages": "page"}
    publication.host = {name: str(item[key]) for name, key in names.items() if item.get(key)}
    if item.get("collection-title"):
        publication.series = [{"title": str(item["collection-title"])}]
        if item.get("collection-number"):
            publication.series[0]["number"] = str(item["collection-number"])
    publication.abstracts = {language: str(item["abstract"])} if item.get("abstract") else {}
    publication.numbers = [
        read_number(key.lower(), text) for key in ("DOI", "ISBN", "ISSN") for text in str(item.get(key) or "").split()
    ]
    publication.links = [{"url": str(item["URL"])}] if item.get("URL") else []
    return publication


def _read_name(held: dict[str, Any], role: str) -> Table:
    name = held.get("literal") or ", ".join(part for part in (held.get("family"), held.get("given")) if part)
    return {"name": str(name), "role": role, "kind": "body" if held.get("literal") else "person"} if name else {}


def _read_date(issued: dict[str, Any]) -> str:
    parts: list[Any] = next(iter(issued.get("date-parts") or []), [])
    text = "-".join(f"{int(part):02d}" for part in parts if str(part).isdigit())
    return text or str(issued.get("literal") or issued.get("raw") or "")
