"""One click instead of a password, in the invented network alone."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from museion.core.models import Account
from museion.website.demo import make_address
from museion.website.views.acting import read_return


@require_POST
def sign_in(request: HttpRequest, role: str) -> HttpResponse:
    """404 outside the demo, as if there were no such address. A second factor that was set up is asked for."""
    if not settings.DEMO:
        raise Http404
    account = get_object_or_404(Account, email=make_address(role), is_active=True)
    if account.has_usable_password():
        raise Http404  # Somebody made the account their own.
    return perform_login(request, Login(user=account, redirect_url=read_return(request, otherwise="/account")))  # type: ignore[no-any-return]
