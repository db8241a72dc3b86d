"""How a program shows its token: `Authorization: Bearer museion_…`, in the API alone and never in an address."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from museion.core.models import ApiToken
from museion.core.problems import ProblemError
from museion.core.tokens import TokenScope, find_token, need_scope

API = "/api/v1/"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def read_token(request: HttpRequest, at: datetime) -> ApiToken | None:
    """The token that a request of the API shows; None where it shows none. Raises a problem for one that does not hold here."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if not request.path.startswith(API) or scheme.lower() != "bearer":
        return None
    token = find_token(text.strip(), at)
    if token is None:
        detail = _("The token is unknown, has run out or was taken back. Make a new one on the page of your account.")
        raise ProblemError(401, _("Not signed in"), detail, "bad-token", headers={"WWW-Authenticate": "Bearer"})
    needed = need_scope(str(request.method), request.path.removeprefix(API))
    if needed not in token.scopes:
        detail = _("This token may not be used to: %(scope)s.") % {"scope": TokenScope(needed).label}
        raise ProblemError(403, _("Not allowed"), detail, "token-scope")
    return token


def may_use_session(request: HttpRequest) -> bool:
    """Whether the browser's session counts: in the API a write must prove, as a form does, that a page of this site sent it."""
    if request.method in _SAFE_METHODS or not request.path.startswith(API):
        return True
    return check_csrf(request) is None
