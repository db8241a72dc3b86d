"""What waits on a librarian's desk in the invented network: requests for the reading room, publications handed in by a committee."""

from datetime import datetime, timedelta

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant
from museion.library.actions.deposits import submit_deposit
from museion.library.actions.readers import Wish, request_reading
from museion.library.models import ArchiveUnit, Deposit, ReadingRequest, Work
from museion.network.models import Body
from museion.network.sample.marking import NOTICES, SOURCE

SECRETARY = "secretary@museion.example"
# Who asks, in which language, for what, in how many days from now they would come.
_READERS = (
    ("Mireille Okonkwo", "fr", "Thèse sur les échanges entre comités après 1950.", 9),
    ("Tomasz Wieczorek", "en", "Checking the minutes that an article cites.", 16),
    ("ليلى المنصوري", "ar", "كتاب عن تاريخ المتاحف الإقليمية.", 23),
)
_HANDED_IN = (
    {
        "reference_type": "report",
        "titles": {"en": "After the flood: what five small museums learnt", "fr": "Après l'inondation : cinq petits musées"},
        "languages": ["en"],
        "date_text": "2026",
        "date_earliest": 20260101,
        "date_latest": 20261231,
        "abstracts": {"en": NOTICES["en"]},
    },
    {
        "reference_type": "bibliography",
        "titles": {"es": "Bibliografía de la conservación preventiva, 2020–2025"},
        "languages": ["es"],
        "date_text": "2025",
        "date_earliest": 20250101,
        "date_latest": 20251231,
        "abstracts": {"es": NOTICES["es"]},
    },
)  # fmt: skip


def write_desk(*, actor: Actor, at: datetime) -> None:
    """After the accounts. Doing it again changes nothing."""
    if not ReadingRequest.objects.exists():
        _write_requests(actor=actor, at=at)
    if not Deposit.objects.exists():
        _write_deposits(at=at)


def _write_requests(*, actor: Actor, at: datetime) -> None:
    work = Work.objects.filter(source=SOURCE).order_by("id").first()
    units = ArchiveUnit.objects.filter(source=SOURCE, level="fonds").order_by("id")[:2]
    wanted = [(work, None), *((None, unit) for unit in units)]
    for (name, language, purpose, days), (asked, unit) in zip(_READERS, wanted, strict=False):
        email = f"reader-{language}@museion.example"
        day = (at + timedelta(days=days)).date()
        request_reading(Wish(name, email, day, purpose, language, asked, unit), actor=actor, at=at)


def _write_deposits(*, at: datetime) -> None:
    """By the secretary, in the name of the committee that they edit for."""
    account = Account.objects.filter(email=SECRETARY).first()
    scopes = Grant.objects.filter(account=account).values("scope_key")
    body = Body.objects.filter(key__in=scopes).first()
    if account is None or body is None:
        return
    for values in _HANDED_IN:
        submit_deposit(body, dict(values), None, actor=make_actor(account), at=at)
