"""Minutes of a meeting, and the resolutions that it adopted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.events.models import AdoptedResolution, Event, Minutes
from museion.events.problems import EventError
from museion.events.queries.attendance import list_present
from museion.network.resolutions import Adopted, hand_over_resolution


@transaction.atomic
def save_minutes(event: Event, texts: Mapping[str, str], *, actor: Actor, at: datetime) -> Minutes:
    """Raises `EventError` for minutes that were approved: those are changed by nobody."""
    check_right(actor, "event.update", event)
    minutes, _is_new = Minutes.objects.get_or_create(event=event)
    if minutes.approved_at:
        raise EventError(_("These minutes were approved; they cannot be changed."))
    before, minutes.texts = dict(minutes.texts), dict(texts)
    minutes.save(update_fields=["texts"])
    change = Change("event.update_minutes", event.key, {"texts": before}, {"texts": dict(texts)})
    record_changes([change], actor=actor, at=at)
    return minutes


@transaction.atomic
def approve_minutes(event: Event, *, actor: Actor, at: datetime) -> Minutes:
    """With the attendance as it was counted."""
    check_right(actor, "event.update", event)
    minutes = Minutes.objects.filter(event=event).first()
    if minutes is None or not minutes.texts:
        raise EventError(_("There are no minutes yet."))
    if minutes.approved_at is None:
        minutes.attendance, minutes.approved_at = list_present(event), at
        minutes.save(update_fields=["attendance", "approved_at"])
        people = minutes.attendance["people"]
        record_changes([Change("event.approve_minutes", event.key, None, {"people": people})], actor=actor, at=at)
    return minutes


@transaction.atomic
def add_resolution(event: Event, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> AdoptedResolution:
    check_right(actor, "event.update", event)
    if not values.get("number") or not values.get("texts"):
        raise EventError(_("A resolution has a number and a text."), "number")
    try:
        with transaction.atomic():
            resolution = AdoptedResolution.objects.create(event=event, **values)
    except IntegrityError as error:
        raise EventError(_("There is a resolution of this number already."), "number") from error
    after = {"number": resolution.number, "texts": dict(resolution.texts)}
    record_changes([Change("event.adopt", event.key, None, after)], actor=actor, at=at)
    return resolution


@transaction.atomic
def hand_over(resolution: AdoptedResolution, *, actor: Actor, at: datetime) -> str:
    """To whoever keeps resolutions; raises `NoResolutionRegisterError` where nobody does."""
    event = resolution.event
    check_right(actor, "event.update", event)
    body = event.bodies.first()
    if body is None:
        raise EventError(_("The event has no body in whose name it could be adopted."))
    adopted = Adopted(
        body=body,
        event_key=event.key,
        number=resolution.number,
        titles=resolution.titles,
        texts=resolution.texts,
        adopted_date=event.ends_at.date(),
        votes_for=resolution.votes_for,
        votes_against=resolution.votes_against,
        abstentions=resolution.abstentions,
    )
    key = hand_over_resolution(adopted, actor=actor, at=at)
    AdoptedResolution.objects.filter(pk=resolution.pk).update(taken_key=key)
    record_changes([Change("event.hand_over", event.key, None, {"resolution": key})], actor=actor, at=at)
    return key
