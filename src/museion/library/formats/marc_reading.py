"""From a MARC21 record to a `Publication`: each field that it holds, as `marc_groups` names them."""

import re
from collections.abc import Callable
from typing import Any

from museion.library.formats.codes import read_area, read_marc_country, read_marc_language, read_role
from museion.library.formats.marc_records import Field, MarcRecord
from museion.library.formats.marc_scripts import Scripts
from museion.library.formats.marc_types import GENRE_SCHEME, read_type
from museion.library.formats.numbers import read_number
from museion.library.formats.publication import Publication, Table

_ISBD = " /:;=,"
_NAME_KINDS = {"00": "person", "10": "body", "11": "meeting"}
NOTE_KINDS = {
    "500": "general",
    "502": "thesis",
    "504": "bibliography",
    "505": "contents",
    "546": "language",
    "530": "other_format",
    "362": "numbering",
    "515": "numbering",
    "511": "participants",
    "518": "general",
}
SUBJECT_KINDS = {
    "600": "person",
    "610": "body",
    "611": "meeting",
    "630": "title",
    "648": "period",
    "650": "topic",
    "651": "place",
    "653": "topic",
    "655": "genre",
}
SUBJECT_SCHEMES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "5": "cash", "6": "rvm"}
RELATION_KINDS = {
    "765": "original",
    "767": "translation",
    "770": "supplement",
    "772": "supplement_to",
    "775": "other_edition",
    "776": "other_form",
    "777": "issued_with",
    "780": "continues",
    "785": "continued_by",
    "787": "related",
}


def read_publication(record: MarcRecord) -> Publication:
    languages = _read_languages(record, "a") or _list(read_marc_language(record.get_data("008")[35:38]))
    scripts = Scripts(record, languages[0] if languages else "und")
    publication = Publication(reference_type=read_type(record), languages=languages)
    publication.original_languages = _read_languages(record, "h")
    publication.titles, publication.responsibility = _read_titles(record, scripts)
    publication.other_titles = _read_other_titles(record)
    publication.contributors = _read_contributors(record, scripts)
    publication.numbers = _read_numbers(record)
    publication.subjects = _read_subjects(record)
    publication.series = _read_series(record)
    publication.notes = [
        {"kind": NOTE_KINDS[held.tag], "text": text}
        for held in record.find(*NOTE_KINDS)
        if (text := " ".join(held.get_all("abcdgrt3")).strip())
    ]
    publication.abstracts = _read_abstracts(record, scripts)
    _read_imprint(record, publication)
    _read_links(record, publication)
    return publication


def strip_isbd(text: str, *, dot: bool = True) -> str:
    """Without the punctuation that ISBD puts before the next part; a full stop after one letter belongs to an abbreviation."""
    plain = text.strip().rstrip(_ISBD).rstrip()
    is_end = plain.endswith(".") and not re.search(r"(?:^|[\s.(])\w\.$|\.\.$", plain)
    return plain[:-1].rstrip() if dot and is_end else plain


def _list(value: str) -> list[str]:
    return [value] if value else []


def _read_languages(record: MarcRecord, code: str) -> list[str]:
    """041; old records write several codes in one subfield (`freeng`)."""
    found: dict[str, None] = {}
    for held in record.find("041"):
        if held.indicators[1] == "7":
            continue  # codes of another list
        for text in held.get_all(code):
            found |= dict.fromkeys(read_marc_language(text[at : at + 3]) for at in range(0, len(text), 3))
    return [tag for tag in found if tag]


def _compose_title(held: Field) -> str:
    title = strip_isbd(held.get("a")).replace(" : ", ": ")
    rest = strip_isbd(" ".join(held.get_all("b"))).replace(" : ", ": ")
    part = ", ".join(strip_isbd(text) for text in held.get_all("np"))
    whole = f"{title}: {rest}" if title and rest else title or rest
    return f"{whole}. {part}" if whole and part else whole or part


def _read_titles(record: MarcRecord, scripts: Scripts) -> tuple[dict[str, str], str]:
    """245 in its own script and the other (880), 242 as translated by the cataloguer; and the statement of responsibility."""
    titles: dict[str, str] = {}
    responsibility = ""
    for held in record.find("245"):
        for tag, shown in scripts.pair(held):
            titles.setdefault(tag, _compose_title(shown))
        responsibility = responsibility or strip_isbd(" ".join(held.get_all("c")))
    for held in record.find("242"):
        tag = read_marc_language(held.get("y"))
        if tag:
            titles.setdefault(tag, _compose_title(held))
    return {tag: text for tag, text in titles.items() if text}, responsibility


