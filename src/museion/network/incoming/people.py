"""Rows about people, groups and unidentified makers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.dates import HistoricalDate
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.network.actions import save_people
from museion.network.models import Museum
from museion.network.terms import AgentKind, LanguageLevel, MemberCategory
from museion.vocabulary.models import Concept

_REFERENCES = (
    Reference("institution", "institution_id", Museum),
    Reference("specialities", "specialities", Concept, by=("uri", "notation"), is_many=True),
)


def read_person(values: dict[str, Any]) -> ReferringRow:
    name = fields.read_text(values, "name", 500)
    if not name:
        raise FieldError("name", "", Wording("the person's name"))
    warnings: list[FieldError] = []
    country = fields.read_country(values)
    latitude, longitude = fields.read_coordinates(values, [country])
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            "agent_kind": fields.read_choice(values, "agent_kind", AgentKind, AgentKind.PERSON),
            "name": name,
            "sort_name": fields.read_text(values, "sort_name", 500),
            "other_names": _read_other_names(values, name),
            "life_text": fields.read_text(values, "life", 300),
            "nationality": fields.read_text(values, "nationality", 100),
            "born_earliest": _read_life_date(values, "born", warnings).earliest,
            "died_latest": _read_life_date(values, "died", warnings).latest,
            "biographies": fields.read_texts(values, "biographies"),
            "member_number": fields.read_text(values, "member_number", 32) or None,
            "member_category": fields.read_choice(values, "member_category", MemberCategory),
            "position": fields.read_text(values, "position", 200),
            "languages": _read_languages(values),
            "countries_of_experience": fields.read_countries(values, "countries_of_experience"),
            "country": country,
            "city": fields.read_text(values, "city", 200),
            "latitude": latitude,
            "longitude": longitude,
            "time_zone": fields.read_text(values, "time_zone", 64),
            "is_deployable": bool(values.get("is_deployable")),
            "email": fields.read_email(values, "email"),
            "telephone": fields.read_text(values, "telephone", 50),
        }
    )
    named = {reference.name: list(map(str, fields.read_list(values, reference.name))) for reference in _REFERENCES}
    return ReferringRow(draft, {name: texts for name, texts in named.items() if texts}, warnings)


def resolve_people(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_people_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_people([row.draft for row in rows], actor=actor, at=at, reason=reason)


def _read_life_date(values: dict[str, Any], name: str, warnings: list[FieldError]) -> HistoricalDate:
    """Only the bounds have a column; what the source writes of a life is a field of its own."""
    return fields.read_historical_date(values, name, 100, warnings, fate=Wording("left out"))


def _read_other_names(values: dict[str, Any], name: str) -> list[dict[str, str]]:
    """Bare texts and tables with `text`, `language`, `kind`; the main name and repetitions are left away."""
    entries = [
        {key: str(text) for key, text in entry.items() if text} if isinstance(entry, Mapping) else {"text": str(entry)}
        for entry in fields.read_list(values, "other_names")
    ]
    unlike = {entry["text"]: entry for entry in reversed(entries) if entry.get("text") not in (None, name)}
    return [{"kind": "variant", **entry} for entry in reversed(unlike.values())]


def _read_languages(values: dict[str, Any]) -> list[dict[str, str]]:
    """`fr`, `fr:C1` or a table with `tag` and `level`."""
    found = []
    for entry in fields.read_list(values, "languages"):
        tag, level = (
            (str(entry.get("tag", "")), str(entry.get("level") or ""))
            if isinstance(entry, Mapping)
            else str(entry).partition(":")[::2]
        )
        try:
            tag = read_tag(tag.strip())
        except InvalidLanguageError as error:
            raise FieldError("languages", entry, get_message(error)) from error
        level = fields.read_choice({"languages": level.strip()}, "languages", LanguageLevel)
        found.append({"tag": tag, "level": level} if level else {"tag": tag})
    return found
