"""A unit of archives in its hierarchy."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from museion.core.access import Viewer, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.library.models import ArchiveUnit
from museion.library.queries.works import get_units

MOST_UNITS = 200


def show_unit(request: HttpRequest, record: ArchiveUnit) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    today = timezone.now().date()
    children = get_units(viewer).filter(parent=record).order_by("position", "reference_code", "id")
    context = {
        "may_file": may(get_actor(request), "archive_unit.update", record),
        "may_describe": may(get_actor(request), "archive_unit.create", record.scope_keys()),
        "title": record.titles.pick(languages).text or record.reference_code,
        "above": _climb(record, viewer),
        "children": list(children[:MOST_UNITS]),
        "is_closed": bool(record.closed_until and record.closed_until > today),
        "files": [
            (file, file.is_open_to(viewer, today))
            for file in record.files.filter(withdrawn_at__isnull=True).order_by("id")
        ],
    }
    return render_record(request, record, "library/unit.html", context)


def _climb(unit: ArchiveUnit, viewer: Viewer) -> list[ArchiveUnit]:
    """From the fonds down; one that stands above itself ends the climb."""
    above: list[ArchiveUnit] = []
    here = unit.parent
    while here and here not in above and here != unit and viewer.sees_record(here):
        above.append(here)
        here = here.parent
    return above[::-1]
