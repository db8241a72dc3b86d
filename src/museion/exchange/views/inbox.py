"""`/exchange/inbox`: where partners' programs hand packages in. The signature says who they are."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from museion.core.access import Actor, Right, Role
from museion.core.http.errors import for_programs
from museion.core.problems import ProblemError, make_problem_response
from museion.exchange.actions.deliveries import SIGNATURE
from museion.exchange.actions.packages import receive_package
from museion.exchange.formats.packages import PackageError

logger = logging.getLogger(__name__)
_STATUS = {"unknown-sender": 401, "forged": 401, "wrong-recipient": 403, "replayed": 409}


@for_programs
@csrf_exempt
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """The body is the ZIP; the answer is the signed receipt. A refusal says why as problem details."""
    size = int(request.headers.get("Content-Length") or 0)
    if size > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // 1024**2
        return make_problem_response(ProblemError(413, "Too large", f"at most {most} MB are taken", "too-large"))
    actor = Actor(name="partner", rights=(Right(Role.PARTNER),), via="inbox")
    try:
        package = receive_package(
            request.read(size), request.headers.get(SIGNATURE, ""), actor=actor, at=timezone.now()
        )
    except PackageError as error:
        logger.warning("inbox refused a package: %s", error)
        problem = ProblemError(_STATUS.get(error.kind, 400), "The package was refused", str(error), error.kind)
        return make_problem_response(problem, instance=request.path)
    return HttpResponse(package.receipt, status=201, content_type="application/jose")
