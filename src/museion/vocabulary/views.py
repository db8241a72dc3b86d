"""The pages of the room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.languages import get_language_name
from museion.vocabulary.mapped import list_mapped
from museion.vocabulary.models import Concept, Label, Scheme
from museion.vocabulary.queries import (
    get_neighbours,
    get_paths_to_top,
    get_top_concepts,
    list_alphabet,
    list_by_letter,
    list_schemes,
)
from museion.vocabulary.usage import count_usage

TOP_CONCEPTS = 200


def show_concept(request: HttpRequest, record: Concept) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    title = record.pref_labels.pick(languages).text or record.notation or record.key
    context = {
        "title": title,
        "quoted_title": f'"{title}"' if " " in title else title,
        "labels": make_labels(record, languages[0]),
        "paths": get_paths_to_top(record, viewer),
        "narrower": get_neighbours(record, "narrower", viewer),
        "related": get_neighbours(record, "related", viewer),
        "mapped": list_mapped(record, viewer),
        "usage": count_usage(record, viewer),
    }
    return render_record(request, record, "vocabulary/concept.html", context)


def show_scheme(request: HttpRequest, record: Scheme) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    tops, count = get_top_concepts(record, viewer, limit=TOP_CONCEPTS)
    language = _choose_language(record, request.GET.get("in", ""), languages[0])
    letter = request.GET.get("letter", "")[:1]
    context = {
        "title": record.titles.pick(languages).text or record.slug,
        "tops": tops,
        "top_count": count,
        "concept_count": record.concepts.current().visible_to(viewer).count(),
        "letters": list_alphabet(record, viewer, language),
        "letter": letter,
        "listed": list_by_letter(record, viewer, language, letter) if letter else [],
        "tongue": language,
        "tongues": [(tag, get_language_name(tag, languages[0])) for tag in _list_languages(record)],
    }
    return render_record(request, record, "vocabulary/scheme.html", context)


def show_thesauri(request: HttpRequest) -> HttpResponse:
    schemes = list_schemes(get_viewer(request))
    return render(request, "vocabulary/thesauri.html", {"title": _("Thesauri"), "schemes": schemes})


def _choose_language(scheme: Scheme, asked: str, reader: str) -> str:
    """The one that was asked for, the reader's, English: the first in which the thesaurus speaks."""
    held = _list_languages(scheme)
    wanted = (asked, reader, reader.partition("-")[0], "en", *held)
    return next((tag for tag in wanted if tag in held), "en")


def _list_languages(scheme: Scheme) -> list[str]:
    labels = Label.objects.filter(concept__scheme=scheme, rank=Label.Rank.PREFERRED)
    return sorted(labels.order_by().values_list("tag", flat=True).distinct())


def make_labels(record: Concept, reader: str) -> list[tuple[str, str, str, list[str]]]:
    """Tag, name of the language, preferred label, other labels; the reader's language first, then by name."""
    tags = {*record.pref_labels, *record.alt_labels}
    rows = [
        (tag, get_language_name(tag, reader), record.pref_labels.get(tag, ""), record.alt_labels.get(tag, []))
        for tag in tags
    ]
    return sorted(rows, key=lambda row: (row[0] != reader, row[1].casefold()))
