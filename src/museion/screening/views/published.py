"""What the desk tells everybody: published fields of cases, and counts that lead to nobody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from museion.screening.queries.cases import STEP, compute_statistics, get_published_cases
from museion.screening.terms import CaseOutcome

SHOWN_CASES = 100


@require_GET
def show_published(request: HttpRequest) -> HttpResponse:
    this_month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    statistics = compute_statistics(this_month)
    context = {
        "cases": [
            (case, CaseOutcome(case.outcome).label if case.outcome else "")
            for case in get_published_cases(limit=SHOWN_CASES)
        ],
        "statistics": statistics,
        "outcomes": [(CaseOutcome(code).label, count) for code, count in statistics.by_outcome.items() if code],
        "step": STEP,
    }
    return render(request, "screening/published.html", context)
