"""The invitations of a body: who was asked to take which role, and a form to ask somebody."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import AccessLevel, Role, check_somewhere
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import FormError, go_back, need_field, read_field, read_form_day, read_form_key
from museion.core.http.pages import get_base_url
from museion.core.kinds import find_record
from museion.core.languages import LanguageMap
from museion.network.actions.invitations import (
    InvitationError,
    Offer,
    invite,
    revoke_invitation,
)
from museion.network.models import Invitation, Museum, Person
from museion.network.queries.invitations import (
    ACTION,
    list_invitations,
    list_offered_levels,
    list_offered_roles,
)

MOST_MUSEUMS = 500
MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
@login_required
def show_invitations(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_somewhere(actor, ACTION)
    if request.method == "GET":
        return _answer_list(request)
    try:
        invite(_read_offer(request), site=get_base_url(request), actor=actor, at=timezone.now())
    except (FormError, InvitationError) as error:
        return _answer_list(request, str(error))
    return HttpResponseRedirect("/invitations")


@require_POST
@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """404 for one of another body, as if there were none."""
    actor = get_actor(request)
    invitation = get_object_or_404(list_invitations(actor), pk=number)
    try:
        revoke_invitation(invitation, actor=actor, at=timezone.now())
    except InvitationError as error:
        return go_back("/invitations", str(error))
    return HttpResponseRedirect("/invitations")


def _read_offer(request: HttpRequest) -> Offer:
    try:
        email = need_field(request, "email")
        validate_email(email)
        role, level = Role(read_field(request, "role")), AccessLevel(read_field(request, "level"))
    except ValidationError as error:
        raise FormError(" ".join(error.messages)) from error
    except ValueError as error:
        raise FormError(str(error) if isinstance(error, FormError) else _("Please choose role and level.")) from error
    last_day = read_form_day(read_field(request, "until"))
    scope, language = read_field(request, "scope"), read_field(request, "language")
    return Offer(
        email=email,
        name=need_field(request, "name")[:200],
        role=role,
        scope_key=read_form_key(scope) if scope else "",
        level=level,
        role_ends_at=datetime.combine(last_day, time.max, tzinfo=UTC) if last_day else None,
        language=language if language in dict(settings.LANGUAGES) else "en",
        person=_read_person(request),
    )


def _read_person(request: HttpRequest) -> Person | None:
    text = read_field(request, "person")
    if not text:
        return None
    person = Person.objects.current().filter(key=read_form_key(text)).first()
    if person is None:
        raise FormError(_("Nobody in the register has this key."))
    return person


def _answer_list(request: HttpRequest, problem: str = "") -> HttpResponse:
    actor, now = get_actor(request), timezone.now()
    shown = list(list_invitations(actor)[:MOST_SHOWN])
    languages = get_languages(request)
    context = {
        "invitations": [(each, name_scope(each.scope_key, languages), _tell_state(each, now)) for each in shown],
        "roles": list_offered_roles(actor),
        "levels": list_offered_levels(actor),
        "scopes": _list_scopes(request),
        "given": request.POST,
        "problem": problem or request.GET.get("problem", ""),
    }
    return render(request, "network/invitations.html", context, status=422 if problem else 200)


def _list_scopes(request: HttpRequest) -> list[tuple[str, str]]:
    """The body acted for and its museums, by name; empty for who acts everywhere, who names a key instead."""
    acting, languages = get_actor(request).acting, get_languages(request)
    if acting is None or not acting.scope_key:
        return []
    museums = Museum.objects.current().filter(national_committee__key=acting.scope_key).order_by("id")[:MOST_MUSEUMS]
    named = sorted((museum.names.pick(languages).text, museum.key) for museum in museums)
    return [(acting.scope_key, name_scope(acting.scope_key, languages)), *((key, name) for name, key in named)]


def name_scope(scope_key: str, languages: tuple[str, ...]) -> str:
    if not scope_key:
        return _("everywhere")
    found = find_record(scope_key)
    return LanguageMap(getattr(found[1], "names", {})).pick(languages).text if found else scope_key


def _tell_state(invitation: Invitation, now: datetime) -> str:
    if invitation.accepted_at:
        return _("accepted")
    if invitation.revoked_at:
        return _("taken back")
    return _("waits") if invitation.expires_at > now else _("too old")
