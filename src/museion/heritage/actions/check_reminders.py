"""Telling who acts for a museum which checks of condition are due: one mail a week, none where nothing is."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Role, Viewer
from museion.core.languages import FALLBACK_CHAIN
from museion.core.messages import queue_message
from museion.core.models import Account, Grant
from museion.heritage.models import ConditionCheck
from museion.heritage.queries.care import list_due_checks
from museion.network.models import Museum

WITHIN_DAYS = 14
MOST_NAMED = 30
_EVERYTHING = Viewer(levels=frozenset(AccessLevel))


def remind_of_checks(now: datetime) -> int:
    """The worker's part. Told once in a calendar week, to registrars of the museum, in the language that each chose."""
    due: dict[Museum, list[ConditionCheck]] = {}
    for check in list_due_checks(_EVERYTHING, now.date(), within_days=WITHIN_DAYS):
        if check.object.museum:
            due.setdefault(check.object.museum, []).append(check)
    return sum(_remind(museum, checks, at=now) for museum, checks in due.items())


def _remind(museum: Museum, checks: list[ConditionCheck], *, at: datetime) -> int:
    year, week, _day = at.isocalendar()
    sent = 0
    for account in _find_registrars(museum, at):
        language = account.language or FALLBACK_CHAIN[0]
        with translation.override(language):
            subject = _("%(count)s checks of condition are due at %(museum)s") % {
                "count": len(checks),
                "museum": museum.names.pick(language).text or museum.key,
            }
            body = "\n".join(_write(checks, language))
        key = f"checks:{museum.key}:{year}-{week}:{account.pk}"
        message = queue_message(key, to_address=account.email, subject=subject, body=body, language=language, at=at)
        sent += message.made_at == at
    return sent


def _find_registrars(museum: Museum, at: datetime) -> Iterable[Account]:
    grants = Grant.objects.in_force(at).filter(role=Role.REGISTRAR, scope_key=museum.key)
    return Account.objects.filter(pk__in=grants.values("account"), is_active=True).order_by("pk")


def _write(checks: list[ConditionCheck], language: str) -> Iterable[str]:
    for check in checks[:MOST_NAMED]:
        name = check.object.inventory_number or check.object.key
        day = date_format(check.next_check_date, "DATE_FORMAT") if check.next_check_date else ""
        yield f"{day}  {name}  {check.object.title.pick(language).text}"
    if len(checks) > MOST_NAMED:
        yield _("… and %(count)s more, on the page of care.") % {"count": len(checks) - MOST_NAMED}
