"""A publication's page: what it is, where to read it, how to cite it, and everything around it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.access import Viewer, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import get_base_url, render_record
from museion.core.kinds import find_record
from museion.core.problems import ProblemError
from museion.core.telling import tell
from museion.library.actions.curating import may_edit
from museion.library.bagging import make_bag
from museion.library.formats.citations import STYLES, cite
from museion.library.formats.numbers import explain_number
from museion.library.formats.writers import FORMATS
from museion.library.models import LibraryFile, ReadingList, Work
from museion.library.queries import works as queries
from museion.library.representations import make_written
from museion.library.terms import SERIALS
from museion.library.values import read_work
from museion.search.documents import Card, get_cards

MOST_RELATED = 12
MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class ShownFile:
    file: LibraryFile
    is_open: bool


def show_work(request: HttpRequest, record: Work) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    record = queries.get_works(viewer).get(pk=record.pk)
    today = timezone.now().date()
    part_keys, part_count = queries.get_parts(record, viewer, limit=MOST_PARTS)
    parts = show_cards([(key, "work") for key in part_keys], languages[0])
    context = {
        "title": record.titles.pick(languages).text or record.key,
        "citations": make_citations(record, languages[0]),
        "ancestors": queries.get_ancestors(record, viewer),
        "parts": parts,
        "more_parts": max(0, part_count - len(parts)),
        "files": [ShownFile(file, file.is_open_to(viewer, today)) for file in queries.get_files_of(record)],
        "holdings": list(record.holdings.select_related("museum")),
        "bad_numbers": [tell(told) for number in record.numbers if (told := explain_number(number))],
        "related": show_related(record, viewer, languages[0]),
        "losses": [(form.label, form.list_losses(read_work(record))) for form in FORMATS],
        "is_serial": record.reference_type in SERIALS,
        "may_edit": may_edit(get_actor(request), record),
        "may_file": may(get_actor(request), "work.update", record),
        "lists": _get_own_lists(request),
        "concepts": [concept for concept in record.concepts.all() if viewer.sees_record(concept)],
    }
    return render_record(request, record, "library/work.html", context)


def make_citations(record: Work, language: str) -> list[tuple[str, str]]:
    publication = read_work(record)
    return [(style, cite(publication, identifier=record.key, style=style, language=language)) for style in STYLES]


def show_related(record: Work, viewer: Viewer, language: str) -> list[Card]:
    """Translations and editions, what the record names, the objects it treats."""
    pairs = [(key, "work") for key in queries.get_translation_keys(record, viewer, limit=MOST_RELATED)]
    pairs += queries.get_related_pairs(record)
    pairs += [(held.key, "object") for held in record.objects_treated.current().visible_to(viewer)[:MOST_RELATED]]
    return show_cards(keep_visible(pairs, viewer)[:MOST_RELATED], language)


def keep_visible(pairs: list[tuple[str, str]], viewer: Viewer) -> list[tuple[str, str]]:
    found = [(pair, find_record(pair[0])) for pair in dict.fromkeys(pairs)]
    return [pair for pair, held in found if held and not held[1].withdrawn_at and viewer.sees_record(held[1])]


def show_cards(pairs: list[tuple[str, str]], language: str) -> list[Card]:
    cards = get_cards(pairs, language)
    return [cards[key] for key, _kind in pairs if key in cards]


def _get_own_lists(request: HttpRequest) -> list[ReadingList]:
    account = get_actor(request).account_id
    return list(ReadingList.objects.current().filter(owner_id=account).order_by("-changed_at")[:20]) if account else []


def find_work(request: HttpRequest, key: str) -> Work:
    """The work of this key that the asker may see; a problem page else."""
    work = queries.get_works(get_viewer(request)).filter(key=key.lower()).first()
    if work is None:
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    return work


@require_GET
def send_bag(request: HttpRequest, key: str) -> HttpResponse:
    """The work and the files that the asker may open, as a BagIt bag."""
    work, viewer, today = find_work(request, key), get_viewer(request), timezone.now().date()
    files = [file for file in queries.get_files_of(work) if file.is_open_to(viewer, today)]
    written = make_written(work, get_base_url(request))
    records = {
        f"{work.key}.{form.suffix}": form.write(written)
        for form in FORMATS
        if form.suffix in {"marcxml", "mods", "datacite"}
    }
    content = make_bag(work.key, files, records, made=_today(), source="Museion")
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{work.key}.bag.zip"'
    return response


def _today() -> date:
    return timezone.now().date()


def make_context_of_asker(request: HttpRequest) -> dict[str, Any]:
    """What the room's pages ask of whoever looks."""
    actor = get_actor(request)
    return {"is_librarian": may(actor, "work.create"), "is_signed_in": actor.account_id is not None}
