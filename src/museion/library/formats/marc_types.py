"""Reference types and the leader of MARC21 (positions 06, 07), with 008 and genre terms where the leader says too little."""

from museion.library.formats.marc_records import MarcRecord

# Leader/06 (type of record) and /07 (bibliographic level) for each reference type; what the leader cannot tell apart is told
# by a genre term (655 $2 museion).
LEADERS: dict[str, str] = {
    "book": "am",
    "chapter": "aa",
    "article": "ab",
    "proceedings": "am",
    "conference_paper": "aa",
    "report": "am",
    "study_series": "as",
    "newsletter": "as",
    "statement": "am",
    "resolution": "am",
    "minutes": "am",
    "statute": "am",
    "legislation": "am",
    "convention": "am",
    "bibliography": "am",
    "dataset": "mm",
    "poster": "km",
    "audiovisual": "gm",
    "archive_unit": "pc",
    "website": "ai",
    "journal": "as",
    "thesis": "am",
}
GENRE_SCHEME = "museion"
_BY_TYPE = {
    "e": "map",
    "f": "map",
    "g": "audiovisual",
    "i": "audiovisual",
    "j": "audiovisual",
    "k": "poster",
    "m": "dataset",
}
_BY_LEVEL = {"a": "chapter", "b": "article", "c": "archive_unit", "i": "website", "s": "journal"}


def read_type(record: MarcRecord) -> str:
    for held in record.find("655"):
        if held.get("2") == GENRE_SCHEME and held.get("a") in LEADERS:
            return held.get("a")
    kind, level = record.leader[6:7], record.leader[7:8]
    if kind in _BY_TYPE and _BY_TYPE[kind] in LEADERS:
        return _BY_TYPE[kind]
    if kind == "p":
        return "archive_unit"
    if level in _BY_LEVEL:
        return _refine_serial(record) if level == "s" else _BY_LEVEL[level]
    return _refine_book(record.get_data("008"))


def _refine_serial(record: MarcRecord) -> str:
    """008/21 of continuing resources: a monographic series, a periodical, a newsletter."""
    return {"m": "study_series", "w": "website"}.get(record.get_data("008")[21:22], "journal")


def _refine_book(fixed: str) -> str:
    """008/24-27 nature of contents, 008/29 conference publication."""
    contents = fixed[24:28]
    if "m" in contents:
        return "thesis"
    if "b" in contents and len(fixed) == 40:
        return "bibliography"
    if fixed[29:30] == "1" and len(fixed) == 40:
        return "proceedings"
    return "book"


def needs_genre(reference_type: str) -> bool:
    """Whether reading the leader alone would give another type."""
    return read_type(MarcRecord("00000n" + LEADERS.get(reference_type, "am") + " a2200000 i 4500")) != reference_type
