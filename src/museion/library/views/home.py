"""The library's front page, its new titles, and their feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.access import PUBLIC_VIEWER
from museion.core.atom import MEDIA_TYPE, Entry, Feed, write_feed
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.languages import UNDETERMINED, Localized
from museion.library.models import ArchiveUnit, FilePage, Law, LibraryFile, Work
from museion.library.queries.works import get_new_titles
from museion.library.terms import ReferenceType
from museion.library.views.works import make_context_of_asker, show_cards

NEW_TITLES = 12
FEED_LENGTH = 50


@require_GET
def show_library(request: HttpRequest) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    new = get_new_titles(viewer, limit=NEW_TITLES)
    counts = {
        "works": Work.objects.current().visible_to(viewer).count(),
        "files": LibraryFile.objects.current().visible_to(viewer).count(),
        "pages": FilePage.objects.current().visible_to(viewer).count(),
        "units": ArchiveUnit.objects.current().visible_to(viewer).count(),
        "laws": Law.objects.current().visible_to(viewer).count(),
    }
    context = {
        "new": show_cards([(work.key, "work") for work in new], languages[0]),
        "counts": counts,
        "types": ReferenceType.choices,
        **make_context_of_asker(request),
    }
    return render(request, "library/home.html", context)


@require_GET
def send_feed(request: HttpRequest) -> HttpResponse:
    """New titles as Atom (RFC 4287), of what everybody may read; `lang` chooses the language."""
    base_url, languages = get_base_url(request), get_languages(request)
    feed = Feed(
        address=base_url + request.get_full_path(),
        page=f"{base_url}/library",
        title=_("New titles in the library"),
        language=languages[0],
        entries=[_describe(work, languages, base_url) for work in get_new_titles(PUBLIC_VIEWER, limit=FEED_LENGTH)],
    )
    return HttpResponse(write_feed(feed), content_type=MEDIA_TYPE)


def _describe(work: Work, languages: tuple[str, ...], base_url: str) -> Entry:
    people = "; ".join(held["name"] for held in work.contributors[:3])
    summary = work.abstracts.pick(languages).text
    return Entry(
        base_url + work.url,
        work.titles.pick(languages) if work.titles else Localized(work.key, UNDETERMINED),
        work.changed_at,
        work.created_at,
        f"{people}. {summary}" if people else summary,
    )
