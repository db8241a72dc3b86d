"""Who asks: `request.viewer` (what may be read) and `request.actor` (in whose name is written), once a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from museion.core.access import PUBLIC_VIEWER, AccessLevel, Actor, Right, Role, Viewer, make_viewer
from museion.core.models import Account


class AskingMiddleware:
    """Looks up grants only when a page asks who is asking; a signed-out visitor costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: make_actor(request.user))  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: request.actor.viewer)  # type: ignore[attr-defined]
        return self.get_response(request)


def make_actor(user: object, *, via: str = "web") -> Actor:
    """The actor that an account (or nobody) is, with the rights in force now."""
    if not isinstance(user, Account) or not user.is_active:
        return Actor(name="visitor", via=via)
    rights = tuple(
        Right(Role(role), scope, AccessLevel(level))
        for role, scope, level in user.grants.in_force().values_list("role", "scope_key", "level")
    )
    if user.is_superuser:
        rights = (*rights, Right(Role.ADMINISTRATOR))
    viewer = Viewer(levels=frozenset(AccessLevel)) if user.is_superuser else make_viewer(rights)
    return Actor(name=str(user), account_id=user.pk, rights=rights, via=via, viewer=viewer)


def get_viewer(request: HttpRequest) -> Viewer:
    return getattr(request, "viewer", PUBLIC_VIEWER)


def get_actor(request: HttpRequest) -> Actor:
    return getattr(request, "actor", Actor(name="visitor"))


def get_languages(request: HttpRequest) -> tuple[str, ...]:
    """The languages that the reader wants, best first."""
    wanted: tuple[str, ...] = getattr(request, "languages", ("en",))
    return wanted
