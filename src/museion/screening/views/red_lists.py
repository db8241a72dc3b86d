"""Pages of the Red Lists: browse by country and type, a list, a type, a category and its counter card."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from museion.core.countries import fold_name, get_country_name
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url, render_record
from museion.screening.models import RedList, RedListCategory, RedListType
from museion.screening.queries.red_lists import find_category, get_red_list_types, get_red_lists
from museion.screening.terms import Certainty
from museion.screening.views.red_list_showing import get_families, list_families, name_countries, show_type

Choice = tuple[str, str, int]


@require_GET
def show_red_lists(request: HttpRequest) -> HttpResponse:
    """All lists; with a country or a type of object chosen, the kinds at risk that meet it."""
    viewer, language = get_viewer(request), get_languages(request)[0]
    types = list(get_red_list_types(viewer))
    country, family = request.GET.get("country", ""), request.GET.get("type", "")
    chosen = [row for row in types if _meets(row, country, family)] if country or family else []
    context = {
        "lists": [
            (red_list, ", ".join(name_countries(red_list.countries, language)), _count_types(red_list))
            for red_list in get_red_lists(viewer).order_by("-year", "id")
        ],
        "country": country,
        "family": family,
        "countries": _choose_countries(types, language),
        "families": _choose_families(types, language),
        "is_narrowed": bool(country or family),
        "shown": [show_type(row, language) for row in chosen],
    }
    return render(request, "screening/red_lists.html", context)


def show_red_list(request: HttpRequest, record: RedList) -> HttpResponse:
    languages = get_languages(request)
    red_list = get_red_lists(get_viewer(request)).filter(pk=record.pk).first() or record
    context = {
        "title": red_list.titles.pick(languages).text or red_list.key,
        "countries": name_countries(red_list.countries, languages[0]),
        "laws": show_laws(red_list, languages[0]),
        "certainty": Certainty(red_list.certainty).label,
        "categories": [(category, len(category.types.all())) for category in red_list.categories.all()],
    }
    return render_record(request, red_list, "screening/red_list.html", context)


def show_red_list_type(request: HttpRequest, record: RedListType) -> HttpResponse:
    languages = get_languages(request)
    row = RedListType.objects.select_related("category__red_list").get(pk=record.pk)
    context = {
        "title": row.names.pick(languages).text or row.key,
        "shown": show_type(row, languages[0]),
        "category": row.category,
        "laws": show_laws(row.category.red_list, languages[0]),
    }
    return render_record(request, row, "screening/red_list_type.html", context)


@require_GET
def show_category(request: HttpRequest, key: str, code: str) -> HttpResponse:
    language = get_languages(request)[0]
    category = _find(request, key, code)
    context = {
        "category": category,
        "red_list": category.red_list,
        "shown": [show_type(row, language) for row in category.types.all()],
        "languages": settings.LANGUAGES,
    }
    return render(request, "screening/red_list_category.html", context)


@require_GET
def show_card(request: HttpRequest, key: str, code: str, language: str) -> HttpResponse:
    """One sheet for a counter, in a language of its own: whoever prints it need not be who reads it."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    category = _find(request, key, code)
    request.languages = (language,)  # type: ignore[attr-defined]
    with translation.override(language):
        context = {
            "category": category,
            "red_list": category.red_list,
            "countries": ", ".join(name_countries(category.red_list.countries, language)),
            "shown": [show_type(row, language) for row in category.types.all()],
            "laws": show_laws(category.red_list, language),
            "check_address": f"{get_base_url(request)}/screen",
            "check_code": _draw_code(f"{get_base_url(request)}/screen"),
        }
        return render(request, "screening/red_list_card.html", context)


def show_laws(red_list: RedList, language: str) -> list[dict[str, Any]]:
    return [
        {
            **law,
            "country_name": get_country_name(law["country"], language) if law["country"] else "",
            "certainty_label": Certainty(law["certainty"]).label,
        }
        for law in red_list.legislation
    ]


def _find(request: HttpRequest, key: str, code: str) -> RedListCategory:
    category = find_category(get_viewer(request), key, code)
    if category is None:
        raise Http404
    return category


def _draw_code(address: str) -> str:
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True, svgclass="code")
    return mark_safe(drawn)  # noqa: S308 - drawn here, from our own address


def _meets(row: RedListType, country: str, family: str) -> bool:
    return (not country or country in _list_countries(row)) and (not family or family in list_families(row))


def _list_countries(row: RedListType) -> set[str]:
    """Where it comes from; a type that a people alone proves counts for the countries of its list."""
    return set(row.countries or row.category.red_list.countries)


def _count_types(red_list: RedList) -> int:
    return sum(len(category.types.all()) for category in red_list.categories.all())


def _choose_countries(types: Sequence[RedListType], language: str) -> list[Choice]:
    counts = Counter(code for row in types for code in _list_countries(row))
    named = [(code, get_country_name(code, language), count) for code, count in counts.items()]
    return sorted(named, key=lambda choice: fold_name(choice[1]))


def _choose_families(types: Sequence[RedListType], language: str) -> list[Choice]:
    labels = get_families()
    counts = Counter(code for row in types for code in list_families(row) if code in labels)
    named = [(code, labels[code].pick(language).text, count) for code, count in counts.items()]
    return sorted(named, key=lambda choice: fold_name(choice[1]))
