"""The fields that the room's records share with each other and with other rooms."""

import time
from collections.abc import Sequence
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from museion.core.access import PUBLIC_VIEWER
from museion.core.kinds import find_record
from museion.library.models import LibraryFile
from museion.network.models import Body
from museion.search.documents import Field, FieldKind
from museion.search.sources import label_country

TITLE = Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True)
DESCRIPTION = Field("description", FieldKind.TEXT, _("description"))
SUBJECT = Field("subject", FieldKind.TEXT, _("subject"), weight=1.5, is_list=True)
PLACE = Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True)
NUMBER = Field("number", FieldKind.TEXT, _("number or identifier"), weight=2.0, is_name=True)
COUNTRY = Field("country", FieldKind.TERM, _("country"), is_facet=True, label_of=label_country)
SOURCE = Field("source", FieldKind.TERM, _("source"), is_facet=True)
DATE = Field("date", FieldKind.YEARS, _("date"), is_sortable=True)
_KEPT_SECONDS = 60


def label_body(key: str, language: str) -> str:
    return _read_name(key, language, int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=4096)
def _read_name(key: str, language: str, minute: int) -> str:
    """`minute` lets a new name be seen after a minute at most."""
    body = Body.objects.filter(key=key).only("acronym", "names").first()
    return (body.acronym or body.names.pick(language).text) if body else key


def label_linked(key: str, _language: str) -> str:
    """As a chip of the search shows it: the record's own name, where everybody may know it."""
    found = find_record(key)
    return str(found[1]) if found and PUBLIC_VIEWER.sees_record(found[1]) else key


def label_presence(code: str, language: str) -> str:
    with translation.override(language):
        return _now("can be read here") if code == "yes" else code


def find_covers(keys: Sequence[str]) -> dict[int, str]:
    """By work, the address of the first page of a file that everybody may open."""
    files = LibraryFile.objects.current().filter(
        work__key__in=keys, access="public", is_reading_room_only=False, page_count__gt=0
    )
    return {
        work_id: f"/files/{key}/pages/1/160.jpg"
        for work_id, key in files.order_by("-id").values_list("work_id", "key")
        if work_id
    }
