"""The page of an account's tokens: those in force, a new one (its text shown this once), those that ended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, read_field, read_form_number
from museion.core.models import ApiToken
from museion.core.tokens import LONGEST_DAYS, TokenRefusedError, TokenScope, create_token, revoke_token
from museion.website.acting import list_roles

_DAYS = (7, 30, 90, LONGEST_DAYS)


@require_http_methods(["GET", "POST"])
@login_required
def show_tokens(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _create(request)
    return _answer(request)


@require_POST
@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=number, account=request.user.pk)
    revoke_token(token, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect("/account/tokens")


def _create(request: HttpRequest) -> HttpResponse:
    """Answers with the page itself, not a redirection: the text is nowhere to be read a second time."""
    try:
        days = read_form_number(read_field(request, "days"), least=1, most=LONGEST_DAYS)
        token, text = create_token(
            request.user,  # type: ignore[arg-type] # signed in, see the decorator
            read_field(request, "name"),
            scopes=request.POST.getlist("scope"),
            acting_as=read_field(request, "role"),
            days=days,
            actor=get_actor(request),
            at=timezone.now(),
        )
    except (TokenRefusedError, FormError) as error:
        return _answer(request, problem=str(error), status=422)
    return _answer(request, made=token, text=text)


def _answer(
    request: HttpRequest, *, made: ApiToken | None = None, text: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    held = ApiToken.objects.filter(account=request.user.pk).order_by("-made_at")
    in_force = {token.pk for token in held.in_force(now)}
    roles = list_roles(request)
    names = {role.choice: role for role in roles}
    context = {
        "made": made,
        "text": text,
        "problem": problem,
        "tokens": [(token, token.pk in in_force, names.get(token.acting_as)) for token in held],
        "scopes": TokenScope.choices,
        "labels": dict(TokenScope.choices),
        "roles": roles,
        "days": _DAYS,
        "chosen_days": 90,
    }
    response = render(request, "website/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
