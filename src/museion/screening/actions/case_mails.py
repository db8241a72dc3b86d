"""What experts and partners are told by e-mail: a question waits for them, a package is theirs to fetch.

The worker sends it after the write. Where sending fails it is tried again, so a mail may come twice and is never lost; the
case page says since when it is out, and shows the link for who has no e-mail.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from museion.core.outbox import Announcement, announce
from museion.core.site_address import get_site_address
from museion.network.queries import choose_language
from museion.screening.links import OPINION, REFERRAL, sign_passing_link
from museion.screening.models import CaseOpinion, CaseReferral

TOPIC = "case-mails"
ASKED, REFERRED = "case_opinion", "case_referral"
BATCH = 1


def request_mail(kind: str, number: int) -> None:
    """Call it in the transaction of the write."""
    announce(kind, [str(number)], topics=[TOPIC])


def send_announced(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox."""
    for announced in announcements:
        send = _tell_expert if announced.kind == ASKED else _tell_partner
        send(int(announced.key), timezone.now())


def _tell_expert(number: int, at: datetime) -> None:
    opinion = CaseOpinion.objects.select_related("person").filter(pk=number, mailed_at__isnull=True).first()
    if opinion is None or opinion.answered_at or opinion.declined_at or not opinion.person.email:
        return
    with translation.override(choose_language(opinion.person)):
        text = _(
            "Dear %(name)s,\n\nYou are asked for your opinion as an expert:\n\n%(question)s\n\n"
            "The photos and the form for your answer are here. The link is yours alone and works for 60 days:\n%(link)s\n"
        )
        told = {
            "name": opinion.person.name,
            "question": opinion.question,
            "link": _write_link("opinions", number, OPINION),
        }
        _send(opinion.person.email, _("Your opinion on an object is asked for"), text % told)
    CaseOpinion.objects.filter(pk=number).update(mailed_at=at)


def _tell_partner(number: int, at: datetime) -> None:
    referral = CaseReferral.objects.select_related("partner", "case").filter(pk=number, mailed_at__isnull=True).first()
    if referral is None or referral.partner is None or not referral.partner.email:
        return
    with translation.override(referral.case.language or settings.LANGUAGE_CODE):
        text = _(
            "To %(name)s,\n\nA case is referred to you: %(purpose)s\n\n"
            "The package can be fetched and acknowledged here. The link is yours alone and works for 60 days:\n%(link)s\n\n"
            "SHA-256 of the package: %(digest)s\n"
        )
        told = {
            "name": referral.partner_name,
            "purpose": referral.purpose,
            "link": _write_link("referrals", number, REFERRAL),
            "digest": referral.digest,
        }
        _send(referral.partner.email, _("A case is referred to you"), text % told)
    CaseReferral.objects.filter(pk=number).update(mailed_at=at)


def _write_link(page: str, number: int, purpose: str) -> str:
    return f"{get_site_address()}/{page}/{sign_passing_link(str(number), purpose)}"


def _send(address: str, subject: str, body: str) -> None:
    headers = {"Content-Language": translation.get_language() or "en", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject=subject, body=body, to=[address], headers=headers).send()