def _read_other_titles(record: MarcRecord) -> list[Table]:
    kinds = {
        "130": "uniform",
        "240": "uniform",
        "246": "variant",
        "247": "former",
        "210": "abbreviated",
        "740": "variant",
    }
    found = []
    for held in record.find(*kinds):
        kind = "translated" if held.tag == "246" and held.indicators[1] == "1" else kinds[held.tag]
        made: Table = {"kind": kind, "text": _compose_title(held)}
        if held.tag in {"130", "240"} and (tag := _read_language_name(held.get("l"))):
            made["language"] = tag
        found.append(made)
    return [made for made in found if made["text"]]


def _read_language_name(name: str) -> str:
    """Uniform titles name the language in English."""
    names = {
        "English": "en",
        "French": "fr",
        "Spanish": "es",
        "German": "de",
        "Italian": "it",
        "Arabic": "ar",
        "Russian": "ru",
    }
    return names.get(name.strip(" ."), "")


def _read_contributors(record: MarcRecord, scripts: Scripts) -> list[Table]:
    found: list[Table] = []
    for held in record.find("100", "110", "111", "700", "710", "711"):
        if held.get("t"):
            continue  # a name and title: another work, kept in the record as it came
        made: Table = {"name": _read_name(held), "kind": _NAME_KINDS[held.tag[1:]]}
        roles = [read_role(text) for text in held.get_all("4" if held.get("4") else "e")]
        made["role"] = (roles or ["author" if held.tag.startswith("1") else "contributor"])[0]
        if dates := strip_isbd(held.get("d")):
            made["dates"] = dates
        if others := {tag: _read_name(shown) for tag, shown in scripts.find_others(held)}:
            made["scripts"] = others
        found.append(made)
    return [made for made in found if made["name"]]


def _read_name(held: Field) -> str:
    codes = "abc" if held.tag.endswith("00") else "abn" if held.tag.endswith("10") else "acdn"
    if held.tag == "880":
        codes = "abc"
    return " ".join(strip_isbd(text) for text in held.get_all(codes) if strip_isbd(text))


def _read_numbers(record: MarcRecord) -> list[Table]:
    """A cancelled or wrong number ($z) stays, marked."""
    found: list[Table] = []
    for held in record.find("020", "022", "024"):
        scheme = {"020": "isbn", "022": "issn"}.get(held.tag) or _name_scheme(held)
        for code, text in held.subfields:
            if code not in "az" or not text.strip():
                continue
            made = read_number(scheme, text, note=held.get("q").strip(" :;()"))
            if code == "z":
                made["is_valid"], made["note"] = False, made.get("note") or "cancelled"
            found.append(made)
    return found


def _name_scheme(held: Field) -> str:
    if held.indicators[0] == "7":
        return {"hdl": "handle"}.get(held.get("2").lower(), held.get("2").lower() or "other")
    return {"0": "isrc", "1": "upc", "2": "ismn", "3": "ean", "4": "sici"}.get(held.indicators[0], "other")


def _read_subjects(record: MarcRecord) -> list[Table]:
    found: list[Table] = []
    for held in record.find(*SUBJECT_KINDS):
        scheme = SUBJECT_SCHEMES.get(held.indicators[1], "") if held.tag != "653" else ""
        scheme = held.get("2") if held.indicators[1] == "7" else scheme
        if held.tag == "655" and scheme == GENRE_SCHEME:
            continue
        main = " ".join(strip_isbd(text) for text in held.get_all("abcdfknpqt"))
        parts = [main, *(strip_isbd(text) for text in held.get_all("vxyz"))]
        made: Table = {"text": " -- ".join(part for part in parts if part), "kind": SUBJECT_KINDS[held.tag]}
        if scheme:
            made["scheme"] = scheme
        if uri := next((text for text in held.get_all("01") if text.startswith("http")), ""):
            made["uri"] = uri
        found.append(made)
    return [made for made in found if made["text"]]


