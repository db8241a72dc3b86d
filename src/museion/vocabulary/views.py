"""The pages of the room."""

from django.http import HttpRequest, HttpResponse

from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.languages import get_language_name
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.queries import get_neighbours, get_paths_to_top, get_top_concepts

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
    }
    return render_record(request, record, "vocabulary/concept.html", context)


def show_scheme(request: HttpRequest, record: Scheme) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    tops, count = get_top_concepts(record, viewer, limit=TOP_CONCEPTS)
    context = {
        "title": record.titles.pick(languages).text or record.slug,
        "tops": tops,
        "top_count": count,
        "concept_count": record.concepts.current().visible_to(viewer).count(),
    }
    return render_record(request, record, "vocabulary/scheme.html", context)


def make_labels(record: Concept, reader: str) -> list[tuple[str, str, str, list[str]]]:
    """Tag, name of the language, preferred label, other labels; the reader's language first, then by name."""
    tags = {*record.pref_labels, *record.alt_labels}
    rows = [
        (tag, get_language_name(tag, reader), record.pref_labels.get(tag, ""), record.alt_labels.get(tag, []))
        for tag in tags
    ]
    return sorted(rows, key=lambda row: (row[0] != reader, row[1].casefold()))
