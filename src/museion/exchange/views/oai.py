"""`/oai`: the provider of OAI-PMH 2.0, by GET and POST."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from museion.core.http.errors import for_programs
from museion.core.http.pages import get_base_url
from museion.exchange.flow import BusyError, pass_gate
from museion.exchange.formats.validation import SCHEMAS
from museion.exchange.oai.arguments import read_asked
from museion.exchange.oai.errors import Code, OaiError
from museion.exchange.oai.verbs import VERBS
from museion.exchange.oai.writing import write_answer, write_error, write_verb
from museion.exchange.packing import answer_packed

CONTENT_TYPE = "text/xml; charset=utf-8"


@for_programs
@csrf_exempt
@require_http_methods(["GET", "POST"])
def answer_oai(request: HttpRequest) -> HttpResponse:
    try:
        with pass_gate():
            return answer_packed(request, _answer(request), CONTENT_TYPE)
    except BusyError as busy:
        response = HttpResponse("Too many lists at once; come back after the time in Retry-After.\n", status=503)
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
        response.headers["Retry-After"] = str(busy.seconds)
        # Django would write an error into the log for each of a thousand impatient askers.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response


def _answer(request: HttpRequest) -> bytes:
    """The moment is read before the rows are, so that nothing written meanwhile is taken for harvested."""
    now = timezone.now()
    told: dict[str, str] = {}
    try:
        asked = read_asked(request)
        told = {"verb": asked.verb, **asked.arguments}
        body = write_verb(asked.verb, VERBS[asked.verb](asked, now))
    except OaiError as error:
        body = write_error(error)
        told = {} if error.code in {Code.BAD_VERB, Code.BAD_ARGUMENT} else told
    return write_answer(body, at=now, base_url=f"{get_base_url(request)}/oai", request=told)


def show_schema(_request: HttpRequest) -> HttpResponse:
    """The schema of the one format that is ours."""
    return HttpResponse((SCHEMAS / "json-ld.xsd").read_bytes(), content_type="application/xml")
