"""The form by which people register, alone or as a group. It needs no account; a second tab does not register twice."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages
from museion.core.models import Account
from museion.events.actions.registrations import (
    AlreadyRegisteredError,
    Applicant,
    make_token,
    register,
    send_link_again,
)
from museion.events.formats.questions import Answers, Question, read_answers, read_questions
from museion.events.models import Booking, Event, Registration
from museion.events.problems import EventError
from museion.events.queries.registrations import find_person_of
from museion.events.terms import EventFormat
from museion.events.views.event import describe_booking
from museion.events.views.forms import find_event, read_field, read_known
from museion.network.terms import MemberCategory

SHOWN_ROWS = 4


@require_http_methods(["GET", "POST"])
def show_registering(request: HttpRequest, key: str) -> HttpResponse:
    event = find_event(request, key)
    booking = Booking.objects.filter(event=event).first()
    if booking is None:
        return _show(request, event, None, {"": _("One cannot register for this event.")}, status=409)
    if request.method == "GET":
        return _show(request, event, booking, {})
    questions = read_questions(booking.fields)
    answers = _read_answers(request, questions)
    problems = {f"q-{name}": tell_problem(problem) for name, problem in answers.problems.items()}
    try:
        applicants = _read_applicants(request, event, answers)
        if problems:
            return _show(request, event, booking, problems, status=422)
        made = register(
            event,
            applicants,
            has_consented=bool(read_field(request, "consent")),
            actor=get_actor(request),
            at=timezone.now(),
        )
    except AlreadyRegisteredError as error:
        send_link_again(error.registration, at=timezone.now())
        return _show(request, event, booking, {"email": str(error)}, status=409)
    except EventError as error:
        return _show(request, event, booking, problems | {error.field: str(error)}, status=422)
    return HttpResponseRedirect(f"/registrations/{made[0].token}?new=1")


def _read_answers(request: HttpRequest, questions: tuple[Question, ...]) -> Answers:
    return read_answers(
        questions, {question.name: request.POST.getlist(f"q-{question.name}") for question in questions}
    )


def tell_problem(problem: str) -> str:
    texts = {
        "missing": _("Please answer this."),
        "unknown": _("Please choose one of the answers."),
        "number": _("Please write a number."),
        "long": _("The answer is too long."),
    }
    return texts[problem]


def _read_applicants(request: HttpRequest, event: Event, answers: Answers) -> list[Applicant]:
    if read_field(request, "website"):
        # A field that people do not see: who fills it in is a program.
        raise EventError(_("The form was not taken. Please leave the last field empty."))
    first = _read_first(request, event, answers)
    others = zip(request.POST.getlist("more-name"), request.POST.getlist("more-email"), strict=False)
    return [first, *(_read_other(name, email, first) for name, email in others if name.strip() or email.strip())]


def _read_first(request: HttpRequest, event: Event, answers: Answers) -> Applicant:
    user = request.user
    account = user if isinstance(user, Account) else None
    name, email = read_field(request, "name", 300), read_field(request, "email", 254)
    _check_name(name, "name")
    _check_email(email, "email")
    is_own_address = account is not None and account.email.lower() == email.lower()
    token = read_field(request, "token", 32)
    return Applicant(
        name=name,
        email=email,
        institution=read_field(request, "institution", 300),
        country=read_known(request, "country", [code for code, _name in list_countries("en")]),
        category=read_known(request, "category", MemberCategory.values),
        language=get_language() or "en",
        is_online=event.format == EventFormat.ONLINE or read_field(request, "mode") == "online",
        is_listed=bool(read_field(request, "listed")),
        diet=read_field(request, "diet", 500),
        access=read_field(request, "access", 1000),
        answers=answers.values,
        person=find_person_of(account) if account is not None and is_own_address else None,
        account_id=account.pk if account is not None and is_own_address else None,
        token=token if len(token) >= 16 and not _is_taken(token, event) else "",
    )


def _is_taken(token: str, event: Event) -> bool:
    """By a registration for another event: a token is one registration's alone."""
    return Registration.objects.filter(token=token).exclude(event=event).exists()


def _read_other(name: str, email: str, first: Applicant) -> Applicant:
    _check_name(name, "group")
    _check_email(email, "group")
    return Applicant(
        name=name.strip()[:300],
        email=email.strip()[:254],
        institution=first.institution,
        country=first.country,
        category=first.category,
        language=first.language,
        is_online=first.is_online,
    )


def _check_name(name: str, field: str) -> None:
    if not name.strip():
        raise EventError(_("Please write a name."), field)


def _check_email(email: str, field: str) -> None:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise EventError(_("“%(text)s” is no e-mail address.") % {"text": email[:80]}, field) from error


def _show(
    request: HttpRequest, event: Event, booking: Booking | None, problems: dict[str, str], *, status: int = 200
) -> HttpResponse:
    languages = get_languages(request)
    account = request.user if isinstance(request.user, Account) else None
    context: dict[str, Any] = {
        "event": event,
        "booking": booking,
        "booking_state": describe_booking(booking, event, timezone.now()),
        "questions": [show_question(question, languages, request) for question in read_questions(booking.fields)]
        if booking
        else [],
        "countries": list_countries(languages[0]),
        "categories": _list_categories(event),
        "rest_fee": event.fees.get(""),
        "problems": problems,
        "sent": request.POST if request.method == "POST" else _prefill(account),
        "token": request.POST.get("token") or make_token(),
        "rows": range(min(SHOWN_ROWS, (booking.most_in_group - 1) if booking else 0)),
    }
    response = render(request, "events/register.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def show_question(question: Question, languages: tuple[str, ...], request: HttpRequest) -> dict[str, Any]:
    """As the template writes it; texts stay maps, so that a fallback is marked."""
    return {
        "name": f"q-{question.name}",
        "kind": question.kind,
        "labels": question.labels,
        "options": list(enumerate(question.options)),
        "is_required": question.is_required,
        "value": request.POST.get(f"q-{question.name}", ""),
        "values": request.POST.getlist(f"q-{question.name}"),
    }


def _list_categories(event: Event) -> list[tuple[str, str, Any]]:
    """Category, its name, its fee."""
    rest = event.fees.get("")
    return [(code, str(label), event.fees.get(code, rest)) for code, label in MemberCategory.choices]


def _prefill(account: Account | None) -> dict[str, str]:
    return {"name": account.display_name, "email": account.email} if account else {}
