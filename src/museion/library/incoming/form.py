"""The cataloguing form as columns of `Work` and back. Lists are written one entry a line, as librarians type fastest:

Núñez, María ; editor            a contributor and the role
Núñez, María [p9xk] ; editor     the same, tied to an entry of the register
Floods [c4b2]                    a subject that is a concept of a thesaurus
ru: Музеи и наводнения           a title and its language
Floods: a survey                 a title with a colon of its own
isbn 978-1-84533-213-6           a number and its scheme
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access import AccessLevel
from museion.core.countries import is_country
from museion.library.formats.numbers import read_number
from museion.library.incoming.form_parts import (
    LONGEST,
    FormError,
    list_lines,
    read_code,
    read_map,
    read_tags,
    split_key,
)
from museion.library.terms import ReferenceType

_PLAIN = ("responsibility", "edition", "place", "publisher", "date_text", "extent", "frequency", "rights")
_TIES = ("issued_by", "parent")
_SCHEMES = ("isbn", "issn", "doi", "handle")
_HOST = ("title", "volume", "issue", "pages", "issn")
# Of each table: what tells that an entry is the one that stood there, and what the form itself says of it.
_SAID = {
    "contributors": ("name", frozenset({"name", "role", "key"})),
    "subjects": ("text", frozenset({"text"})),
    "notes": ("text", frozenset()),
    "series": ("title", frozenset({"title", "number"})),
    "numbers": ("value", frozenset({"scheme", "value", "as_written", "is_valid"})),
    "links": ("url", frozenset({"url"})),
}


def read_form(sent: Mapping[str, str]) -> dict[str, Any]:
    problems: list[str] = []
    values: dict[str, Any] = {name: sent.get(name, "").strip()[:LONGEST] for name in _PLAIN}
    values["titles"] = read_map(sent, "titles", _("Titles"), problems)
    if not values["titles"]:
        problems.append(_("A publication has a title."))
    values["abstracts"] = read_map(sent, "abstracts", _("Abstracts"), problems, sep="\n\n")
    values["contributors"] = [_read_contributor(line) for line in list_lines(sent, "contributors")]
    subjects = [split_key(line) for line in list_lines(sent, "subjects")]
    values["concept_keys"] = list(dict.fromkeys(key for _text, key in subjects if key))
    values["subjects"] = [{"text": text, "kind": "topic"} for text, key in subjects if not key]
    values["subjects"] += [{"text": line, "kind": "place"} for line in list_lines(sent, "places")]
    for name in _TIES:
        values[f"{name}_key"] = split_key(sent[name].strip())[1] if name in sent else None
        if sent.get(name, "").strip() and not values[f"{name}_key"]:
            problems.append(
                _("“%(text)s” is not tied: choose it from the list below its field.") % {"text": sent[name][:60]}
            )
    values["languages"] = read_tags(sent, "languages", problems)
    values["original_languages"] = read_tags(sent, "original_languages", problems)
    values["countries"] = _read_countries(sent, problems)
    values["numbers"] = [_read_number(line) for line in list_lines(sent, "numbers")]
    values["links"] = [{"url": line} for line in list_lines(sent, "links") if _check_link(line, problems)]
    values["notes"] = [{"kind": "general", "text": line} for line in list_lines(sent, "notes")]
    values["series"] = [_read_series(line) for line in list_lines(sent, "series")]
    values["host"] = {name: text for name in _HOST if (text := sent.get(f"host_{name}", "").strip())}
    values["reference_type"] = read_code(sent, "reference_type", ReferenceType.values, ReferenceType.BOOK, problems)
    values["access"] = read_code(sent, "access", AccessLevel.values, AccessLevel.PUBLIC, problems)
    values["is_reading_room_only"] = "is_reading_room_only" in sent
    if problems:
        raise FormError(problems)
    return values


def fill_form(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `read_form` reads, from a record or a template."""
    filled = {name: values.get(name, "") for name in (*_PLAIN, "reference_type", "access")}
    filled["titles"] = "\n".join(f"{tag}: {text}" for tag, text in (values.get("titles") or {}).items())
    filled["abstracts"] = "\n\n".join(f"{tag}: {text}" for tag, text in (values.get("abstracts") or {}).items())
    filled["contributors"] = "\n".join(_write_contributor(held) for held in values.get("contributors") or [])
    subjects = values.get("subjects") or []
    tied = [f"{label} [{key}]" for label, key in values.get("concepts") or []]
    filled["subjects"] = "\n".join([*tied, *(held["text"] for held in subjects if held["kind"] != "place")])
    filled["places"] = "\n".join(held["text"] for held in subjects if held["kind"] == "place")
    for name in _TIES:
        label, key = values.get(name) or ("", "")
        filled[name] = f"{label} [{key}]" if key else ""
    for name in ("languages", "original_languages", "countries"):
        filled[name] = " ".join(values.get(name) or [])
    filled["numbers"] = "\n".join(
        f"{held['scheme']} {held.get('as_written', held['value'])}" for held in values.get("numbers") or []
    )
    filled["links"] = "\n".join(held["url"] for held in values.get("links") or [])
    filled["notes"] = "\n".join(held["text"].replace("\n", " ") for held in values.get("notes") or [])
    filled["series"] = "\n".join(
        " ; ".join(filter(None, (held["title"], held.get("number", "")))) for held in values.get("series") or []
    )
    filled |= {f"host_{name}": (values.get("host") or {}).get(name, "") for name in _HOST}
    filled["is_reading_room_only"] = values.get("is_reading_room_only", False)
    return filled