def _read_series(record: MarcRecord) -> list[Table]:
    found: dict[str, Table] = {}
    for held in record.find("490", "440", "830", "800", "810", "811"):
        title = strip_isbd(held.get("t") if held.tag in {"800", "810", "811"} else _compose_title(held))
        made = {"title": title, "number": strip_isbd(held.get("v")), "issn": held.get("x").strip(" ;,")}
        if title and title.casefold() not in found:
            found[title.casefold()] = {name: value for name, value in made.items() if value}
    return list(found.values())


def _read_abstracts(record: MarcRecord, scripts: Scripts) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for held in record.find("520"):
        for tag, shown in scripts.pair(held):
            texts.setdefault(tag, []).append(" ".join(shown.get_all("ab")).strip())
    return {tag: "\n\n".join(parts) for tag, parts in texts.items() if any(parts)}


def _read_imprint(record: MarcRecord, publication: Publication) -> None:
    publication.edition = next((strip_isbd(" ".join(held.get_all("ab")), dot=False) for held in record.find("250")), "")
    # Of several 264 the one for publication counts; 260 knows no difference.
    imprints = [held for held in record.find("260", "264") if held.tag == "260" or held.indicators[1] in "1 "]
    first: Callable[[str], str] = lambda code: next((text for held in imprints if (text := held.get(code))), "")  # noqa: E731
    publication.place = strip_isbd(first("a"), dot=False)
    publication.publisher = strip_isbd(first("b"), dot=False)
    publication.date_text = strip_isbd(first("c"))
    fixed = record.get_data("008")
    if not publication.date_text and fixed[7:11].isdigit():
        publication.date_text = fixed[7:11]
    publication.publication_country = read_marc_country(fixed[15:18])
    publication.extent = next((_write_extent(held) for held in record.find("300")), "")
    publication.frequency = next((strip_isbd(held.get("a")) for held in record.find("310")), "")
    publication.countries = list(dict.fromkeys(_read_areas(record)))
    publication.rights = "\n".join(" ".join(held.get_all("abcdfu")) for held in record.find("506", "540")).strip()


def _write_extent(held: Field) -> str:
    return " ".join(text.strip() for text in held.get_all("abce")).strip(_ISBD)


def _read_areas(record: MarcRecord) -> list[str]:
    return [country for held in record.find("043") for code in held.get_all("a") if (country := read_area(code))]


def _read_links(record: MarcRecord, publication: Publication) -> None:
    for held in record.find("856"):
        label = " ".join(held.get_all("y3z")).strip()
        publication.links += [{"url": url, **({"label": label} if label else {})} for url in held.get_all("u") if url]
    for held in record.find("050", "080", "082", "084", "090"):
        code = " ".join(text.strip() for text in held.get_all("ab"))
        scheme = {"050": "lcc", "080": "udc", "082": "ddc", "090": "lcc"}.get(held.tag) or held.get("2") or "other"
        publication.classifications += [{"scheme": scheme, "code": code}] if code else []
    for held in record.find("773"):
        publication.host = publication.host or _read_host(held)
    for held in record.find(*RELATION_KINDS):
        title = strip_isbd(" ".join(held.get_all("st")) or held.get("a"))
        made: Table = {"kind": RELATION_KINDS[held.tag], "title": title, "issn": held.get("x"), "isbn": held.get("z")}
        made["note"] = " ".join(held.get_all("ign")).strip()
        publication.relations.append({name: value for name, value in made.items() if value})


def _read_host(held: Field) -> dict[str, Any]:
    """773: the host's title, and where in it, as `Vol. 12, no. 3 (1998), p. 45-67`."""
    where = " ".join(held.get_all("g"))
    host: Table = {"title": strip_isbd(held.get("t") or held.get("a"))}
    patterns = {
        "volume": r"(?:vol\.?|v\.|t\.)\s*([\w/-]+)",
        "issue": r"(?:no\.?|n[°º]|issue|iss\.)\s*([\w/-]+)",
        "pages": r"(?:\bpp?\.|pages?)\s*([\w–-]+)",
    }
    for name, pattern in patterns.items():
        if found := re.search(pattern, where, re.IGNORECASE):
            host[name] = found.group(1)
    if where:
        host["where"] = where.strip()
    host |= {"issn": held.get("x").strip(), "isbn": held.get("z").strip()}
    return {name: value for name, value in host.items() if value}
