"""Photographs of a reported loss: the desk, or whoever keeps the record, adds better ones and takes away what shows something else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.sent_pictures import read_sent_pictures
from museion.screening.actions.loss_photographs import attach_loss_photographs, detach_loss_photographs
from museion.screening.models import LossRecord
from museion.screening.queries.losses import get_losses
from museion.screening.views.losses import MOST_PHOTOS
from museion.screening.views.register_steps import read_reason


@require_POST
def add_photographs(request: HttpRequest, key: str) -> HttpResponse:
    loss = _find(request, key)
    sent = read_sent_pictures(request, "photo", most=MOST_PHOTOS)
    problems = sent.problems
    if not sent and not problems:
        problems = [_("Please choose a photograph.")]
    held = loss.photographs.count()
    new = [NewPhotograph(loss.id, picture, position=held + place) for place, picture in enumerate(sent.keep())]
    attach_loss_photographs(new, actor=get_actor(request), at=timezone.now())
    return _go_back(loss, " ".join(problems))


@require_POST
def take_photographs_away(request: HttpRequest, key: str) -> HttpResponse:
    loss = _find(request, key)
    names, reason = request.POST.getlist("photograph"), read_reason(request.POST)
    if not names or not reason:
        return _go_back(loss, _("Please tick what is to be taken away, and say why."))
    detach_loss_photographs(loss, names, actor=get_actor(request), at=timezone.now(), reason=reason)
    return _go_back(loss)


def _find(request: HttpRequest, key: str) -> LossRecord:
    loss: LossRecord = need_record(get_losses(get_viewer(request)), key)
    check_right(get_actor(request), "loss.update", loss)
    return loss


def _go_back(loss: LossRecord, problem: str = "") -> HttpResponse:
    asked = f"?{urlencode({'problem': problem})}" if problem else ""
    return HttpResponseRedirect(f"{loss.url}{asked}#steps")
