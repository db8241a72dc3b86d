"""`/id/<key>`: the persistent address of every record, as HTML or as any form that its kind writes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.journal import get_history
from museion.core.kinds import Kind, Representation, WriterContext, find_record
from museion.core.models import Record
from museion.core.problems import ProblemError


def show_record(request: HttpRequest, key: str, suffix: str = "") -> HttpResponse:
    """404 is the same for what is not there and what the viewer may not see; 410 for what was withdrawn."""
    kind, record = find_visible_record(request, key)
    if record.withdrawn_at and suffix:
        raise make_withdrawn(record)
    if record.withdrawn_at:
        return show_withdrawn(request, kind, record)
    if record.key != key.lower():
        address = f"/id/{record.key}" + (f".{suffix}" if suffix else "")
        # Not for ever: a merge can be undone, and browsers would go on leading elsewhere.
        return HttpResponseRedirect(address)
    representation = _choose(request, kind, suffix)
    if representation is None:
        response = kind.page(request, record)
    else:
        base_url = request.build_absolute_uri("/").rstrip("/")
        context = WriterContext(base_url, get_languages(request), get_viewer(request))
        response = HttpResponse(representation.write(record, context), content_type=representation.media_type)
        response.headers["Content-Disposition"] = f'inline; filename="{record.key}.{representation.suffix}"'
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    return response


def get_visible_record(request: HttpRequest, key: str) -> tuple[Kind, Record]:
    """One that stands."""
    kind, record = find_visible_record(request, key)
    if record.withdrawn_at:
        raise make_withdrawn(record)
    return kind, record


def find_visible_record(request: HttpRequest, key: str) -> tuple[Kind, Record]:
    """Whether it stands or was withdrawn."""
    found = find_record(key)
    if found is None or not found[1].is_seen_by(get_viewer(request)):
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    return found


def show_withdrawn(request: HttpRequest, kind: Kind, record: Record) -> HttpResponse:
    """Who may withdraw such a record reads why it was, and can bring it back. Raises `ProblemError` for everybody else."""
    problem = make_withdrawn(record)
    is_page = request.get_preferred_type(["text/html", "application/json"]) == "text/html"
    if kind.withdraw is None or not is_page or not may(get_actor(request), f"{kind.name}.withdraw", record):
        raise problem
    line = next((line for line in get_history(record.key) if line.action == f"{kind.name}.withdraw"), None)
    context = {"problem": problem, "record": record, "line": line}
    return render(request, "withdrawn.html", context, status=problem.status)


def make_withdrawn(record: Record) -> ProblemError:
    since = record.withdrawn_at.date().isoformat() if record.withdrawn_at else ""
    detail = _("The record %(key)s was withdrawn on %(date)s.") % {"key": record.key, "date": since}
    return ProblemError(410, _("Withdrawn record"), detail, "withdrawn")


def _choose(request: HttpRequest, kind: Kind, suffix: str) -> Representation | None:
    """None stands for the page."""
    if suffix:
        for representation in kind.representations:
            if representation.suffix == suffix:
                return representation
        offered = ", ".join(representation.suffix for representation in kind.representations)
        detail = _("This record is offered as %(offered)s.") % {"offered": f"html, {offered}"}
        raise ProblemError(406, _("No such format"), detail, "no-format")
    by_type: dict[str, Representation] = {}
    for representation in kind.representations:
        # Of several that would do, the first is the kind's own; profiles of it stand behind.
        by_type.setdefault(representation.media_type, representation)
    preferred = request.get_preferred_type(["text/html", *by_type])
    return by_type.get(preferred or "text/html")
