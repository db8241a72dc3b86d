"""Notes, subjects, classifications, links and relations of a `Publication` as MARC fields."""

from collections.abc import Iterator

from museion.library.formats.codes import write_marc_country, write_marc_language
from museion.library.formats.marc_reading import NOTE_KINDS, RELATION_KINDS, SUBJECT_KINDS, SUBJECT_SCHEMES
from museion.library.formats.marc_records import Field, make_field
from museion.library.formats.publication import Publication

_NOTE_TAGS = {kind: tag for tag, kind in reversed(NOTE_KINDS.items())} | {"general": "500", "numbering": "362"}
_RELATION_TAGS = {kind: tag for tag, kind in RELATION_KINDS.items()}
_SCHEME_INDICATORS = {scheme: indicator for indicator, scheme in SUBJECT_SCHEMES.items()}
_SUBJECT_TAGS = {kind: tag for tag, kind in reversed(SUBJECT_KINDS.items())}
_TITLE_KINDS = {"uniform": "240", "variant": "246", "translated": "246", "former": "247", "abbreviated": "210"}
_CLASSES = {"lcc": "050", "udc": "080", "ddc": "082"}
_CONTINENTS = {
    "n": "US CA MX GT BZ SV HN NI CR PA CU JM HT DO BS BB TT",
    "s": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "a": "AF AE AM AZ BD BH BN BT CN CY GE ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK QA SA SG "
    "SY TH TJ TL TM TR TW UZ VN YE",
    "f": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW SC "
    "SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
    "u": "AU NZ PG SB VU NC",
}
_CONTINENT_OF = {country: letter for letter, countries in _CONTINENTS.items() for country in countries.split()}


def write_notes(publication: Publication) -> Iterator[Field]:
    for held in publication.other_titles:
        tag = _TITLE_KINDS.get(held["kind"], "246")
        indicators = {"240": "10", "246": "31" if held["kind"] == "translated" else "3 ", "247": "10", "210": "0 "}[tag]
        yield make_field(tag, indicators, [("a", held["text"])])
    for held in publication.notes:
        tag = _NOTE_TAGS.get(held["kind"], "500")
        yield make_field(tag, {"505": "0 ", "362": "1 "}.get(tag, "  "), [("a", held["text"])])
    for tag, text in publication.abstracts.items():
        yield make_field("520", "  ", [("a", text), ("9", write_marc_language(tag) if tag != "und" else "")])
    if publication.rights:
        yield make_field("540", "  ", [("a", publication.rights)])


def write_subjects(publication: Publication) -> Iterator[Field]:
    for held in publication.subjects:
        scheme = held.get("scheme", "")
        tag = _SUBJECT_TAGS.get(held["kind"], "650")
        indicator = _SCHEME_INDICATORS.get(scheme) or ("7" if scheme else "4")
        first = (
            "1"
            if held["kind"] == "person" and "," in held["text"]
            else "2"
            if held["kind"] in {"body", "meeting"}
            else " "
        )
        main, *parts = held["text"].split(" -- ")
        pairs = [("a", main), *(("x", part) for part in parts), ("0", held.get("uri", ""))]
        yield make_field(tag, first + indicator, [*pairs, ("2", scheme if indicator == "7" else "")])
    areas = [area for country in publication.countries if (area := _write_area(country))]
    if areas:
        yield make_field("043", "  ", [("a", area) for area in areas])


def _write_area(country: str) -> str:
    """The geographic area code; Europe where no other continent holds the country."""
    code = {"US": "us", "CA": "cn", "GB": "uk"}.get(country) or write_marc_country(country).strip()
    return f"{_CONTINENT_OF.get(country, 'e')}-{code}---" if len(code) == 2 and code != "xx" else ""


def write_relations(publication: Publication) -> Iterator[Field]:
    for held in publication.classifications:
        tag = _CLASSES.get(held["scheme"], "084")
        indicators = {"050": " 4", "082": "04"}.get(tag, "  ")
        yield make_field(tag, indicators, [("a", held["code"]), ("2", held["scheme"] if tag == "084" else "")])
    for held in publication.links:
        yield make_field("856", "40", [("u", held["url"]), ("y", held.get("label", ""))])
    for held in publication.relations:
        pairs = [
            ("t", held.get("title", "")),
            ("g", held.get("note", "")),
            ("x", held.get("issn", "")),
            ("z", held.get("isbn", "")),
        ]
        yield make_field(_RELATION_TAGS.get(held["kind"], "787"), "0 ", pairs)
