"""Who asks: `request.viewer` (what may be read) and `request.actor` (in whose name is written), once a request.

A page knows its asker by the session, a request of the API by a token too. There, a session is enough to read; to write it
must come from a page of this site, as every form must.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from museion.core.access import PUBLIC_VIEWER, AccessLevel, Actor, Right, Role, Viewer, make_viewer
from museion.core.access.hierarchy import list_committee_scopes, widen
from museion.core.acting import SESSION_KEY, narrow
from museion.core.http.tokens import may_use_session, read_token
from museion.core.models import Account, ApiToken, Release
from museion.core.problems import ProblemError, make_problem_response


class AskingMiddleware:
    """Looks up grants only when a page asks who is asking; a signed-out visitor costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.token = read_token(request, timezone.now())  # type: ignore[attr-defined]
        except ProblemError as problem:
            return make_problem_response(problem, instance=request.path)
        request.actor = SimpleLazyObject(lambda: read_actor(request))  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: request.actor.viewer)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.token:  # type: ignore[attr-defined]
            # What is answered to somebody is kept by no cache that others share.
            response.headers.setdefault("Cache-Control", "private")
        return response


def read_actor(request: HttpRequest) -> Actor:
    """Rights are looked up with every request: a role that ends is gone with the next."""
    token: ApiToken | None = getattr(request, "token", None)
    if token is not None:
        return make_actor(token.account, via="api", acting_as=token.acting_as)
    if request.user.is_anonymous or not may_use_session(request):
        return make_actor(None)
    return make_actor(request.user, acting_as=request.session.get(SESSION_KEY, ""))


def make_actor(user: object, *, via: str = "web", acting_as: str = "") -> Actor:
    """The actor that an account (or nobody) is, with the rights in force now of the role that is acted in."""
    if not isinstance(user, Account) or not user.is_active:
        return Actor(name="visitor", via=via)
    now = timezone.now()
    # The first is what one begins in.
    held = user.grants.in_force(now).order_by("id").values_list("role", "scope_key", "level")
    rights = widen(Right(Role(role), scope, AccessLevel(level)) for role, scope, level in held)
    if user.is_superuser:
        rights = (*rights, Right(Role.ADMINISTRATOR, "", AccessLevel.SEALED))
    below = list_committee_scopes(rights)
    may_read_sealed = any(right.level == AccessLevel.SEALED for right in rights)
    released = Release.objects.in_force(now).filter(asked_by=user) if may_read_sealed else Release.objects.none()
    viewer = make_viewer(rights, below=below, released=released.values_list("record_key", flat=True))
    acted_in = narrow(rights, acting_as)
    return Actor(name=str(user), account_id=user.pk, rights=acted_in, via=via, viewer=viewer, held=rights)


def get_viewer(request: HttpRequest) -> Viewer:
    return getattr(request, "viewer", PUBLIC_VIEWER)


def get_actor(request: HttpRequest) -> Actor:
    return getattr(request, "actor", Actor(name="visitor"))


def get_languages(request: HttpRequest) -> tuple[str, ...]:
    """The languages that the reader wants, best first."""
    wanted: tuple[str, ...] = getattr(request, "languages", ("en",))
    return wanted
