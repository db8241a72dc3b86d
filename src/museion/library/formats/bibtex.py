"""BibTeX, by bibtexparser; accents are written as Unicode, which every current engine reads."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bibtexparser import middlewares, model
from bibtexparser.entrypoint import parse_string

from museion.core.wording import Wording
from museion.library.formats.csl import pick_title
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, find_year

TYPES: dict[str, str] = {
    "book": "book",
    "chapter": "incollection",
    "article": "article",
    "proceedings": "proceedings",
    "conference_paper": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_BACK = {
    "inbook": "chapter",
    "conference": "conference_paper",
    "mastersthesis": "thesis",
    "booklet": "book",
    "online": "website",
}
_BACK |= {bibtex: own for own, bibtex in TYPES.items()}
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
        "title",
        "author",
        "editor",
        "translator",
        "year",
        "date",
        "edition",
        "publisher",
        "institution",
        "school",
        "address",
        "location",
        "journal",
        "journaltitle",
        "booktitle",
        "volume",
        "number",
        "pages",
        "series",
        "abstract",
        "note",
        "keywords",
        "doi",
        "isbn",
        "issn",
        "url",
        "language",
        "langid",
    ]
)
# Characters that TeX takes for commands.
_SPECIAL = str.maketrans({"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}"})
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "spanish": "es",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
}


def write_bibtex(publications: Iterable[tuple[str, Publication]]) -> str:
    """Of (citation key, publication)."""
    return "\n".join(_write_entry(key, publication) for key, publication in publications)


def _write_entry(key: str, publication: Publication) -> str:
    kind = TYPES.get(publication.reference_type, "misc")
    host, numbers = publication.host, publication
    container = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(kind, "booktitle")
    year = find_year(publication.date_text)
    fields = {
        "title": f"{{{_escape(pick_title(publication))}}}",
        "author": _join_names(
            publication, {"author", "originator", "issuing body", "contributor", "performer", "composer"}
        ),
        "editor": _join_names(publication, {"editor", "compiler"}),
        "translator": _join_names(publication, {"translator"}),
        "year": str(year) if year else _escape(publication.date_text),
        "edition": _escape(publication.edition),
        "institution" if kind == "techreport" else "school" if kind == "phdthesis" else "publisher": _escape(
            publication.publisher
        ),
        "address": _escape(publication.place),
        container: _escape(host.get("title", "")),
        "volume": _escape(host.get("volume", "")),
        "number": _escape(host.get("issue", "")),
        "pages": re.sub(r"[-–]+", "--", host.get("pages", "")),
        "series": _escape("; ".join(held["title"] for held in publication.series)),
        "abstract": _escape("\n".join(publication.abstracts.values())),
        "note": _escape(" ".join(held["text"] for held in publication.notes)),
        "keywords": _escape(", ".join(held["text"] for held in publication.subjects)),
        "doi": next(iter(numbers.get_numbers("doi")), ""),
        "isbn": next(iter(numbers.get_numbers("isbn")), ""),
        "issn": next(iter(numbers.get_numbers("issn")), ""),
        "url": publication.links[0]["url"] if publication.links else "",
        "langid": publication.languages[0] if publication.languages else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value and value != "{}")
    return f"@{kind}{{{key},\n{lines}}}\n"


def _escape(text: str) -> str:
    return text.replace("\\", r"\textbackslash ").translate(_SPECIAL)


def _join_names(publication: Publication, roles: set[str]) -> str:
    """A name without a comma is braced, so that TeX does not take its last word for a family name."""
    held = [entry["name"] for entry in publication.contributors if entry.get("role", "author") in roles]
    return " and ".join(_escape(name) if "," in name else f"{{{_escape(name)}}}" for name in held)


def read_bibtex(text: str) -> Iterator[tuple[str, Publication | str, dict[str, Any]]]:
    """Citation key, the publication or what is wrong with the entry, and the fields that have no column here."""
    library = parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    for block in library.blocks:
        if isinstance(block, model.ParsingFailedBlock):
            yield (
                f"line {(block.start_line or 0) + 1}",
                Wording("no entry of BibTeX: %(why)s", why=str(block.error)),
                {"raw": block.raw},
            )
        elif isinstance(block, model.Entry):
            fields = {name.lower(): _clean(str(field.value)) for name, field in block.fields_dict.items()}
            yield (
                block.key,
                _read_entry(block.entry_type.lower(), fields),
                {name: fields[name] for name in fields.keys() - _USED},
            )


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


def _read_entry(kind: str, fields: dict[str, str]) -> Publication:
    stated = fields.get("langid") or fields.get("language") or ""
    language = _LANGUAGES.get(stated.lower(), stated if len(stated) in {2, 5} else "") or "und"
    publication = Publication(reference_type=_BACK.get(kind, "book"))
    publication.titles = {language: fields["title"]} if fields.get("title") else {}
    publication.languages = [] if language == "und" else [language]
    for role in ("author", "editor", "translator"):
        names = re.split(r"\s+and\s+", fields.get(role, ""))
        publication.contributors += [_read_name(name, role) for name in names if name]
    publication.date_text = fields.get("date") or fields.get("year", "")
    publication.edition = fields.get("edition", "")
    publication.publisher = fields.get("publisher") or fields.get("institution") or fields.get("school", "")
    publication.place = fields.get("address") or fields.get("location", "")
    host = {
        "title": fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle"),
        "volume": fields.get("volume"),
        "issue": fields.get("number"),
        "pages": fields.get("pages", "").replace("--", "-"),
    }
    publication.host = {name: value for name, value in host.items() if value}
    publication.series = [{"title": fields["series"]}] if fields.get("series") else []
    publication.abstracts = {language: fields["abstract"]} if fields.get("abstract") else {}
    publication.notes = [{"kind": "general", "text": fields["note"]}] if fields.get("note") else []
    publication.subjects = [
        {"kind": "topic", "text": part.strip()}
        for part in re.split(r"[,;]", fields.get("keywords", ""))
        if part.strip()
    ]
    publication.numbers = [
        read_number(scheme, fields[scheme]) for scheme in ("doi", "isbn", "issn") if fields.get(scheme)
    ]
    publication.links = [{"url": fields["url"]}] if fields.get("url") else []
    return publication


def _read_name(name: str, role: str) -> dict[str, str]:
    if "," in name or " " not in name.strip():
        return {"name": name.strip(), "role": role, "kind": "person" if "," in name else "body"}
    given, _, family = name.strip().rpartition(" ")
    return {"name": f"{family}, {given}", "role": role, "kind": "person"}
