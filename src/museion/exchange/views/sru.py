"""`/sru`: SRU 1.2 and searchRetrieve 2.0, by GET and POST."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from museion.core.http.errors import for_programs
from museion.core.http.pages import get_base_url
from museion.exchange.oai.verbs import gather_formats
from museion.exchange.packing import answer_packed
from museion.exchange.sru.answering import answer_search
from museion.exchange.sru.diagnostics import Code, SruError
from museion.exchange.sru.requests import Asked, find_version, read_asked
from museion.exchange.sru.writing import write_explain, write_failure, write_search

CONTENT_TYPE = "application/sru+xml; charset=utf-8"
_OLD_CONTENT_TYPE = "text/xml; charset=utf-8"


@for_programs
@csrf_exempt
@require_http_methods(["GET", "POST"])
def answer_sru(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    version = find_version(given)
    try:
        content = _answer(read_asked(given), get_base_url(request))
    except SruError as error:
        content = write_failure(version, error)
    return answer_packed(request, content, CONTENT_TYPE if version == "2.0" else _OLD_CONTENT_TYPE)


def _answer(asked: Asked, base_url: str) -> bytes:
    schemas = gather_formats()
    if not asked.query:
        base = urlsplit(base_url)
        port = base.port or (443 if base.scheme == "https" else 80)
        held = [(prefix, namespace) for prefix, (_schema, namespace) in schemas.items()]
        return write_explain(asked.version, host=base.hostname or "", port=port, path="sru", schemas=held)
    if asked.prefix not in schemas:
        raise SruError(Code.UNKNOWN_SCHEMA, asked.prefix[:80])
    return write_search(asked, answer_search(asked))
