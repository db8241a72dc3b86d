"""A member offers to work in a committee, takes it back; who keeps the committee answers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.http.asking import get_actor
from museion.core.http.forms import go_back, read_field
from museion.network.actions.facts import FactError
from museion.network.actions.interests import answer_interest, state_interest, take_back_interest
from museion.network.models import Body, CommitteeInterest
from museion.network.queries.members import get_own_person
from museion.network.views.finding import find_body


@require_POST
def offer(request: HttpRequest, key: str) -> HttpResponse:
    body, actor = find_body(request, key), get_actor(request)
    person = get_own_person(actor.account_id)
    if person is None:
        problem = _("Your account is not linked to an entry in the register. Ask your committee.")
        return go_back(_address(body), problem)
    try:
        state_interest(person, body, read_field(request, "words"), actor=actor, at=timezone.now())
    except FactError as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


@require_POST
def close(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """`answer`: join or decline, by who keeps the committee; anything else is the member taking it back."""
    body, actor, now = find_body(request, key), get_actor(request), timezone.now()
    rows = CommitteeInterest.objects.select_related("person", "body")
    interest = get_object_or_404(rows, pk=number, body=body)
    answer = read_field(request, "answer")
    try:
        if answer in {"join", "decline"}:
            answer_interest(interest, joins=answer == "join", actor=actor, at=now)
        else:
            take_back_interest(interest, actor=actor, at=now)
    except FactError as error:
        return go_back(_address(body), str(error))
    return HttpResponseRedirect(_address(body))


def _address(body: Body) -> str:
    return f"/bodies/{body.key}/seats"
