"""Casting a vote, on a phone first: one question a page, a second look before it counts, and a page that says that it did."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, read_field, read_form_number
from museion.core.numerals import read_whole
from museion.governance.actions.voting import (
    AlreadyVotedError,
    Part,
    VoteRefusedError,
    cast_votes,
    draw_receipt,
    make_codes,
)
from museion.governance.models import Ballot, BallotVoter
from museion.governance.terms import BallotState, Method
from museion.governance.views.finding import find_ballot, get_me

LONE = ("blank", "abstain")


@require_http_methods(["GET", "POST"])
def show_vote(request: HttpRequest, key: str) -> HttpResponse:
    """GET: the question. POST without `sure`: what was chosen, to look at. POST with it: counts, and shows the receipt."""
    ballot = find_ballot(request, key)
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"/sign-in?next=/ballots/{ballot.key}/vote")
    voter = _find_voter(request, ballot)
    if voter is None:
        return _answer(request, "governance/vote_not_listed.html", {"ballot": ballot}, 403)
    if request.method == "POST":
        return _take(request, ballot, voter)
    if voter.has_voted:
        return _answer(request, "governance/vote_done.html", {"ballot": ballot, "voter": voter})
    if ballot.state != BallotState.OPEN or (ballot.closes_at and ballot.closes_at <= timezone.now()):
        return _answer(request, "governance/vote_closed.html", {"ballot": ballot})
    return _ask(request, ballot, voter)


def _take(request: HttpRequest, ballot: Ballot, voter: BallotVoter) -> HttpResponse:
    try:
        parts = _read_parts(request, ballot, voter)
    except FormError as error:
        return _ask(request, ballot, voter, str(error))
    receipt = read_field(request, "receipt")
    if "change" in request.POST:
        return _ask(request, ballot, voter)
    if "sure" not in request.POST:
        return _answer(request, "governance/vote_review.html", _describe(ballot, voter, parts) | {"receipt": receipt})
    try:
        cast_votes(ballot, voter, parts, receipt=receipt, actor=get_actor(request), at=timezone.now())
    except AlreadyVotedError:
        return _answer(request, "governance/vote_done.html", {"ballot": ballot, "voter": voter, "is_second": True}, 409)
    except VoteRefusedError as error:
        return _answer(request, "governance/vote_refused.html", {"ballot": ballot, "problem": str(error)}, 409)
    codes = make_codes(ballot, receipt, voter.votes)
    return _answer(request, "governance/vote_counted.html", {"ballot": ballot, "receipt": receipt, "codes": codes})


def _ask(request: HttpRequest, ballot: Ballot, voter: BallotVoter, problem: str = "") -> HttpResponse:
    context = {
        "ballot": ballot,
        "voter": voter,
        "receipt": read_field(request, "receipt") or draw_receipt(),
        "is_ranked": ballot.method in {Method.RANKED, Method.STV},
        "is_approval": ballot.method == Method.APPROVAL,
        "is_split": voter.votes > 1 and ballot.method in {Method.SIMPLE, Method.QUALIFIED},
        "places": [str(place) for place in range(1, len(ballot.options) + 1)],
        "options": [_fill_option(request, option) for option in ballot.options],
        "apart": [_fill_option(request, {"code": code}) for code in LONE],
        "problem": problem,
    }
    return _answer(request, "governance/vote.html", context, 422 if problem else 200)


def _fill_option(request: HttpRequest, option: dict[str, Any]) -> dict[str, Any]:
    """With what was chosen before, so that going back or a mistake costs nothing."""
    code = option["code"]
    given = read_field(request, f"votes-{code}") or "0"
    is_chosen = read_field(request, "choice") == code or given != "0" or read_field(request, "lone") == code
    return option | {
        "given": given,
        "rank": read_field(request, f"rank-{code}"),
        "is_chosen": is_chosen or code in request.POST.getlist("approve"),
    }


def _read_parts(request: HttpRequest, ballot: Ballot, voter: BallotVoter) -> tuple[Part, ...]:
    """Votes of a majority may be divided; ranked and approved options are given with all votes."""
    codes = [option["code"] for option in ballot.options]
    lone = read_field(request, "lone")
    if lone in LONE:
        return (Part((lone,), voter.votes),)
    if ballot.method in {Method.SIMPLE, Method.QUALIFIED}:
        return _read_majority(request, codes, voter)
    if ballot.method == Method.APPROVAL:
        chosen = tuple(code for code in codes if code in request.POST.getlist("approve"))
    else:
        chosen = _read_ranking(request, codes)
    if not chosen:
        raise FormError(_("Nothing is chosen yet. To choose nobody, cast a blank vote."))
    return (Part(chosen, voter.votes),)


def _read_majority(request: HttpRequest, codes: list[str], voter: BallotVoter) -> tuple[Part, ...]:
    single = read_field(request, "choice")
    if single:
        return (Part((single,), voter.votes),)
    given = {code: read_field(request, f"votes-{code}") for code in (*codes, *LONE)}
    parts = tuple(
        Part((code,), read_form_number(text, most=voter.votes)) for code, text in given.items() if text not in {"", "0"}
    )
    total = sum(part.votes for part in parts)
    if total != voter.votes:
        raise FormError(
            _("You have %(votes)s votes and gave %(given)s. Give each of them.")
            % {"votes": voter.votes, "given": total}
        )
    return parts


def _read_ranking(request: HttpRequest, codes: list[str]) -> tuple[str, ...]:
    places: dict[int, str] = {}
    for code in codes:
        text = read_field(request, f"rank-{code}")
        if not text:
            continue
        place = read_form_number(text, least=1, most=len(codes))
        if place in places:
            raise FormError(_("Two are in place %(place)s. Give each place once.") % {"place": place})
        places[place] = code
    return tuple(places[place] for place in sorted(places))


def _describe(ballot: Ballot, voter: BallotVoter, parts: tuple[Part, ...]) -> dict[str, Any]:
    """What was chosen, in words; and the same as hidden fields of the next form."""
    names = {option["code"]: option["names"] for option in ballot.options}
    chosen = [([names.get(code, code) for code in part.choice], part) for part in parts]
    return {
        "ballot": ballot,
        "voter": voter,
        "chosen": chosen,
        "is_ranked": ballot.method in {Method.RANKED, Method.STV},
        "hidden": list(_list_hidden(ballot, parts)),
    }


def _list_hidden(ballot: Ballot, parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    first = parts[0]
    if first.choice[0] in LONE and len(parts) == 1:
        return [("lone", first.choice[0])]
    if ballot.method in {Method.SIMPLE, Method.QUALIFIED}:
        return [(f"votes-{part.choice[0]}", str(part.votes)) for part in parts]
    if ballot.method == Method.APPROVAL:
        return [("approve", code) for code in first.choice]
    return [(f"rank-{code}", str(place)) for place, code in enumerate(first.choice, start=1)]


def _find_voter(request: HttpRequest, ballot: Ballot) -> BallotVoter | None:
    """A delegate of several bodies votes once for each: `voter` names which; without it the first that waits."""
    person = get_me(request)
    if person is None:
        return None
    rows = BallotVoter.objects.filter(ballot=ballot, delegate__person=person).select_related("delegate__body")
    wanted = read_whole(request.POST.get("voter") or request.GET.get("voter") or "")
    if wanted is not None:
        return rows.filter(pk=wanted).first()
    return rows.order_by("has_voted", "pk").first()


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
