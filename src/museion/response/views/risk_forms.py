"""The forms of the risk register: assessing a museum, and adding a measure to a risk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.languages import LanguageMap
from museion.core.numerals import read_whole
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.network.models import Museum
from museion.network.queries import get_museums
from museion.response.actions.risks import StatedAssessment, StatedOption, StatedRisk, add_option, save_assessments
from museion.response.models import RiskStatement
from museion.response.queries.risks import get_assessments
from museion.response.risk.abc import Assessment, Estimate, ScoreError, score_fraction, score_years
from museion.response.risk.values import Group, share_value
from museion.response.risk.vocabulary import (
    AGENT_LABELS,
    AGENT_NOTES,
    OCCURRENCE_LABELS,
    Agent,
    Layer,
    Occurrence,
    Stage,
)

_STAGES = {code.value: code for code in Stage}
_LAYERS = {code.value: code for code in Layer}
_OCCURRENCES = {code.value: code for code in Occurrence}


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest) -> HttpResponse:
    museum = get_object_or_404(get_museums(get_viewer(request)), key=request.GET.get("museum", "").strip().lower())
    check_right(get_actor(request), "risk.update", museum)
    problem = ""
    if request.method == "POST":
        try:
            stated = _read_assessment(request, museum)
            (made,) = save_assessments([stated], actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(f"/id/{made}")
        except ScoreError as error:
            problem = tell(get_message(error))
    languages = get_languages(request)
    context = {
        "museum": museum,
        "problem": problem,
        "sent": {"groups": request.POST.get("values", "")}
        | {name: request.POST.get(name, "") for name in ("readiness", "salvage_note")},
        "agents": [_show_agent(code, request, languages) for code in Agent],
        "occurrences": [(code.value, LanguageMap(OCCURRENCE_LABELS[code]).pick(languages).text) for code in Occurrence],
    }
    return render(request, "response/assess.html", context, status=400 if problem else 200)


@require_POST
def add_measure(request: HttpRequest, number: int) -> HttpResponse:
    readable = get_assessments(get_viewer(request))
    statement = get_object_or_404(RiskStatement, pk=number, assessment__in=readable)
    problem = ""
    try:
        add_option(statement, _read_option(request), actor=get_actor(request), at=timezone.now())
    except ScoreError as error:
        problem = f"?{urlencode({'problem': tell(get_message(error))})}"
    return HttpResponseRedirect(f"{statement.assessment.url}{problem}#options")


def _show_agent(agent: Agent, request: HttpRequest, languages: tuple[str, ...]) -> dict[str, Any]:
    """With what was sent of it, so that a form that is refused loses nothing."""

    def get_sent(name: str) -> str:
        return request.POST.get(f"{agent}-{name}", "")

    percent = _("or: so many percent")
    scales = (
        ("a", _("A: how often"), _("or: once in so many years, or built up in so many")),
        ("b", _("B: loss to each affected item"), percent),
        ("c", _("C: part of the value affected"), percent),
    )
    return {
        "code": agent.value,
        "label": LanguageMap(AGENT_LABELS[agent]).pick(languages).text,
        "note": LanguageMap(AGENT_NOTES[agent]).pick(languages).text,
        "text": get_sent("text"),
        "occurrence": get_sent("occurrence"),
        "scales": [
            {"letter": letter, "label": label, "other": other}
            | {name: get_sent(f"{letter}-{name}") for name in ("low", "probable", "high", "stated")}
            for letter, label, other in scales
        ],
    }


def _read_assessment(request: HttpRequest, museum: Museum) -> StatedAssessment:
    risks = tuple(_read_risks(request))
    if not risks:
        raise ScoreError(_("Please describe at least one risk and score it."))
    groups = list(_read_groups(request.POST.get("values", "")))
    return StatedAssessment(
        museum=museum,
        assessed_date=timezone.now().date(),
        risks=risks,
        values=share_value(groups) if groups else {},
        salvage_readiness=min(max(_read_number(request.POST.get("readiness") or "0") / 100, 0.0), 1.0),
        salvage_note=request.POST.get("salvage_note", "").strip()[:5000],
    )


def _read_risks(request: HttpRequest) -> Iterator[StatedRisk]:
    """An agent without a text is left out."""
    for agent in Agent:
        text = request.POST.get(f"{agent}-text", "").strip()
        if text:
            a, b, c = (_read_estimate(request, agent, part) for part in "abc")
            occurrence = _OCCURRENCES.get(request.POST.get(f"{agent}-occurrence", ""), Occurrence.RARE)
            yield StatedRisk(text[:500], agent, occurrence, Assessment(a, b, c))


def _read_estimate(request: HttpRequest, agent: Agent, part: str) -> Estimate:
    """Where nothing else is said, the probable score is also the low and the high one; years and percent become scores."""

    def read(name: str) -> str:
        return str(request.POST.get(f"{agent}-{part}-{name}", "")).strip()

    if stated := read("stated"):
        probable = score_years(_read_number(stated)) if part == "a" else score_fraction(_read_number(stated) / 100)
    else:
        probable = _read_number(read("probable"))
    low, high = (_read_number(read(end)) if read(end) else probable for end in ("low", "high"))
    return Estimate(low, probable, high)


def _read_groups(text: str) -> Iterator[Group]:
    """A line each: name; how many items; worth of one as against the others."""
    for line in filter(str.strip, text.splitlines()):
        name, items, worth, *_more = [*(part.strip() for part in line.split(";")), "1", "1"]
        count = read_whole(items)
        if count is None:
            raise ScoreError(_("Groups of value: write a line as “Prints; 300; 1”."))
        yield Group(name[:200], count, _read_number(worth or "1"))


def _read_option(request: HttpRequest) -> StatedOption:
    text = request.POST.get("text", "").strip()
    stage = _STAGES.get(request.POST.get("stage", ""))
    if not text or stage is None:
        raise ScoreError(_("Please describe the measure and choose a stage."))
    return StatedOption(
        text=text,
        stage=stage,
        layer=_LAYERS.get(request.POST.get("layer", "")),
        cost_eur=_read_number(request.POST.get("cost_eur", "")),
        magnitude_after=_read_number(request.POST.get("magnitude_after", "")),
    )


def _read_number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise ScoreError(_("“%(text)s” is no number.") % {"text": text[:40]}) from None
    if not abs(number) < 1e12:
        raise ScoreError(_("“%(text)s” is no number.") % {"text": text[:40]})
    return number
