"""Proposals as the committee sees them, and the page on which a reviewer judges one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.http.asking import get_actor
from museion.core.languages import read_language_map
from museion.core.models import Account
from museion.core.problems import ProblemError
from museion.events.actions.judging import CRITERIA, assign_reviewer, decide, discuss, judge
from museion.events.actions.programme import hand_over_paper
from museion.events.actions.proposals import save_call
from museion.events.models import Call, Contribution, Event, Review
from museion.events.problems import EventError
from museion.events.queries.proposals import get_proposals, get_reviews_of
from museion.events.rights import may_manage
from museion.events.terms import ContributionState, Recommendation
from museion.events.views.forms import (
    TEXT_LANGUAGES,
    find_managed,
    read_field,
    read_number,
    read_texts,
    read_wall_time,
    take_form,
)
from museion.events.views.managing import get_tabs
from museion.events.views.registrations import keep_private
from museion.network.proceedings import NoLibraryError


@require_http_methods(["GET", "POST"])
def show_call_form(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)

    def save() -> None:
        save_call(event, _read_call(request, event), actor=get_actor(request), at=timezone.now())

    return take_form(
        request, save, lambda problem: _show_call_form(request, event, problem), address=f"{request.path}?saved=1"
    )


def _show_call_form(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    call = Call.objects.filter(event=event).first()
    topics = call.topics if call else []
    context = {
        **get_tabs(event, "manage/call"),
        "call": call,
        "tongues": event.text_languages or ["en"],
        "all_tongues": TEXT_LANGUAGES,
        "lines": {tag: "\n".join(topic.get(tag, "") for topic in topics) for tag in TEXT_LANGUAGES},
        "problem": problem,
        "saved": _("Saved.") if "saved" in request.GET else "",
    }
    return render(request, "events/call_form.html", context)


def _read_call(request: HttpRequest, event: Event) -> dict[str, Any]:
    lines = {tag: read_field(request, f"topics-{tag}", 10_000).splitlines() for tag in TEXT_LANGUAGES}
    longest = max(map(len, lines.values()))
    topics = [
        dict(read_language_map({tag: texts[place] for tag, texts in lines.items() if place < len(texts)}))
        for place in range(longest)
    ]
    return {
        "opens_at": read_wall_time(request, "opens_at", event.time_zone),
        "closes_at": read_wall_time(request, "closes_at", event.time_zone),
        "reviews_due_at": read_wall_time(request, "reviews_due_at", event.time_zone),
        "guidelines": read_texts(request, "guidelines"),
        "topics": [topic for topic in topics if topic],
        "text_languages": [tag for tag in TEXT_LANGUAGES if tag in request.POST.getlist("text_languages")],
        "most_words": read_number(request, "most_words", most=20_000) or 400,
        "is_anonymous": bool(read_field(request, "is_anonymous")),
    }


@require_http_methods(["GET", "POST"])
def show_proposals(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    return take_form(request, lambda: _act(request, event), lambda problem: _show_proposals(request, event, problem))


def _show_proposals(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    state = request.GET.get("state", "")
    context = {
        **get_tabs(event, "manage/proposals"),
        "proposals": get_proposals(event, state=state if state in ContributionState.values else ""),
        "state": state,
        "states": ContributionState.choices,
        "problem": problem,
    }
    return keep_private(render(request, "events/proposals.html", context))


def _act(request: HttpRequest, event: Event) -> None:
    paper = get_object_or_404(
        Contribution.objects.select_related("event"), event=event, key=read_field(request, "paper", 9)
    )
    actor, at = get_actor(request), timezone.now()
    match read_field(request, "do"):
        case "assign":
            email = read_field(request, "reviewer", 254).lower()
            reviewer = Account.objects.filter(email=email, is_active=True).first()
            if reviewer is None:
                raise EventError(_("No account has the address %(email)s.") % {"email": email}, "reviewer")
            assign_reviewer(paper, reviewer, actor=actor, at=at)
        case "hand_over":
            _hand_over(paper, request)
        case state:
            decide(paper, state, read_field(request, "note", 5000), actor=actor, at=at)


def _hand_over(paper: Contribution, request: HttpRequest) -> None:
    try:
        hand_over_paper(paper, actor=get_actor(request), at=timezone.now())
    except NoLibraryError as error:
        raise EventError(_("No library is installed here that keeps publications.")) from error


@login_required
@require_GET
def show_reviews(request: HttpRequest) -> HttpResponse:
    account = request.user
    reviews = get_reviews_of(account) if isinstance(account, Account) else []
    return keep_private(render(request, "events/reviews.html", {"reviews": reviews}))


@login_required
@require_http_methods(["GET", "POST"])
def show_review(request: HttpRequest, number: int) -> HttpResponse:
    """For the reviewer; organisers read it too. Of an anonymous call it names no author."""
    review = Review.objects.filter(pk=number).select_related("contribution__event__call", "reviewer").first()
    is_own = review is not None and review.reviewer_id == request.user.pk
    if review is None or not (is_own or may_manage(get_actor(request), review.contribution.event)):
        raise ProblemError(404, _("No such record"), _("No review for you has this number."), "no-review")
    held = review
    return take_form(
        request,
        lambda: _take(request, held),
        lambda problem: _show_review(request, held, is_own=is_own, problem=problem),
        address=f"{request.path}?saved=1",
    )


def _show_review(request: HttpRequest, review: Review, *, is_own: bool, problem: str) -> HttpResponse:
    paper = review.contribution
    call = Call.objects.filter(event=paper.event).first()
    context = {
        "review": review,
        "paper": paper,
        "event": paper.event,
        "is_own": is_own,
        "speakers": [] if call and call.is_anonymous and is_own else list(paper.speakers.all()),
        "topic": call.topics[paper.topic]
        if call and paper.topic is not None and paper.topic < len(call.topics)
        else None,
        "criteria": [(name, label, str(review.scores.get(name, ""))) for name, label in _label_criteria()],
        "recommendations": Recommendation.choices,
        "discussion": list(paper.discussion.select_related("author")) if review.judged_at or not is_own else [],
        "others": list(paper.reviews.exclude(pk=review.pk).filter(judged_at__isnull=False))
        if review.judged_at or not is_own
        else [],
        "problem": problem,
        "saved": "saved" in request.GET,
    }
    return keep_private(render(request, "events/review.html", context))


def _label_criteria() -> list[tuple[str, str]]:
    labels = {"relevance": _("fits the theme"), "quality": _("quality"), "originality": _("new ideas")}
    return [(name, labels[name]) for name in CRITERIA]


def _take(request: HttpRequest, review: Review) -> None:
    actor, at = get_actor(request), timezone.now()
    if read_field(request, "do") == "discuss":
        account = request.user
        if isinstance(account, Account):
            discuss(review.contribution, read_field(request, "text", 5000), account=account, actor=actor, at=at)
        return
    scores = {name: int(text) for name in CRITERIA if (text := read_field(request, name, 1)).isdecimal()}
    judge(
        review,
        scores=scores,
        recommendation=read_field(request, "recommendation", 10),
        to_authors=read_field(request, "to_authors"),
        to_committee=read_field(request, "to_committee"),
        has_conflict=bool(read_field(request, "has_conflict")),
        actor=actor,
        at=at,
    )
