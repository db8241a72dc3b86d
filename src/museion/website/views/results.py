"""The results page: one form, one engine call, one page of hits, in three views."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from museion.core.access import may_somewhere
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.kinds import Kind
from museion.search.documents import get_fields, get_point_field
from museion.search.requests import PAGE_SIZE, QuerySyntaxError, SearchResult, SearchUnavailableError
from museion.website.asked_objects import OBJECT
from museion.website.facets import choose_facets, make_chips, make_facets
from museion.website.hits import make_hits
from museion.website.meanings import show_meanings
from museion.website.paging import make_pages
from museion.website.places import guess_place, list_distances, make_map, write_area
from museion.website.question import KIND, VIEWS, Question, get_span_fields, read_question
from museion.website.searching import find_hits
from museion.website.timeline import make_timelines
from museion.website.unknown import show_unknown


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    label: Any
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SyntaxTrouble:
    """The question cut at the place of the trouble."""

    message: str
    before: str
    at: str
    after: str


def show_results(request: HttpRequest, kind: Kind | None = None) -> HttpResponse:
    """The whole page, or for htmx the part that changes. `kind`: the list of that kind, at its own address."""
    question = read_question(request.GET)
    if kind:
        question = replace(question, filters={**question.filters, KIND: (kind.name,)})
    context, status = _answer(request, question)
    if kind:
        context["title"] = context["heading"] = kind.label_plural
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "website/results_part.html" if is_part else "website/results.html"
    # htmx swaps nothing in for an error status, and the reader must see the message.
    response = render(request, template, context, status=200 if is_part else status)
    if is_part:
        response.headers["HX-Push-Url"] = question.get_address(page=question.page)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _answer(request: HttpRequest, question: Question) -> tuple[dict[str, Any], int]:
    language = get_languages(request)[0]
    context: dict[str, Any] = {
        "question": question,
        "title": _("Search: %(text)s") % {"text": question.text} if question.text else _("Search"),
        "problems": question.problems,
        "chips": make_chips(question, language),
        "clear_url": Question(text=question.text, view=question.view).get_address(),
        "area_text": write_area(question),
        "distances": list_distances(question),
    }
    names = choose_facets(question)
    asked = question.make_request(tokens=get_viewer(request).tokens, language=language, facets=names)
    place = get_point_field()
    grids = (place,) if place and question.view == "map" else ()
    asked = replace(asked, histograms=tuple(get_span_fields()), grids=grids)
    try:
        result = find_hits(asked)
    except QuerySyntaxError as error:
        return context | {"syntax": _point_at(question.text, error)}, 400
    except SearchUnavailableError:
        return context | {"is_unavailable": True}, 503
    return context | _show(request, question, result, names, language), 200


def _show(
    request: HttpRequest, question: Question, result: SearchResult, names: tuple[str, ...], language: str
) -> dict[str, Any]:
    first_rank = (question.page - 1) * PAGE_SIZE + 1
    shown: dict[str, Any] = {
        "result": result,
        "total_text": number_format(result.total, force_grouping=True),
        "first_rank": first_rank,
        "facets": make_facets(question, result, names, language),
        "timelines": make_timelines(question, result),
        "orders": _make_orders(question),
        "views": _make_views(question),
        "pages": make_pages(question, result.total),
        "save_url": make_save_url(question),
        "survey_url": _make_survey_url(request, question, result),
        "nearby": guess_place(question, language),
        "suggestion_url": question.get_address(text=result.suggestion) if result.suggestion else "",
        "hits": make_hits(question, result.hits, first_rank, language),
    }
    shown["unknown"] = show_unknown(question, result, language)
    shown |= show_meanings(question, result, language)
    return shown | (make_map(request, question, result, language) if question.view == "map" else {})


def make_save_url(question: Question) -> str:
    """Empty where nothing was asked: everything that comes in is no search to keep."""
    address = question.get_address(view=VIEWS[0], sort="")
    return "" if question.is_open else f"/saved/new{address.removeprefix('/search')}"


def _make_survey_url(request: HttpRequest, question: Question, result: SearchResult) -> str:
    """For who may take objects along to check their condition, where objects were found."""
    kinds = question.filters.get(KIND, ())
    if not result.total or OBJECT not in (kinds or (OBJECT,)) or not may_somewhere(get_actor(request), "survey.create"):
        return ""
    query = question.get_address(view=VIEWS[0], sort="").partition("?")[2]
    asked = {"search": query, "title": question.text}
    museums = question.filters.get("museum", ())
    return f"/surveys/new?{urlencode(asked | ({'museum': museums[0]} if len(museums) == 1 else {}))}"


def _make_orders(question: Question) -> list[Option]:
    orders = [("", _("Relevance"))]
    for name, field in get_fields().items():
        if field.is_sortable:
            orders += [(name, f"{capfirst(field.label)} ↑"), (f"-{name}", f"{capfirst(field.label)} ↓")]
    return [Option(sort, label, question.get_address(sort=sort), question.sort == sort) for sort, label in orders]


def _make_views(question: Question) -> list[Option]:
    labels = dict(zip(VIEWS, (_("List"), _("Pictures"), _("Map")), strict=True))
    return [
        Option(view, label, question.get_address(view=view, page=question.page), question.view == view)
        for view, label in labels.items()
    ]


def _point_at(text: str, error: QuerySyntaxError) -> SyntaxTrouble:
    position = max(0, min(error.position, len(text)))
    # At the end of the question there is no character to mark, so a gap is marked.
    return SyntaxTrouble(str(error), text[:position], text[position : position + 1] or "␣", text[position + 1 :])
