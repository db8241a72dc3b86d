"""What every record's page shows beside the record: permalink, citation, downloads, history, data for other programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.access import may
from museion.core.beside import find_beside
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.journal import get_history
from museion.core.kinds import Kind, Representation, WriterContext, find_kind
from museion.core.models import JournalLine, Record

HISTORY_LENGTH = 50
LINKED_DATA = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the journal as a page shows it: which fields, from what to what."""

    line: JournalLine
    fields: tuple[tuple[str, Any, Any], ...]


def render_record(request: HttpRequest, record: Record, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a record. `context` holds `title` (text) and what the room shows."""
    kind = find_kind(record.key)
    if kind is None:
        raise LookupError(f"no room registered the kind of {record.key}")
    permalink = get_base_url(request) + record.url
    shared = {
        "record": record,
        "kind": kind,
        "representations": [form for form in kind.representations if form.suits(record)],
        "permalink": permalink,
        "citation": make_citation(context["title"], record, permalink),
        "linked_data": write_linked_data(request, record, kind),
        "beside": find_beside(record, get_viewer(request)),
        "may_withdraw": kind.withdraw is not None and may(get_actor(request), f"{kind.name}.withdraw", record),
        "history": list(iterate_changes(record)) if may_see_history(request, record, kind) else None,
    }
    return render(request, template, shared | context)


def get_base_url(request: HttpRequest) -> str:
    """The address that the site is known by, also behind a proxy that calls it otherwise."""
    return str(settings.BASE_URL or request.build_absolute_uri("/")).rstrip("/")


def make_citation(title: str, record: Record, permalink: str) -> str:
    today = date_format(timezone.now(), "DATE_FORMAT")
    parts = {"title": title, "key": record.key, "address": permalink, "date": today}
    return _("“%(title)s”. Museion, record %(key)s. %(address)s (consulted on %(date)s).") % parts


def write_linked_data(request: HttpRequest, record: Record, kind: Kind) -> str:
    """The record as JSON-LD for a script element, where its kind is written so; `<` is escaped, so that it ends nothing."""
    writer = find_linked_data(kind)
    if writer is None:
        return ""
    context = WriterContext(get_base_url(request), get_languages(request), get_viewer(request))
    return writer.write(record, context).decode().replace("<", "\\u003c")


def find_linked_data(kind: Kind) -> Representation | None:
    return next((known for known in kind.representations if known.media_type == LINKED_DATA), None)


def may_see_history(request: HttpRequest, record: Record, kind: Kind) -> bool:
    """Who may change a record may see who did; before and after hold fields that the page hides from others."""
    return may(get_actor(request), f"{kind.name}.update", record)


def iterate_changes(record: Record) -> Iterator[Change]:
    for position, line in enumerate(get_history(record.key)):
        if position == HISTORY_LENGTH:
            return
        before, after = line.before or {}, line.after or {}
        names = dict.fromkeys([*before, *after])
        yield Change(line, tuple((name, before.get(name), after.get(name)) for name in names))
