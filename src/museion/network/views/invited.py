"""What somebody sees who was invited, and how they come in."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_languages
from museion.core.http.forms import FormError, need_field
from museion.core.models import Account
from museion.core.problems import ProblemError
from museion.network.actions.invitations import InvitationError, accept_as_newcomer, accept_invitation
from museion.network.models import Invitation
from museion.network.queries.invitations import find_invited
from museion.network.views.invitations import name_scope


@require_http_methods(["GET", "POST"])
def show_invitation(request: HttpRequest, link: str) -> HttpResponse:
    """The link was sent to the address, so that who opens it has proved that it is theirs."""
    invitation = find_invited(link, timezone.now())
    if invitation is None:
        detail = _("It was used, taken back, or is older than two weeks. Ask whoever invited you for a new one.")
        raise ProblemError(404, _("This invitation opens nothing"), detail, "no-invitation")
    account = Account.objects.filter(email__iexact=invitation.email).first()
    if request.method == "GET":
        return _answer_invited(request, invitation, account)
    try:
        return _accept(request, invitation, account)
    except (FormError, InvitationError) as error:
        return _answer_invited(request, invitation, account, str(error))


def _accept(request: HttpRequest, invitation: Invitation, account: Account | None) -> HttpResponse:
    now = timezone.now()
    if account is not None:
        if request.user != account:
            raise InvitationError(_("Sign in with %(email)s first.") % {"email": invitation.email})
        accept_invitation(invitation, account, at=now)
        return HttpResponseRedirect("/account")
    password = str(request.POST.get("password", ""))
    made = accept_as_newcomer(invitation, need_field(request, "name"), password, get_language() or "en", at=now)
    return perform_login(request, Login(user=made, redirect_url="/account"))  # type: ignore[no-any-return]


def _answer_invited(
    request: HttpRequest, invitation: Invitation, account: Account | None, problem: str = ""
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "where": name_scope(invitation.scope_key, get_languages(request)),
        "has_account": account is not None,
        "is_me": account is not None and request.user == account,
        "problem": problem,
        "given": request.POST,
    }
    response = render(request, "network/invitation.html", context, status=422 if problem else 200)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
