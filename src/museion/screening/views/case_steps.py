"""What the forms of a case page do: each reads its form, calls one action, and leads back to the case."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import Actor
from museion.core.countries import is_country
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import FormError, need_field, read_field, read_form_day, read_form_key
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.network.queries import get_bodies, get_people
from museion.screening.actions import case_work, cases
from museion.screening.actions.referrals import Recipient, refer_case
from museion.screening.models import Case, CaseTask, LossRecord, Screening
from museion.screening.terms import CaseOutcome, CaseState
from museion.screening.views.cases import find_case


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    take = STEPS.get(step)
    if take is None:
        raise ProblemError(404, _("No such page"), "", "no-page")
    case = find_case(request, key)
    problem = ""
    try:
        take(request, case, get_actor(request))
    except (FormError, cases.InvalidMoveError, case_work.OpinionGivenError) as error:
        problem = f"?{urlencode({'problem': str(error)})}"
    return HttpResponseRedirect(f"/cases/{case.key}{problem}#{_PLACES.get(step, step)}")


def _edit(request: HttpRequest, case: Case, actor: Actor) -> None:
    country, urgency = read_field(request, "country").upper(), read_field(request, "urgency")
    if country and not is_country(country):
        raise FormError(_("“%(text)s” is no country; choose one of the list.") % {"text": country[:40]})
    values = {
        "title": need_field(request, "title")[:300],
        "assigned_to": read_field(request, "assigned_to")[:200],
        "country": country,
        "urgency": int(urgency) if urgency in {"1", "2", "3"} else case.urgency,
    }
    cases.update_case(case, values, actor=actor, at=timezone.now())


def _move(request: HttpRequest, case: Case, actor: Actor) -> None:
    state, outcome = read_field(request, "state"), read_field(request, "outcome")
    if state not in CaseState or outcome not in CaseOutcome:
        raise FormError(_("Please choose a step."))
    cases.move_case(
        case,
        CaseState(state),
        outcome=CaseOutcome(outcome),
        actor=actor,
        at=timezone.now(),
        reason=read_field(request, "reason"),
    )


def _add_note(request: HttpRequest, case: Case, actor: Actor) -> None:
    is_for_reporter = bool(request.POST.get("is_for_reporter"))
    text = need_field(request, "text")
    case_work.add_note(case, text, is_for_reporter=is_for_reporter, actor=actor, at=timezone.now())


def _add_task(request: HttpRequest, case: Case, actor: Actor) -> None:
    case_work.add_task(
        case,
        need_field(request, "text"),
        assigned_to=read_field(request, "assigned_to"),
        due_date=read_form_day(read_field(request, "due_date")),
        actor=actor,
        at=timezone.now(),
    )


def _finish_task(request: HttpRequest, case: Case, actor: Actor) -> None:
    case_work.finish_task(_find_task(request, case), actor=actor, at=timezone.now())


def _reopen_task(request: HttpRequest, case: Case, actor: Actor) -> None:
    case_work.reopen_task(_find_task(request, case), actor=actor, at=timezone.now())


def _find_task(request: HttpRequest, case: Case) -> CaseTask:
    task = case.tasks.filter(pk=read_whole(read_field(request, "task")) or 0).first()
    if task is None:
        raise FormError(_("The case has no such task."))
    return task


def _ask_opinion(request: HttpRequest, case: Case, actor: Actor) -> None:
    key = read_form_key(need_field(request, "person"))
    person = get_people(get_viewer(request)).filter(key=key).first()
    if person is None:
        raise FormError(_("No person of the roster has this key."))
    case_work.ask_opinion(case, person, need_field(request, "question"), actor=actor, at=timezone.now())


def _link(request: HttpRequest, case: Case, actor: Actor) -> None:
    key = read_form_key(need_field(request, "key"))
    viewer = get_viewer(request)
    losses = list(LossRecord.objects.current().visible_to(viewer).filter(key=key))
    screenings = list(Screening.objects.current().visible_to(viewer).filter(key=key))
    if not losses and not screenings:
        raise FormError(_("No loss and no run has this key."))
    cases.link_to_case(case, screenings=screenings, losses=losses, actor=actor, at=timezone.now())


def _unlink(request: HttpRequest, case: Case, actor: Actor) -> None:
    cases.unlink_from_case(case, read_form_key(need_field(request, "key")), actor=actor, at=timezone.now())


def _refer(request: HttpRequest, case: Case, actor: Actor) -> None:
    name = need_field(request, "partner")
    body = None
    if len(name) == len(case.key) and name.isascii():
        body = get_bodies(get_viewer(request)).filter(key=name.lower()).first()
    recipient = Recipient(str(body) if body else name, body)
    refer_case(case, recipient, purpose=need_field(request, "purpose"), actor=actor, at=timezone.now())


def _publish(request: HttpRequest, case: Case, actor: Actor) -> None:
    chosen = [name for name in request.POST.getlist("field") if name in cases.PUBLISHABLE_FIELDS]
    cases.publish_case_fields(case, chosen, actor=actor, at=timezone.now())


def _forget(request: HttpRequest, case: Case, actor: Actor) -> None:
    cases.forget_reporter(case, actor=actor, at=timezone.now(), reason=_("asked for"))


STEPS: dict[str, Callable[[HttpRequest, Case, Actor], None]] = {
    "edit": _edit,
    "move": _move,
    "notes": _add_note,
    "tasks": _add_task,
    "done": _finish_task,
    "undone": _reopen_task,
    "opinions": _ask_opinion,
    "links": _link,
    "unlink": _unlink,
    "referrals": _refer,
    "publication": _publish,
    "reporter": _forget,
}


# Where on the page a step is that has no section of its own.
_PLACES = {"done": "tasks", "undone": "tasks", "unlink": "links"}
