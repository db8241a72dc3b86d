"""Records that look alike: the reasons for and against, and a person's verdict, which can be taken back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor
from museion.core.problems import ProblemError
from museion.library.actions.pairing import AlreadyJudgedError, judge_different, merge_pair, undo_judgement
from museion.library.models import DuplicatePair
from museion.library.queries.works import get_judged_pairs, get_waiting_pairs
from museion.library.values import read_work

SHOWN = 40
REASONS = {
    "number": _("same number"),
    "number_differs": _("other number"),
    "title": _("title agrees"),
    "title_differs": _("title differs"),
    "title_numbers_differ": _("numbers in the title differ"),
    "people": _("people in common"),
    "people_differ": _("other people"),
    "year": _("year agrees"),
    "year_differs": _("year differs"),
    "pages": _("same pages"),
    "edition_differs": _("other edition"),
    "language_differs": _("other language"),
}
COMPARED = ("titles", "contributors", "date_text", "publisher", "edition", "extent", "numbers", "languages")


@require_GET
def show_pairs(request: HttpRequest) -> HttpResponse:
    check_right(get_actor(request), "work.merge")
    pairs = [(pair, _name_reasons(pair), _compare(pair)) for pair in get_waiting_pairs(limit=SHOWN)]
    context = {"pairs": pairs, "judged": get_judged_pairs(limit=SHOWN)}
    return render(request, "library/duplicates.html", context)


def _name_reasons(pair: DuplicatePair) -> list[tuple[object, str, bool]]:
    return [(REASONS.get(held["code"], held["code"]), held["detail"], held["weight"] > 0) for held in pair.reasons]


def _compare(pair: DuplicatePair) -> list[tuple[str, str, str, bool]]:
    """Field, both values as one line, whether they agree."""
    one, other = read_work(pair.one), read_work(pair.other)
    rows = []
    for name in COMPARED:
        left, right = _write(getattr(one, name)), _write(getattr(other, name))
        if left or right:
            rows.append((name, left, right, left == right))
    return rows


def _write(value: object) -> str:
    if isinstance(value, dict):
        return " | ".join(map(str, value.values()))
    if isinstance(value, list):
        return " | ".join(
            str(part.get("name") or part.get("value") or part) if isinstance(part, dict) else str(part)
            for part in value
        )
    return str(value)


@require_POST
def judge(request: HttpRequest, number: int) -> HttpResponse:
    pair = get_object_or_404(DuplicatePair.objects.select_related("one", "other"), pk=number)
    actor, at, verdict = get_actor(request), timezone.now(), request.POST.get("verdict", "")
    try:
        if verdict == "different":
            judge_different(pair, actor=actor, at=at)
        elif verdict == "undo":
            undo_judgement(pair, actor=actor, at=at)
        elif verdict in {pair.one.key, pair.other.key}:
            merge_pair(pair, keep=verdict, actor=actor, at=at)
        else:
            raise ProblemError(422, str(_("No such verdict")), "", "no-such-step")
    except AlreadyJudgedError as error:
        raise ProblemError(409, str(_("Already decided")), str(error), "already-judged") from error
    return HttpResponseRedirect("/library/duplicates")
