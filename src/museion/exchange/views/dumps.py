"""`/exchange/dumps/<kind>.<prefix>.gz`: all public records of a kind in one file."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.errors import for_programs
from museion.core.kinds import KINDS
from museion.core.problems import ProblemError
from museion.exchange.dumping import iterate_dump
from museion.exchange.offered import list_formats


@for_programs
@require_GET
def send_dump(request: HttpRequest, kind: str, prefix: str) -> StreamingHttpResponse:
    known = KINDS.get(kind)
    if known is None or prefix not in list_formats(known):
        raise ProblemError(404, _("No such dump"), f"{kind}.{prefix}", "no-dump")
    response = StreamingHttpResponse(iterate_dump(kind, prefix), content_type="application/gzip")
    ending = "jsonl" if prefix in {"json-ld", "linked-art"} else "xml"
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{prefix}.{ending}.gz"'
    return response
