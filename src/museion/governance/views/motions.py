"""A motion: its text, its amendments, how it was decided, the advice that it rests on."""

from django.http import HttpRequest, HttpResponse

from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.governance.models import Motion
from museion.governance.queries.advice import get_advice
from museion.governance.queries.ballots import get_ballots


def show_motion_record(request: HttpRequest, record: Motion) -> HttpResponse:
    viewer = get_viewer(request)
    context = {
        "title": record.titles.pick(get_languages(request)).text or record.key,
        "amendments": list(record.amendments.current().visible_to(viewer).order_by("id")),
        "ballots": list(get_ballots(viewer).filter(motion=record).order_by("id")),
        "advice": list(get_advice(viewer).filter(motion=record)),
    }
    return render_record(request, record, "governance/motion.html", context)
