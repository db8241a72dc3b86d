"""Tags of the room's pages."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.formats import date_format

from museion.events.formats.zones import get_zone
from museion.events.models import Session

register = template.Library()


@register.simple_tag
def session_time(session: Session, zone: str) -> str:
    """`14 March, 09:00–10:30` by the clock of the place."""
    if session.begins_at is None:
        return ""
    begins = session.begins_at.astimezone(get_zone(zone))
    ends = begins + timedelta(minutes=session.minutes)
    return f"{date_format(begins, 'j F')}, {begins:%H:%M}–{ends:%H:%M}"


@register.simple_tag
def wall_time(moment: datetime | None, zone: str) -> str:
    """As a `datetime-local` field holds it."""
    return moment.astimezone(get_zone(zone)).strftime("%Y-%m-%dT%H:%M") if moment else ""


@register.simple_tag
def text_in(texts: dict[str, str], tag: str) -> str:
    """The text of exactly this language; an editor must not be shown a fallback to correct."""
    return texts.get(tag, "") if texts else ""


@register.simple_tag
def posted_text(posted: QueryDict, name: str, tag: str) -> str:
    """What a form sent for this language."""
    return str(posted.get(f"{name}-{tag}", ""))


@register.filter
def wall(moment: datetime, zone: str) -> str:
    """`09:30` by the clock of the place."""
    return f"{moment.astimezone(get_zone(zone)):%H:%M}"


@register.filter
def percent_of(part: Any, whole: Any) -> int:
    return round(100 * part / whole) if whole else 0
