"""The page behind a registration's own link: where it stands, the ticket, papers, a way out. Only who holds the link opens it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.http.asking import get_actor, get_languages
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.events.actions.registrations import cancel_registration
from museion.events.models import Certificate, Material, Registration, Survey
from museion.events.paper.travellers import Traveller
from museion.events.queries.registrations import find_registration, get_group, get_listed, get_standing
from museion.events.showing import describe_place, describe_time
from museion.events.terms import EventFormat, RegistrationState
from museion.events.tickets import draw_code
from museion.events.views.forms import read_field


def need_registration(token: str) -> Registration:
    registration = find_registration(token)
    if registration is None:
        raise ProblemError(404, _("This link does not work"), _("No registration has this address."), "no-registration")
    return registration


@require_http_methods(["GET", "POST"])
def show_registration(request: HttpRequest, token: str) -> HttpResponse:
    registration = need_registration(token)
    if request.method == "POST":
        if read_field(request, "do") == "cancel":
            cancel_registration(registration, actor=get_actor(request), at=timezone.now())
        return HttpResponseRedirect(request.path)
    event, language = registration.event, get_languages(request)[0]
    is_confirmed = registration.state == RegistrationState.CONFIRMED
    context = {
        "registration": registration,
        "event": event,
        "when": describe_time(event, language),
        "where": describe_place(event, language),
        "is_new": "new" in request.GET,
        "is_over": event.ends_at < timezone.now(),
        "standing": get_standing(registration),
        "group": get_group(registration),
        "listed": get_listed(registration) if is_confirmed else [],
        "code": draw_code(get_base_url(request), registration) if is_confirmed else "",
        "online_url": event.online_url if is_confirmed else "",
        "may_travel": is_confirmed and event.format != EventFormat.ONLINE and not event.is_cancelled,
        "certificates": list(Certificate.objects.filter(registration=registration)),
        "materials": list(Material.objects.filter(event=event)) if is_confirmed else [],
        "survey": Survey.objects.filter(event=event, is_open=True).exists() and is_confirmed,
        "address": request.build_absolute_uri(request.path),
    }
    return keep_private(render(request, "events/registration.html", context))


@require_POST
def send_invitation(request: HttpRequest, token: str) -> HttpResponse:
    from museion.events.paper.invitation import (
        draw_invitation,  # its printing library is slow to load, and few starts draw
    )

    registration = need_registration(token)
    if registration.state != RegistrationState.CONFIRMED:
        detail = _("A letter is written when the place is confirmed.")
        raise ProblemError(409, _("Not confirmed yet"), detail, "not-confirmed")
    traveller = Traveller(
        name=read_field(request, "name", 300) or registration.name,
        nationality=read_field(request, "nationality", 100),
        passport_number=read_field(request, "passport", 50),
        born_date=read_field(request, "born", 20),
    )
    content = draw_invitation(registration, traveller, language=get_language() or "en", at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="invitation-{registration.event.key}.pdf"'
    return keep_private(response)


def keep_private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
