"""What goes into a package: records as their release level shows them, with their pictures, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from museion.core.access import READABLE_LEVELS, AccessLevel, Viewer
from museion.core.harvesting import get_record_set
from museion.core.kinds import Kind, WriterContext, find_record
from museion.core.problems import ProblemError
from museion.exchange.identity import get_public_base
from museion.heritage.pictures import find_picture

MOST_RECORDS = 500


@dataclass(frozen=True, slots=True)
class Contents:
    """`photos`: file name → bytes; each name begins with the SHA-256 of what it names."""

    keys: list[str]
    records: list[dict[str, Any]]
    photos: dict[str, bytes]


def gather_contents(keys: Sequence[str], level: AccessLevel) -> Contents:
    """Raises `ProblemError` for a record that is not there, or not released at this level: both read alike."""
    viewer = Viewer(levels=READABLE_LEVELS[level])
    context = WriterContext(get_public_base(), ("en", "fr", "es", "ar"), viewer)
    contents = Contents([], [], {})
    if not keys or len(keys) > MOST_RECORDS:
        detail = _("A package holds 1 to %(most)s records.") % {"most": MOST_RECORDS}
        raise ProblemError(400, _("The package cannot be made"), detail, "bad-package")
    for text in dict.fromkeys(keys):
        kind, record = _find(text, viewer)
        described: dict[str, Any] = orjson.loads(_get_json(kind).write(record, context))
        contents.keys.append(record.key)
        contents.records.append(described)
        contents.photos.update(_iterate_photos(record))
    return contents


def _find(text: str, viewer: Viewer) -> tuple[Kind, Any]:
    found = find_record(text)
    if found is None or found[1].withdrawn_at or not viewer.sees_record(found[1]):
        detail = _("%(key)s: no record of this key is released at this level.") % {"key": text[:40]}
        raise ProblemError(400, _("The package cannot be made"), detail, "bad-package")
    kind, record = found
    prepared = get_record_set(kind.name).prepare(kind.model._default_manager.filter(id=record.id)).first()
    return kind, prepared or record


def _get_json(kind: Kind) -> Any:
    form = next((form for form in kind.representations if form.suffix == "json"), None)
    if form is None:
        detail = _("Records of the kind %(kind)s cannot be handed over.") % {"kind": kind.label}
        raise ProblemError(400, _("The package cannot be made"), detail, "bad-package")
    return form


def _iterate_photos(record: Any) -> Iterator[tuple[str, bytes]]:
    photographs = getattr(record, "photographs", None)
    for photograph in photographs.all() if photographs is not None else ():
        path = find_picture(photograph.file_name)
        if path is not None:
            yield photograph.file_name, path.read_bytes()


def describe_us() -> dict[str, str]:
    """As packages name their sender and recipient."""
    return {"domain": settings.OAI_DOMAIN, "name": "Museion", "keys": f"{get_public_base()}/.well-known/jwks.json"}