def keep_unsaid(values: dict[str, Any], held: Mapping[str, Any]) -> None:
    """What the form has no place for, such as a person's dates and name in another script, stays with the entry that it stood with."""
    for column, (member, said) in _SAID.items():
        if column not in values:
            continue
        before = {_fold(entry.get(member, "")): entry for entry in held.get(column) or []}
        values[column] = [_merge(entry, before.get(_fold(entry.get(member, ""))), said) for entry in values[column]]


def _fold(text: str) -> str:
    return " ".join(str(text).split())


def _merge(entry: dict[str, Any], before: Mapping[str, Any] | None, said: frozenset[str]) -> dict[str, Any]:
    if before is None or (before.get("kind") == "place") != (entry.get("kind") == "place"):
        return entry
    return {**entry, **{name: value for name, value in before.items() if name not in said}}


def _read_countries(sent: Mapping[str, str], problems: list[str]) -> list[str]:
    codes = sent.get("countries", "").upper().replace(",", " ").split()
    for code in codes:
        if not is_country(code):
            problems.append(_("“%(code)s” is no code of a country, such as PE.") % {"code": code[:20]})
    return list(dict.fromkeys(codes))


def _read_contributor(line: str) -> dict[str, Any]:
    text, _sep, role = line.partition(";")
    name, key = split_key(text.strip())
    made = {"name": name, "role": role.strip() or "author", "kind": "person" if "," in name else "body"}
    return made | ({"key": key} if key else {})


def _write_contributor(held: Mapping[str, Any]) -> str:
    role = held.get("role", "author")
    name = f"{held['name']} [{held['key']}]" if held.get("key") else held["name"]
    return name if role == "author" else f"{name} ; {role}"


def _read_number(line: str) -> dict[str, Any]:
    scheme, _space, text = line.partition(" ")
    if scheme.lower() in _SCHEMES and text.strip():
        return read_number(scheme.lower(), text)
    digits = sum(character.isalnum() for character in line)
    return read_number("doi" if line.startswith("10.") else "issn" if digits == 8 else "isbn", line)


def _read_series(line: str) -> dict[str, str]:
    title, _sep, number = line.partition(";")
    return {"title": title.strip()} | ({"number": number.strip()} if number.strip() else {})


def _check_link(line: str, problems: list[str]) -> bool:
    is_link = line.startswith(("http://", "https://")) and " " not in line
    if not is_link:
        problems.append(_("“%(text)s” is no web address.") % {"text": line[:60]})
    return is_link
