"""MARC21 authority records: the name to use (1XX), the names that lead to it (4XX), and its neighbours (5XX)."""

from dataclasses import dataclass, field

from museion.core.wording import Wording
from museion.library.formats.codes import read_marc_language
from museion.library.formats.marc_reading import strip_isbd
from museion.library.formats.marc_records import Field, MarcRecord

KINDS = {"00": "person", "10": "body", "11": "body", "48": "period", "50": "topic", "51": "place", "55": "genre"}
_NAME_PARTS = "abcnq"
_SUBJECT_PARTS = "abvxyz"


@dataclass(slots=True)
class Authority:
    """`broader`, `narrower`, `related`: preferred names of others, as this record writes them. Dates are no part of a name."""

    kind: str
    name: str
    dates: str = ""
    language: str = "und"
    variants: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    narrower: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    note: str = ""


def read_authority(record: MarcRecord) -> Authority | str:
    """The authority, or what is wrong with the record."""
    if record.leader[6:7] != "z":
        return Wording("leader/06 is %(found)s; an authority has z", found=repr(record.leader[6:7]))
    heading = next((held for held in record.fields if held.tag[0] == "1" and held.tag[1:] in KINDS), None)
    if heading is None:
        return "no heading for a person, body, topic, place, period or genre (100, 110, 111, 148, 150, 151, 155)"
    authority = Authority(KINDS[heading.tag[1:]], _compose(heading), strip_isbd(heading.get("d")))
    if not authority.name:
        return Wording("the heading %(tag)s has no text", tag=heading.tag)
    authority.language = next((_read_cataloguing_language(held) for held in record.find("040")), "und")
    for held in record.fields:
        _take_tracing(authority, held)
    notes = [" ".join(held.get_all("ai")).strip() for held in record.find("678", "680")]
    authority.note = "\n".join(filter(None, notes))
    return authority


def _read_cataloguing_language(held: Field) -> str:
    return read_marc_language(held.get("b")) or "und"


def _compose(held: Field) -> str:
    """Names part by part; subdivisions of a subject behind two hyphens, as catalogues print them."""
    if held.tag[1] in "01":
        return strip_isbd(" ".join(held.get_all(_NAME_PARTS)))
    return "--".join(strip_isbd(text) for text in held.get_all(_SUBJECT_PARTS))


def _take_tracing(authority: Authority, held: Field) -> None:
    """Only neighbours of the authority's own sort: a person's bodies are told by the register."""
    if held.tag[0] not in "45" or KINDS.get(held.tag[1:]) is None or not (name := _compose(held)):
        return
    if held.tag[0] == "4" and name not in authority.variants:
        authority.variants.append(name)
    elif held.tag[0] == "5" and held.tag[1] in "45":
        lists = {"g": authority.broader, "h": authority.narrower}
        lists.get(held.get("w")[:1], authority.related).append(name)
