"""What a search finds, in the formats of libraries and reference managers, streamed."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.bulk import chunk
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.problems import ProblemError
from museion.library.formats import bibtex, flat, marc_xml, ris
from museion.library.formats.marc_binary import write_binary
from museion.library.models import Work
from museion.library.queries.searching import find_works
from museion.library.queries.works import get_works
from museion.library.representations import make_written
from museion.library.values import read_work
from museion.search.requests import DEEPEST_HIT, QuerySyntaxError

_AT_ONCE = 200
FORMATS = {
    "marcxml": "application/marcxml+xml",
    "mrc": "application/marc",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
def send_export(request: HttpRequest, suffix: str) -> StreamingHttpResponse | HttpResponse:
    """`q` as the search box takes it, with filters behind the words (`floods country=PE`)."""
    if suffix not in FORMATS:
        raise ProblemError(
            406, _("No such format"), _("Offered are %(offered)s.") % {"offered": ", ".join(FORMATS)}, "no-format"
        )
    query = request.GET.get("q", "").strip()
    try:
        works = _find(request, query) if query else _read_all(request)
    except QuerySyntaxError as error:
        raise ProblemError(400, _("The query cannot be read"), str(error), "bad-query") from error
    response = StreamingHttpResponse(_write(suffix, works, get_base_url(request)), content_type=FORMATS[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="museion.{suffix}"'
    return response


def _find(request: HttpRequest, query: str) -> Iterator[Work]:
    return _read(request, find_works(query, get_viewer(request), get_languages(request)[0], limit=DEEPEST_HIT))


def _read_all(request: HttpRequest) -> Iterator[Work]:
    """The whole catalogue as the asker may see it, a part at a time."""
    rows, last = get_works(get_viewer(request)).order_by("id"), 0
    while part := list(rows.filter(id__gt=last)[:_AT_ONCE]):
        yield from part
        last = part[-1].pk


def _read(request: HttpRequest, keys: list[str]) -> Iterator[Work]:
    for part in chunk(keys, _AT_ONCE):
        found = {work.key: work for work in get_works(get_viewer(request)).filter(key__in=part)}
        yield from (found[key] for key in part if key in found)


def _write(suffix: str, works: Iterable[Work], base_url: str) -> Iterator[bytes]:
    if suffix == "marcxml":
        yield from marc_xml.write_collection(make_written(work, base_url).make_marc() for work in works)
    elif suffix == "mrc":
        yield from (write_binary(make_written(work, base_url).make_marc()) for work in works)
    elif suffix == "csv":
        yield from (line.encode() for line in flat.write_csv((work.key, read_work(work)) for work in works))
    elif suffix == "ris":
        yield from (ris.write_ris([read_work(work)]).encode() for work in works)
    else:
        yield from (bibtex.write_bibtex([(work.key, read_work(work))]).encode() for work in works)
