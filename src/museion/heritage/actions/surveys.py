"""Surveys: a list taken along into a store room, and the checks that come back from there, each recorded once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.saving import Draft, save_drafts
from museion.heritage.actions.care import InvalidCareError, close_to_others, save_checks
from museion.heritage.models import CheckPhotograph, ConditionCheck, CulturalObject, Survey
from museion.heritage.pictures import KeptPicture
from museion.heritage.terms import PhotographView
from museion.network.models import Museum

MOST_OBJECTS = 300
MOST_PHOTOS = 12
NEW_PICTURE = "new:"
"""A mark's picture that came with the check: `new:0` is the first of them."""
_TOKEN_LENGTHS = range(16, 65)


class CheckedMeanwhileError(ValueError):
    """Somebody has checked the object since the device last heard of it; `check` is theirs."""

    def __init__(self, check: ConditionCheck) -> None:
        self.check = check
        super().__init__(_("%(checker)s checked this object meanwhile.") % {"checker": check.checker})


@dataclass(frozen=True, slots=True)
class SentCheck:
    """A check as a device sends it.

    `token`: made by the device; the same one again is the same check. `known`: key of the object's last check that the device
    knew of, empty for none. `is_anyway`: whoever wrote it has seen that there is another one since.
    """

    token: str
    object: CulturalObject
    values: Mapping[str, Any]
    pictures: Sequence[KeptPicture] = ()
    known: str = ""
    is_anyway: bool = False


def begin_survey(museum: Museum, title: str, listed: Iterable[CulturalObject], *, actor: Actor, at: datetime) -> Survey:
    check_right(actor, "survey.create", museum)
    numbers = list(dict.fromkeys(record.id for record in listed if record.museum_id == museum.id))
    if not numbers:
        raise InvalidCareError(_("Nothing of this museum is in the list."))
    if len(numbers) > MOST_OBJECTS:
        raise InvalidCareError(
            _("A survey holds at most %(most)s objects, these are %(count)s: make several.")
            % {"most": MOST_OBJECTS, "count": len(numbers)}
        )
    values = {"museum_id": museum.id, "title": title.strip()[:200], "begun_at": at, **close_to_others(museum)}
    draft = Draft(values, links={"listed": numbers})
    saved = save_drafts(Survey, [draft], kind="survey", actor=actor, at=at)
    return Survey.objects.select_related("museum").get(key=saved.keys[0])


def close_survey(survey: Survey, *, actor: Actor, at: datetime) -> None:
    """Checks that still wait on a device are taken afterwards as well."""
    check_right(actor, "survey.update", survey)
    save_drafts(Survey, [Draft({"closed_at": at}, id=survey.id)], kind="survey", actor=actor, at=at)
    survey.refresh_from_db()


def record_survey_check(survey: Survey, sent: SentCheck, *, actor: Actor, at: datetime) -> ConditionCheck:
    """Raises `CheckedMeanwhileError` and `InvalidCareError`; nothing is kept then."""
    check_right(actor, "condition_check.create", sent.object)
    if len(sent.token) not in _TOKEN_LENGTHS:
        raise InvalidCareError(_("The check came without the mark by which it is known again."))
    if held := _find_sent(sent):
        return held
    last = ConditionCheck.objects.current().filter(object=sent.object).order_by("-id").first()
    if last and last.key != sent.known and not sent.is_anyway:
        raise CheckedMeanwhileError(last)
    values = {**sent.values, "survey_id": survey.id, "client_token": sent.token}
    try:
        return record_check_with_pictures(sent.object, values, sent.pictures, actor=actor, at=at)
    except IntegrityError:
        # The same check came twice at once.
        if held := _find_sent(sent):
            return held
        raise


@transaction.atomic
def record_check_with_pictures(
    record: CulturalObject,
    values: Mapping[str, Any],
    pictures: Sequence[KeptPicture],
    *,
    actor: Actor,
    at: datetime,
) -> ConditionCheck:
    """Marks on `new:0`, `new:1`… are put on the pictures that came along."""
    kept = list({picture.file_name: picture for picture in pictures}.values())
    names = {f"{NEW_PICTURE}{place}": picture.file_name for place, picture in enumerate(pictures)}
    marks = [{**mark, "file_name": names.get(mark["file_name"], mark["file_name"])} for mark in values.get("marks", ())]
    saved = save_checks([(record, {**values, "marks": marks})], actor=actor, at=at)
    made = ConditionCheck.objects.get(key=saved.keys[0])
    CheckPhotograph.objects.bulk_create(
        CheckPhotograph(
            check_of=made,
            file_name=picture.file_name,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            view=PhotographView.DETAIL,
            position=place,
        )
        for place, picture in enumerate(kept)
    )
    return made


def _find_sent(sent: SentCheck) -> ConditionCheck | None:
    return ConditionCheck.objects.filter(client_token=sent.token, object=sent.object).first()
