"""The switch between the roles that somebody holds; what is written from then on is written in the role chosen."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from museion.core.acting import OWN_NAME, SESSION_KEY, list_choices
from museion.core.http.asking import get_actor
from museion.core.http.forms import read_field


@require_POST
@login_required
def choose_role(request: HttpRequest) -> HttpResponse:
    """A role that the account does not hold, or no longer, is no choice: nothing changes."""
    choice = read_field(request, "role")
    if choice == OWN_NAME or choice in list_choices(get_actor(request).held):
        request.session[SESSION_KEY] = choice
    return HttpResponseRedirect(read_return(request, otherwise="/account"))


def read_return(request: HttpRequest, *, otherwise: str) -> str:
    """Where the form wants to go on: a path of this site, or the other."""
    address = read_field(request, "next")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else otherwise
