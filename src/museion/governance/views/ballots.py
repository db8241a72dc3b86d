"""A ballot for everybody: how far it is, its result, the file to count it again; and its steps, for who leads."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import FormError, go_back, need_field, read_form_number
from museion.core.http.pages import render_record
from museion.core.http.programs import send_program
from museion.core.problems import ProblemError
from museion.governance.actions.assemblies import AssemblyError
from museion.governance.actions.ballots import close_ballot, open_ballot, seat_elected, withdraw_ballot
from museion.governance.belenios import write_belenios
from museion.governance.models import Ballot, BallotVoter
from museion.governance.queries.ballots import get_open_ballots_of, get_turnout, list_voters, write_published
from museion.governance.terms import BallotState
from museion.governance.views.finding import find_ballot, get_me

COUNTER = Path(__file__).parents[1] / "programs" / "recompute_ballot.py"
Step = Callable[[HttpRequest, Ballot, dict[str, Any]], object]


def show_ballot_record(request: HttpRequest, record: Ballot) -> HttpResponse:
    person = get_me(request)
    context = {
        "title": record.titles.pick(get_languages(request)).text or record.key,
        "turnout": get_turnout(record),
        "options": _list_options(record),
        "elected": (record.result or {}).get("elected", []),
        "stages": _list_stages(record),
        "my_voices": BallotVoter.objects.filter(ballot=record, delegate__person=person) if person else (),
        "may_lead": may(get_actor(request), "ballot.update", record),
        "is_over": record.closes_at is not None and timezone.now() >= record.closes_at,
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "governance/ballot.html", context)


@require_GET
def show_ballot(request: HttpRequest, key: str) -> HttpResponse:
    return show_ballot_record(request, find_ballot(request, key))


@require_GET
def show_published(request: HttpRequest, key: str) -> HttpResponse:
    """Not before the count: what is known of a running ballot could sway those who have not voted."""
    ballot = find_ballot(request, key)
    if ballot.state != BallotState.COUNTED:
        raise ProblemError(
            404, _("Not counted yet"), _("The votes are published when the ballot is counted."), "no-page"
        )
    content = orjson.dumps(write_published(ballot), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="ballot-{ballot.key}.json"'
    return response


@require_GET
def send_belenios(request: HttpRequest, key: str) -> HttpResponse:
    """Voters with weights, and the question, for whoever wants a vote that is secret from end to end."""
    ballot = find_ballot(request, key)
    check_right(get_actor(request), "ballot.update", ballot)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in write_belenios(ballot, list(list_voters(ballot.assembly))).items():
            archive.writestr(name, content)
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="belenios-{ballot.key}.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def send_counter(request: HttpRequest) -> HttpResponse:
    """The program that counts a published ballot again."""
    return send_program(COUNTER)


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    ballot = find_ballot(request, key)
    take = STEPS.get(step)
    if take is None:
        return go_back(f"/ballots/{ballot.key}")
    try:
        take(request, ballot, {"actor": get_actor(request), "at": timezone.now()})
    except (FormError, AssemblyError) as error:
        return go_back(f"/ballots/{ballot.key}", str(error))
    if step == "withdraw":
        return HttpResponseRedirect(f"/assemblies/{ballot.assembly.key}/desk")
    return go_back(f"/ballots/{ballot.key}")


def _open(request: HttpRequest, ballot: Ballot, told: dict[str, Any]) -> None:
    minutes = read_form_number(need_field(request, "minutes"), least=1, most=60 * 24 * 60)
    open_ballot(ballot, closes_at=told["at"] + timedelta(minutes=minutes), **told)


STEPS: dict[str, Step] = {
    "open": _open,
    "close": lambda _request, ballot, told: close_ballot(ballot, **told),
    "seat": lambda _request, ballot, told: seat_elected(ballot, **told),
    "withdraw": lambda _request, ballot, told: withdraw_ballot(ballot, reason=_("not needed"), **told),
}


def _list_options(ballot: Ballot) -> list[dict[str, Any]]:
    """With the count, and the share of all votes for a bar."""
    result = ballot.result or {}
    counts, votes = result.get("counts", {}), max(result.get("votes", 0), 1)
    elected = result.get("elected", ())
    return [
        option
        | {
            "count": counts.get(option["code"], 0),
            "share": round(100 * counts.get(option["code"], 0) / votes),
            "is_elected": option["code"] in elected,
        }
        for option in ballot.options
    ]


def _list_stages(ballot: Ballot) -> list[dict[str, Any]]:
    """Of transferred votes: one column a stage, in votes."""
    names = {option["code"]: option["names"] for option in ballot.options}
    return [
        {
            "totals": [(code, stage["totals"].get(code, 0) / 100_000) for code in names],
            "elected": [names[code] for code in stage["elected"]],
            "excluded": names.get(stage["excluded"]),
        }
        for stage in (ballot.result or {}).get("stages", ())
    ]


@require_GET
def show_my_ballots(request: HttpRequest) -> HttpResponse:
    """Where a member begins: what waits for their vote."""
    person = get_me(request)
    if not request.user.is_authenticated:
        return HttpResponseRedirect("/sign-in?next=/vote")
    rows = get_open_ballots_of(person, timezone.now()) if person else []
    return render(request, "governance/my_ballots.html", {"rows": rows, "person": person})
