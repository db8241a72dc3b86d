"""E-mail about what came in: one message an account, of all its searches that are due, never an empty one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from museion.core.http.asking import make_actor
from museion.core.messages import queue_message
from museion.core.models import Account
from museion.core.site_address import get_site_address
from museion.core.waiting import has_come
from museion.search.models import MailRhythm, SavedSearch, SearchAlert
from museion.search.queries.saved import SeenAlert, list_visible, see_alerts

PAUSES = {
    MailRhythm.SOON: timedelta(minutes=15),
    MailRhythm.DAILY: timedelta(days=1),
    MailRhythm.WEEKLY: timedelta(days=7),
}
LISTED = 30
_ACCOUNTS_AT_ONCE = 50


def send_digests(at: datetime) -> int:
    """Returns how many searches were dealt with. What was told is kept by the numbers of alerts: the clock may have gone on while one was
    written, and then it would be told of twice or never."""
    due = _list_due(at)
    by_account: dict[int, list[SavedSearch]] = {}
    for search in due:
        by_account.setdefault(search.account_id, []).append(search)
    accounts = Account.objects.in_bulk(list(by_account)[:_ACCOUNTS_AT_ONCE])
    for number, account in accounts.items():
        _send(account, by_account[number], at)
    return sum(len(by_account[number]) for number in accounts)


def _list_due(at: datetime) -> list[SavedSearch]:
    is_time = Q()
    for rhythm, pause in PAUSES.items():
        is_time |= Q(mail_rhythm=rhythm) & has_come("mailed_at", at - pause, pause)
    fresh = SearchAlert.objects.filter(search=OuterRef("pk"), id__gt=OuterRef("mailed_id"))
    rows = SavedSearch.objects.current().filter(is_time, Exists(fresh), paused_at__isnull=True)
    return list(rows.filter(account__is_active=True).order_by("id"))


@transaction.atomic
def _send(account: Account, searches: Sequence[SavedSearch], at: datetime) -> None:
    language = account.language or searches[0].language
    with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
        viewer = make_actor(account).viewer
        sections, told, count = [], [], 0
        for search in searches:
            alerts = list(search.alerts.filter(id__gt=search.mailed_id).order_by("-id"))
            visible = list_visible(alerts, viewer)
            seen = see_alerts([alert for alert in alerts if alert.key in visible][:LISTED], viewer, language)
            if seen:
                sections.append(_write_section(search, seen, len(visible), language))
                count += len(visible)
            told.append(SavedSearch(pk=search.pk, mailed_at=at, mailed_id=alerts[0].id))
        if sections:
            subject = ngettext(
                "%(count)s new record for your searches", "%(count)s new records for your searches", count
            )
            queue_message(
                f"searches:{account.pk}:{at.isoformat()}",
                to_address=account.email,
                subject=subject % {"count": count},
                body="\n\n".join([*sections, _write_foot()]),
                language=language,
                at=at,
            )
    SavedSearch.objects.bulk_update(told, ["mailed_at", "mailed_id"])


def _write_section(search: SavedSearch, seen: Sequence[SeenAlert], total: int, language: str) -> str:
    lines = [search.title, f"{get_site_address()}/saved/{search.key}", ""]
    for held in seen:
        facts = " · ".join(held.card.facts[:3])
        title = held.card.title.pick(language).text
        lines += [f"- {title}" + (f" ({facts})" if facts else ""), f"  {get_site_address()}{held.card.url}"]
    if total > LISTED:
        lines.append(_("… and %(count)s more.") % {"count": total - LISTED})
    return "\n".join(lines)


def _write_foot() -> str:
    address = f"{get_site_address()}/saved"
    return _("You asked for this e-mail. To pause a search or to end it: %(address)s") % {"address": address}
