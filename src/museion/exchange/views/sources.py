"""Where records come from: the health of each source, adding one, its page, and the report for the partner."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.pages import render_record
from museion.core.imports.mapping import list_mappings
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.specs import UnusableMappingError
from museion.core.numerals import read_whole
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.exchange.actions.harvests import KIND, ask_for_harvest, create_source, update_source
from museion.exchange.harvesting.asking import HarvestError
from museion.exchange.harvesting.reporting import iterate_report
from museion.exchange.models import HarvestSource, Protocol
from museion.exchange.queries.boards import get_harvests, get_problems, get_sources

DAYS_BETWEEN_WHOLE_LISTS = 7


def check_desk(request: HttpRequest) -> None:
    check_right(get_actor(request), "harvest_source.read")


@require_http_methods(["GET", "POST"])
def show_sources(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    if request.method == "POST":
        return _create(request)
    context = {
        "sources": get_sources(get_viewer(request)),
        "problem": request.GET.get("problem", ""),
        "protocols": Protocol.choices,
        "mappings": _list_shipped(),
        "may_create": may(get_actor(request), f"{KIND}.create"),
    }
    return render(request, "exchange/sources.html", context)


def _create(request: HttpRequest) -> HttpResponse:
    stated = {
        name: request.POST.get(name, "").strip()
        for name in ("address", "title", "prefix", "set_spec", "mapping", "contact")
    }
    values: dict[str, Any] = {name: value for name, value in stated.items() if value}
    hours = read_whole(request.POST.get("every_hours", "24"))
    if request.POST.get("withdraws_missing"):
        values |= {"withdraws_missing": True, "anew_every_days": DAYS_BETWEEN_WHOLE_LISTS}
    values |= {"protocol": request.POST.get("protocol", Protocol.OAI_PMH), "address": stated["address"][:1000]}
    try:
        # A path would lead to files of the machine: those are named on its command line only.
        if values["protocol"] not in Protocol.values or hours is None or values.get("mapping") not in _list_shipped():
            raise HarvestError(_("Please choose a protocol, a mapping and a number of hours."))
        number = {"every_hours": min(hours, 24 * 365)}
        source = create_source(values | number, actor=get_actor(request), at=timezone.now())
    except (HarvestError, UnusableMappingError) as error:
        return HttpResponseRedirect(f"/exchange/sources?{urlencode({'problem': tell(get_message(error))})}")
    return HttpResponseRedirect(source.url)


def _list_shipped() -> list[str]:
    return sorted({name for importer in IMPORTERS.values() for name in list_mappings(importer)})


def show_source(request: HttpRequest, source: HarvestSource) -> HttpResponse:
    """What `/id/<key>` shows; whoever may not see the record does not come here."""
    context = {
        "title": source.title,
        "source": source,
        "harvests": get_harvests(source),
        "problems": get_problems(source),
        "problem_count": source.problems.count(),
        "record_count": source.records.filter(is_deleted=False).exclude(key="").count(),
        "may_update": may(get_actor(request), f"{KIND}.update", source),
    }
    return render_record(request, source, "exchange/source.html", context)


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    check_desk(request)
    source = get_object_or_404(HarvestSource.objects.current(), key=key)
    actor, now = get_actor(request), timezone.now()
    if step in {"harvest", "anew"}:
        ask_for_harvest(source, is_anew=step == "anew", actor=actor, at=now)
    else:
        update_source(source, {"is_active": not source.is_active}, actor=actor, at=now)
    return HttpResponseRedirect(source.url)


@require_GET
def send_report(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """What could not be used, for whoever can mend it at the source."""
    check_desk(request)
    source = get_object_or_404(HarvestSource.objects.current(), key=key)
    response = StreamingHttpResponse(iterate_report(source), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{source.name}-problems.csv"'
    return response
