"""The form of a unit of archives as columns of `ArchiveUnit`, and back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access import AccessLevel
from museion.library.incoming.form_parts import LONGEST, FormError, read_code, read_day, read_map, read_tags, split_key
from museion.library.terms import ArchiveLevel
from museion.library.values import read_years

_LENGTHS = {"reference_code": 100, "date_text": 200, "extent": 300, "creator_text": 300, "finding_aids": LONGEST}
_TEXTS = ("history", "scope_and_content", "arrangement", "access_conditions")


def read_unit_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """`creator_key`: the key of the body that is chosen. Raises `FormError` with all that cannot be used."""
    problems: list[str] = []
    values: dict[str, Any] = {name: sent.get(name, "").strip()[:most] for name, most in _LENGTHS.items()}
    values["titles"] = read_map(sent, "titles", _("Titles"), problems)
    if not values["titles"]:
        problems.append(_("A unit of archives has a title."))
    if not values["reference_code"]:
        problems.append(_("A unit of archives has a reference code, such as MUS F1-2."))
    labels = {
        "history": _("History"),
        "scope_and_content": _("Scope and content"),
        "arrangement": _("Arrangement"),
        "access_conditions": _("Conditions of access"),
    }
    values |= {name: read_map(sent, name, labels[name], problems, sep="\n\n") for name in _TEXTS}
    values["languages"] = read_tags(sent, "languages", problems)
    values["level"] = read_code(sent, "level", ArchiveLevel.values, ArchiveLevel.FILE, problems)
    values["access"] = read_code(sent, "access", AccessLevel.values, AccessLevel.PUBLIC, problems)
    values["is_reading_room_only"] = "is_reading_room_only" in sent
    values["closed_until"] = read_day(sent.get("closed_until", "").strip(), problems)
    values["creator_text"], values["creator_key"] = split_key(values["creator_text"])
    read = read_years(values["date_text"])
    values |= {"date_earliest": read.earliest, "date_latest": read.latest}
    if problems:
        raise FormError(problems)
    return values


def fill_unit_form(values: Mapping[str, Any], creator: tuple[str, str] | None = None) -> dict[str, Any]:
    """What `read_unit_form` reads; `creator`: name and key of the body."""
    filled: dict[str, Any] = {name: values.get(name, "") for name in (*_LENGTHS, "level", "access")}
    filled["titles"] = "\n".join(f"{tag}: {text}" for tag, text in (values.get("titles") or {}).items())
    for name in _TEXTS:
        filled[name] = "\n\n".join(f"{tag}: {text}" for tag, text in (values.get(name) or {}).items())
    filled["languages"] = " ".join(values.get("languages") or [])
    filled["creator_text"] = f"{creator[0]} [{creator[1]}]" if creator else values.get("creator_text", "")
    filled["is_reading_room_only"] = values.get("is_reading_room_only", True)
    day = values.get("closed_until")
    filled["closed_until"] = day.isoformat() if day else ""
    return filled
