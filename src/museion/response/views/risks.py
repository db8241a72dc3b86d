"""The risk register: one museum's assessment with its charts, and the network's risks by agent and by country."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from museion.core.access import may
from museion.core.countries import get_country_name
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.languages import LanguageMap
from museion.response.models import RiskAssessment
from museion.response.queries.risks import compare_measures, get_assessments, list_assessed_risks, read_scores
from museion.response.risk.abc import Decision, Priority
from museion.response.risk.rollup import Total, total_by_agent, total_by_country
from museion.response.risk.vocabulary import AGENT_LABELS, LAYER_LABELS, STAGE_LABELS, Agent, Layer, Stage
from museion.response.views.risk_charts import ROW, draw_bars, draw_pie, draw_quadrant

SHOWN_ASSESSMENTS = 50
SHOWN_YEARS = 100
_LEAST_PERCENT = 0.001
PRIORITY_LABELS: dict[Priority, Any] = {
    Priority.CATASTROPHIC: _("catastrophic"),
    Priority.EXTREME: _("extreme"),
    Priority.HIGH: _("high"),
    Priority.MEDIUM: _("medium"),
    Priority.LOW: _("low"),
}
DECISION_LABELS: dict[Decision, Any] = {
    Decision.TREAT_SOON: _("treat as soon as possible"),
    Decision.REVIEW_SOON: _("review as soon as possible"),
    Decision.NO_ACTION: _("no action"),
    Decision.REVIEW_LATER: _("review later"),
}


@require_GET
def show_risks(request: HttpRequest) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    risks = list(list_assessed_risks(viewer))
    assessments = get_assessments(viewer).order_by("-assessed_date", "-id")
    context = {
        "agents": [(_name_agent(total.name, languages), total) for total in total_by_agent(risks)],
        "countries": [(_name_country(total, languages), total) for total in total_by_country(risks)],
        "assessments": [
            (held, held.museum.names.pick(languages).text or held.museum.key)
            for held in assessments[:SHOWN_ASSESSMENTS]
        ],
        "museums": len({risk.museum for risk in risks}),
    }
    return render(request, "response/risks.html", context)


def show_assessment(request: HttpRequest, record: RiskAssessment) -> HttpResponse:
    languages = get_languages(request)
    museum = record.museum
    held = [(statement, read_scores(statement)) for statement in record.statements.all()]
    held.sort(key=lambda pair: -pair[1].magnitude)
    drawn = [(statement.text, risk) for statement, risk in held]
    context = {
        "title": museum.names.pick(languages).text or museum.key,
        "museum": museum,
        "bars": draw_bars(drawn),
        "chart_height": len(drawn) * ROW + 4,
        "grid": range(0, 601, 40),
        "spots": draw_quadrant(drawn),
        "pie": draw_pie({group.name: group.share for group in record.value_groups.order_by("-share", "id")}),
        "risks": [
            {
                "statement": statement,
                "agent": _name_agent(statement.agent, languages),
                "risk": risk,
                "priority": PRIORITY_LABELS[risk.priority],
                "decision": DECISION_LABELS[risk.decision],
                "lost": tell_percent(risk.compute_loss(SHOWN_YEARS)),
            }
            for statement, risk in held
        ],
        "options": [
            (compared, _name(STAGE_LABELS, Stage, compared.option.stage, languages))
            for compared in compare_measures(record)
        ],
        "stages": [(code.value, LanguageMap(STAGE_LABELS[code]).pick(languages).text) for code in Stage],
        "layers": [(code.value, LanguageMap(LAYER_LABELS[code]).pick(languages).text) for code in Layer],
        "years": SHOWN_YEARS,
        "may_update": may(get_actor(request), "risk.update", museum),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "response/assessment.html", context)


def tell_percent(share: float) -> str:
    """Two digits that count, however small the share is."""
    percent = 100 * share
    if percent < _LEAST_PERCENT:
        return gettext("under %(percent)s %%") % {"percent": number_format(_LEAST_PERCENT)}
    places = max(0, 1 - math.floor(math.log10(percent)))
    return gettext("%(percent)s %%") % {"percent": number_format(percent, places)}


def _name_agent(code: str, languages: tuple[str, ...]) -> str:
    return _name(AGENT_LABELS, Agent, code, languages)


def _name(labels: Any, terms: Any, code: str, languages: tuple[str, ...]) -> str:
    return LanguageMap(labels[terms(code)]).pick(languages).text if code in set(terms) else code


def _name_country(total: Total, languages: tuple[str, ...]) -> str:
    return get_country_name(total.name, languages[0]) if total.name else ""
