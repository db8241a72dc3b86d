"""The due-diligence record of a run, to be kept and shown: a signed PDF."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_languages
from museion.core.problems import ProblemError
from museion.screening.sealed.records import BrokenSealError, write_paper
from museion.screening.views.answers import find_screening


@require_GET
def send_record(request: HttpRequest, reference: str) -> HttpResponse:
    screening = find_screening(request, reference)
    try:
        content = write_paper(screening, at=timezone.now(), language=get_languages(request)[0])
    except BrokenSealError as error:
        detail = _("The run was altered after it was sealed; no record can be made of it. Please tell the desk.")
        raise ProblemError(409, _("The seal is broken"), detail, "broken-seal") from error
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{screening.key}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
