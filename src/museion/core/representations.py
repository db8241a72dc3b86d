"""What every record's JSON holds, and how a room's two written forms (JSON, JSON-LD) become representations.

The JSON of `/id/<key>.json` and of `/api/v1/` is the same typed object, made by the room's `describe_…` function.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.languages import UNDETERMINED, LanguageMap
from museion.core.models import Record

Texts = dict[str, str]
R = TypeVar("R", bound=Record)


class RecordJson(BaseModel):
    """What all records share. Texts are BCP 47 language maps; `und` marks a text whose language nobody stated."""

    key: str
    kind: str
    url: str
    access: str
    source: str
    source_id: str | None
    identifiers: dict[str, Any]
    created_at: datetime
    changed_at: datetime


class Reference(BaseModel):
    """Another record, as far as a reader needs it to decide whether to follow."""

    key: str
    kind: str
    title: Texts
    url: str


def describe_record(record: Record, kind: str) -> dict[str, Any]:
    """The shared part, to be merged with the room's own."""
    return {
        "key": record.key,
        "kind": kind,
        "url": record.url,
        "access": record.access,
        "source": record.source,
        "source_id": record.source_id,
        "identifiers": record.identifiers,
        "created_at": record.created_at,
        "changed_at": record.changed_at,
    }


def refer(record: Record | None, kind: str, title: Texts, viewer: Viewer) -> Reference | None:
    """None where there is none, and where the viewer may not know of it."""
    if record is None or record.withdrawn_at or not viewer.sees_record(record):
        return None
    return Reference(key=record.key, kind=kind, title=title, url=record.url)


def _write_amount(value: Any) -> str:
    """Amounts of money as the API writes them: as text, so that no program rounds them."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def make_representations(
    describe: Callable[[R, Viewer], BaseModel], describe_linked: Callable[[R, WriterContext], dict[str, Any]]
) -> tuple[Representation, ...]:
    def write_json(record: R, context: WriterContext) -> bytes:
        return orjson.dumps(
            describe(record, context.viewer).model_dump(),
            option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z,
            default=_write_amount,
        )

    def write_json_ld(record: R, context: WriterContext) -> bytes:
        linked = {
            "@context": "https://schema.org",
            "@id": context.base_url + record.url,
            "url": context.base_url + record.url,
            "dateModified": record.changed_at.isoformat(),
            **describe_linked(record, context),
        }
        stated = {name: value for name, value in linked.items() if value not in (None, "", [], {})}
        return orjson.dumps(stated, option=orjson.OPT_INDENT_2)

    return (
        Representation("json", "application/json", "JSON", write_json),
        Representation("jsonld", "application/ld+json", "JSON-LD", write_json_ld),
    )


def link_texts(texts: Texts) -> list[dict[str, str]] | None:
    """A language map as JSON-LD values."""
    values = [
        {"@value": text, "@language": tag} if tag != UNDETERMINED else {"@value": text} for tag, text in texts.items()
    ]
    return values or None


def link_record(record: Record | None, name: LanguageMap | str, type_name: str, context: WriterContext) -> Any:
    """Another record as a JSON-LD node that can be followed; None where the viewer may not know of it."""
    if record is None or record.withdrawn_at or not context.viewer.sees_record(record):
        return None
    title = name if isinstance(name, str) else name.pick(context.languages).text
    return {"@type": type_name, "@id": context.base_url + record.url, "name": title}
