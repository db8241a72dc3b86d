"""From a `Publication` to a MARC21 record. Where it came from one, every field that nobody changed stays as it was written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from museion.library.formats.codes import RELATOR_CODES, write_marc_country, write_marc_language
from museion.library.formats.marc_groups import GROUPS
from museion.library.formats.marc_notes import write_notes, write_relations, write_subjects
from museion.library.formats.marc_reading import read_publication
from museion.library.formats.marc_records import Field, MarcRecord, make_field
from museion.library.formats.marc_scripts import find_script
from museion.library.formats.marc_types import GENRE_SCHEME, LEADERS, needs_genre
from museion.library.formats.publication import Publication, Table, find_year, split_title

_MAIN_ROLES = {"author", "composer", "performer", "originator"}


def write_marc(publication: Publication, *, control: str, changed: date, base: MarcRecord | None = None) -> MarcRecord:
    """`control`: the control number of a record that has none. `base`: the record as it came."""
    if base is None:
        return _write_whole(publication, control, changed)
    held = read_publication(base)
    differing = {name for name in publication.list_stated() + held.list_stated() if _differs(publication, held, name)}
    if not differing:
        return base
    replaced = {tag for name in differing for tag in GROUPS.get(name, ())}
    written = _write_whole(publication, control, changed)
    kept = [field for field in base.fields if _tag_of(field) not in replaced]
    new = [field for field in written.fields if _tag_of(field) in replaced]
    leader = base.leader
    if "reference_type" in differing:
        leader = leader[:6] + LEADERS.get(publication.reference_type, "am") + leader[8:]
        genres = [field for field in written.find("655") if field.get("2") == GENRE_SCHEME]
        kept = [field for field in kept if field.get("2") != GENRE_SCHEME] + (genres if "655" not in replaced else [])
    return MarcRecord(leader, _merge(_mend_fixed(kept, publication), new))


def _merge(kept: list[Field], new: list[Field]) -> list[Field]:
    """Each new field before the first kept one of a later tag; what was kept stays in its order."""
    merged = list(kept)
    for field in new:
        later = (place for place, held in enumerate(merged) if held.tag > field.tag)
        merged.insert(next(later, len(merged)), field)
    return merged


def _differs(one: Publication, other: Publication, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _get_place(field: Field) -> str:
    """By tag; notes, subjects and added entries keep the order in which they stand."""
    return field.tag[:1] if "500" <= field.tag < "800" else field.tag


def _tag_of(field: Field) -> str:
    """880 counts as the field that it repeats."""
    return field.get("6")[:3] if field.tag == "880" else field.tag


def _mend_fixed(fields: list[Field], publication: Publication) -> list[Field]:
    """008 says year, country and language once more."""
    return [_write_fixed(publication, field.data) if field.tag == "008" else field for field in fields]


def _write_whole(publication: Publication, control: str, changed: date) -> MarcRecord:
    links = _Links()
    fields = [
        Field("001", control),
        Field("005", changed.strftime("%Y%m%d000000.0")),
        _write_fixed(publication, changed.strftime("%y%m%d").ljust(40)),
        *(field for part in _PARTS for field in part(publication, links)),
    ]
    if needs_genre(publication.reference_type):
        fields.append(make_field("655", " 7", [("a", publication.reference_type), ("2", GENRE_SCHEME)]))
    leader = f"00000n{LEADERS.get(publication.reference_type, 'am')} a2200000 i 4500"
    return MarcRecord(leader, sorted(fields, key=_get_place))


class _Links:
    """Hands out occurrence numbers that join a field and its 880."""

    def __init__(self) -> None:
        self._next = 0

    def join(self, field: Field, others: Iterable[Field]) -> Iterator[Field]:
        repeated = list(others)
        if not repeated:
            yield field
            return
        self._next += 1
        yield field._replace(subfields=(("6", f"880-{self._next:02d}"), *field.subfields))
        for other in repeated:
            link = f"{field.tag}-{self._next:02d}{_SCRIPT_CODES.get(find_script(other.get('a')), '')}"
            yield other._replace(tag="880", subfields=(("6", link), *other.subfields))


# MARC 21, appendix A: the script codes that $6 may state.
_SCRIPT_CODES = {
    "Arab": "/(3",
    "Latn": "/(B",
    "Hani": "/$1",
    "Jpan": "/$1",
    "Hang": "/$1",
    "Cyrl": "/(N",
    "Grek": "/(S",
    "Hebr": "/(2",
}


def _write_fixed(publication: Publication, held: str) -> Field:
    """Positions 07-14 (date), 15-17 (country), 35-37 (language); the rest as it was."""
    year = find_year(publication.date_text)
    language = write_marc_language(publication.languages[0]) if publication.languages else "und"
    text = held.ljust(40)
    if str(year or "") != text[7:11] and year:
        text = f"{text[:6]}s{year:04d}    {text[15:]}"
    if publication.publication_country:
        country = write_marc_country(publication.publication_country)
        is_part = text[15:18].strip() and country[:2] == "xx"
        text = text if is_part else text[:15] + country + text[18:]
    return Field("008", "", "  ", ())._replace(data=f"{text[:35]}{language}{text[38:]}")


def _write_titles(publication: Publication, links: _Links) -> Iterator[Field]:
    """245 is the transcription where there is one, in Latin letters; other languages become 242."""
    main, others, translated = _sort_titles(publication)
    ind1 = "1" if any(_is_main(held) for held in publication.contributors[:1]) else "0"

    def write(text: str) -> Field:
        title, rest = split_title(text)
        by = publication.responsibility
        pairs = [
            ("a", title + (" :" if rest else " /" if by else "")),
            ("b", rest + (" /" if rest and by else "")),
            ("c", by),
        ]
        return make_field("245", f"{ind1}0", pairs)

    if main:
        yield from links.join(write(main), [write(text) for text in others])
    for tag, text in translated.items():
        title, rest = split_title(text)
        pairs = [("a", title + (" :" if rest else "")), ("b", rest), ("y", write_marc_language(tag))]
        yield make_field("242", f"{ind1}0", pairs)


def _sort_titles(publication: Publication) -> tuple[str, list[str], dict[str, str]]:
    language = publication.languages[0].split("-")[0] if publication.languages else ""
    own = {tag: text for tag, text in publication.titles.items() if tag.split("-")[0] == language}
    own = own or dict(list(publication.titles.items())[:1])
    main_tag = next((tag for tag in own if tag.endswith("-Latn")), next(iter(own), ""))
    others = [text for tag, text in own.items() if tag != main_tag]
    return own.get(main_tag, ""), others, {tag: text for tag, text in publication.titles.items() if tag not in own}


def _is_main(held: Table) -> bool:
    return held.get("role", "author") in _MAIN_ROLES


def _write_contributors(publication: Publication, links: _Links) -> Iterator[Field]:
    for place, held in enumerate(publication.contributors):
        first = "1" if place == 0 and _is_main(held) else "7"
        kind = {"person": "00", "body": "10", "meeting": "11"}.get(held.get("kind", "person"), "00")
        ind = {"00": "1" if "," in held["name"] else "0", "10": "2", "11": "2"}[kind]

        def write(name: str, held: Table = held, ind: str = ind, tag: str = first + kind) -> Field:
            dates, role = held.get("dates", ""), held.get("role", "")
            code = RELATOR_CODES.get(role, "")
            own = ("4", code) if code else ("e", role)
            uri = next(iter((held.get("identifiers") or {}).values()), "")
            return make_field(
                tag, f"{ind} ", [("a", name), ("d", dates), own, ("1", uri if uri.startswith("http") else "")]
            )

        yield from links.join(write(held["name"]), [write(name) for name in (held.get("scripts") or {}).values()])


def _write_languages(publication: Publication, links: _Links) -> Iterator[Field]:
    if len(publication.languages) > 1 or publication.original_languages:
        pairs = [("a", write_marc_language(tag)) for tag in publication.languages]
        pairs += [("h", write_marc_language(tag)) for tag in publication.original_languages]
        yield make_field("041", "1 " if publication.original_languages else "0 ", pairs)


def _write_numbers(publication: Publication, links: _Links) -> Iterator[Field]:
    tags = {"isbn": ("020", "  "), "issn": ("022", "  ")}
    others = {"isrc": "0", "upc": "1", "ismn": "2", "ean": "3", "sici": "4"}
    for held in publication.numbers:
        scheme = str(held["scheme"])
        code = "a" if held.get("is_valid", True) else "z"
        tag, indicators = tags.get(scheme) or ("024", others.get(scheme, "7") + " ")
        named = {"handle": "hdl"}.get(scheme, scheme) if indicators[0] == "7" else ""
        note = held.get("note", "") if tag == "020" and code == "a" else ""
        yield make_field(tag, indicators, [(code, held["value"]), ("q", note), ("2", named)])


def _write_imprint(publication: Publication, links: _Links) -> Iterator[Field]:
    place, publisher, year = publication.place, publication.publisher, publication.date_text
    if place or publisher or year:
        pairs = [("a", f"{place} :" if place else ""), ("b", f"{publisher}," if publisher else ""), ("c", year)]
        yield make_field("264", " 1", pairs)
    simple = (("250", publication.edition), ("300", publication.extent), ("310", publication.frequency))
    yield from (make_field(tag, "  ", [("a", text)]) for tag, text in simple if text)


def _write_series(publication: Publication, links: _Links) -> Iterator[Field]:
    for held in publication.series:
        number = held.get("number", "")
        yield make_field(
            "490", "0 ", [("a", held["title"] + (" ;" if number else "")), ("x", held.get("issn", "")), ("v", number)]
        )
    host = publication.host
    if host:
        where = host.get("where") or ", ".join(
            text.format(host[name])
            for name, text in (("volume", "vol. {}"), ("issue", "no. {}"), ("pages", "p. {}"))
            if host.get(name)
        )
        pairs = [("t", host.get("title", "")), ("g", where), ("x", host.get("issn", "")), ("z", host.get("isbn", ""))]
        yield make_field("773", "0 ", pairs)


_PARTS: tuple[Callable[[Publication, _Links], Iterable[Field]], ...] = (
    _write_titles,
    _write_contributors,
    _write_languages,
    _write_numbers,
    _write_imprint,
    _write_series,
    lambda publication, _: write_notes(publication),
    lambda publication, _: write_subjects(publication),
    lambda publication, _: write_relations(publication),
)
