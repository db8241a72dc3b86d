"""`/id/<key>/withdraw`: takes a record from view, whatever its kind; its address then says that it was there. `/id/<key>/restore` undoes it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.http.asking import get_actor
from museion.core.http.records import find_visible_record, get_visible_record
from museion.core.kinds import WithdrawalError
from museion.core.problems import ProblemError
from museion.core.restoring import restore_record

LONGEST_REASON = 500


@require_POST
def withdraw_record(request: HttpRequest, key: str) -> HttpResponse:
    kind, record = get_visible_record(request, key)
    if kind.withdraw is None:
        raise _make_no_page()
    reason = _read_reason(request)
    if not reason:
        raise ProblemError(422, _("No reason"), _("Please say why the record is withdrawn."), "no-reason")
    try:
        kind.withdraw(record, actor=get_actor(request), at=timezone.now(), reason=reason)
    except WithdrawalError as error:
        raise ProblemError(409, _("It cannot be withdrawn"), str(error), "cannot-withdraw") from error
    return HttpResponseRedirect(record.url)


@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    kind, record = find_visible_record(request, key)
    if kind.withdraw is None:
        raise _make_no_page()
    restore_record(kind, record, actor=get_actor(request), at=timezone.now(), reason=_read_reason(request))
    return HttpResponseRedirect(record.url)


def _make_no_page() -> ProblemError:
    return ProblemError(404, _("No such page"), "", "no-page")


def _read_reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:LONGEST_REASON]
