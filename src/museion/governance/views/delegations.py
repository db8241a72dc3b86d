"""Whom one's bodies send to an assembly, and one's own voice in it: named by the committee, given to another by the delegate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.access import Actor, list_places, may
from museion.core.access.hierarchy import list_below
from museion.core.http.asking import get_actor, get_viewer
from museion.core.problems import ProblemError
from museion.governance.models import Assembly, Delegate, Proxy
from museion.governance.queries.assemblies import get_delegates, get_proxies
from museion.governance.queries.facts import get_votes_of_body
from museion.governance.terms import AssemblyState
from museion.governance.views.finding import find_assembly, get_me
from museion.network.models import Body, Person
from museion.network.queries import get_bodies
from museion.network.queries.members import get_members_of_committee, get_seats_of_committee
from museion.network.terms import BodyKind

MOST_OFFERED = 500
_RIGHT = "delegate.create"


@dataclass(frozen=True, slots=True)
class Delegation:
    """A body that one keeps: how many votes it has, whom it sends, whom it could send."""

    body: Body
    votes: int
    delegates: list[Delegate]
    members: list[Person]

    @property
    def given(self) -> int:
        return sum(delegate.votes for delegate in self.delegates)

    @property
    def left(self) -> int:
        return max(self.votes - self.given, 0)


@dataclass(frozen=True, slots=True)
class Voice:
    """One's own place on the list. `given`: the proxy by which another casts one's votes; `held`: those one casts."""

    delegate: Delegate
    given: Proxy | None
    held: list[Proxy]

    @property
    def votes(self) -> int:
        return 0 if self.given else self.delegate.votes + sum(proxy.giver.votes for proxy in self.held)


@require_GET
def show_delegations(request: HttpRequest, key: str) -> HttpResponse:
    """404 for whoever neither keeps a body that votes here nor is a delegate."""
    assembly, actor, now = find_assembly(request, key), get_actor(request), timezone.now()
    delegates = list(get_delegates(assembly))
    kept = list(_list_delegations(request, assembly, actor, delegates))
    voices = list(_list_voices(assembly, get_me(request), delegates))
    if not kept and not voices:
        told = _("You are no delegate to this assembly, and keep no body that sends some.")
        raise ProblemError(404, _("Not about you"), told, "no-page")
    context = {
        "assembly": assembly,
        "kept": kept,
        "voices": voices,
        "others": [delegate for delegate in delegates if delegate.is_listed is not False],
        "is_closed": now > assembly.list_closes_at,
        "is_over": now > assembly.changes_until_at or assembly.state == AssemblyState.ENDED,
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "governance/delegations.html", context)


def has_part(request: HttpRequest, assembly: Assembly) -> bool:
    """Whether the page above says anything to the asker."""
    me, places = get_me(request), list_places(get_actor(request), _RIGHT)
    if me and Delegate.objects.filter(assembly=assembly, person=me, removed_at__isnull=True).exists():
        return True
    return any(places) and bool(_find_kept(request, assembly, get_actor(request)))


def _list_delegations(
    request: HttpRequest, assembly: Assembly, actor: Actor, delegates: list[Delegate]
) -> Iterator[Delegation]:
    day = assembly.begins_at.date()
    for body in _find_kept(request, assembly, actor):
        own = [delegate for delegate in delegates if delegate.body_id == body.pk]
        yield Delegation(body, get_votes_of_body(assembly, body), own, _list_members(body, day))


def _find_kept(request: HttpRequest, assembly: Assembly, actor: Actor) -> list[Body]:
    """Bodies with votes, of those for which one holds the right; who holds it everywhere has the desk."""
    places = [place for place in list_places(actor, _RIGHT) if place]
    rows = get_bodies(get_viewer(request)).filter(key__in=list_below(places)) if places else Body.objects.none()
    bodies = list(rows.order_by("kind", "acronym", "id"))
    return [body for body in bodies if get_votes_of_body(assembly, body) and may(actor, _RIGHT, body)]


def _list_members(body: Body, day: date) -> list[Person]:
    find = get_seats_of_committee if body.kind == BodyKind.INTERNATIONAL_COMMITTEE else get_members_of_committee
    rows = find(body, day).filter(person__isnull=False)[:MOST_OFFERED]
    return [row.person for row in rows if row.person]


def _list_voices(assembly: Assembly, me: Person | None, delegates: list[Delegate]) -> Iterator[Voice]:
    proxies = list(get_proxies(assembly)) if me else []
    for delegate in delegates:
        if me and delegate.person_id == me.pk:
            given = next((proxy for proxy in proxies if proxy.giver_id == delegate.pk), None)
            yield Voice(delegate, given, [proxy for proxy in proxies if proxy.holder_id == delegate.pk])
