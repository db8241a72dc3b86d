"""Reads of loans, checks, rounds and procedures for whoever acts for the museum."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from museion.core.access import Actor, Viewer, may
from museion.core.models.records import RecordQuerySet
from museion.heritage.care_terms import LetterReaders, LoanStatus
from museion.heritage.models import (
    ConditionCheck,
    CulturalObject,
    InventoryRound,
    Letter,
    Loan,
    LoanItem,
    Procedure,
    Transfer,
    TransferItem,
)
from museion.search.analysis import split_words

ORDERS = {
    "due": "due_date",
    "-due": "-due_date",
    "partner": "partner_name",
    "begins": "begins_date",
    "number": "reference",
}


def fetch_loan_items(*more: str) -> "Prefetch[Any]":
    """Items with their objects in one query: over a foreign key, a prefetch asks with one OR a row, of which SQLite takes 1,000."""
    return Prefetch("items", LoanItem.objects.select_related("object").prefetch_related(*more))


def fetch_transfer_items() -> "Prefetch[Any]":
    return Prefetch("items", TransferItem.objects.select_related("object", "box"))


def get_loans(viewer: Viewer) -> RecordQuerySet[Loan]:
    rows = Loan.objects.current().visible_to(viewer).select_related("museum", "partner")
    return rows.prefetch_related(fetch_loan_items("conditions"), "steps")


def get_checks(viewer: Viewer) -> RecordQuerySet[ConditionCheck]:
    rows = ConditionCheck.objects.current().visible_to(viewer).select_related("object__museum", "survey")
    return rows.prefetch_related("photographs")


def get_rounds(viewer: Viewer) -> RecordQuerySet[InventoryRound]:
    return InventoryRound.objects.current().visible_to(viewer).select_related("museum")


def get_procedures(viewer: Viewer) -> RecordQuerySet[Procedure]:
    return Procedure.objects.current().visible_to(viewer).select_related("museum", "object")


def get_transfers(viewer: Viewer) -> RecordQuerySet[Transfer]:
    """Both sides read a transfer; so does whoever reads every committee's records."""
    rows = Transfer.objects.current().select_related("giver__national_committee", "taker__national_committee")
    if viewer.sees("committee"):
        return rows
    return rows.filter(Q(giver__key__in=viewer.scopes) | Q(taker__key__in=viewer.scopes))


def get_letters(transfer: Transfer, actor: Actor) -> QuerySet[Letter]:
    """Those for both sides, and each side's own for who acts for it; nobody else reads any."""
    sides = [side for side in ("giver", "taker") if may(actor, "transfer.update", getattr(transfer, side))]
    readers = [*sides, LetterReaders.BOTH.value] if sides else []
    return transfer.letters.filter(readers__in=readers)


def list_overdue(viewer: Viewer, today: date, order: str = "due") -> list[tuple[str, list[Loan]]]:
    """Loans past their due date by the other side's name, whoever has most of them first."""
    rows = get_loans(viewer).filter(status=LoanStatus.OUT, due_date__lt=today).order_by(ORDERS.get(order, "due_date"))
    groups: dict[str, list[Loan]] = {}
    for loan in rows:
        groups.setdefault(name_partner(loan), []).append(loan)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def name_partner(loan: Loan) -> str:
    return str(loan.partner) if loan.partner else loan.partner_name


@dataclass(frozen=True, slots=True)
class BorrowerRecord:
    """How somebody has dealt with earlier loans. `is_bad`: something to know before lending again."""

    name: str
    loans: int
    late: int
    open_overdue: int
    longest_late_days: int
    damaged: int

    @property
    def is_bad(self) -> bool:
        return bool(self.open_overdue or self.damaged or self.late * 3 > self.loans)


def get_borrower_record(loan_of: Viewer, *, partner_id: int | None, partner_name: str, today: date) -> BorrowerRecord:
    """Of the loans that the viewer may read; renewals moved a due date rightly and count as in time."""
    same = Q(partner_id=partner_id) if partner_id else Q(partner_name__in=_find_spellings(loan_of, partner_name))
    rows = list(
        Loan.objects.current().visible_to(loan_of).filter(same, status__in=(LoanStatus.OUT, LoanStatus.RETURNED))
    )
    days_late = [((row.returned_date or today) - row.due_date).days for row in rows]
    damaged = ConditionCheck.objects.current().filter(
        reason="damaged_in_transit", object__loan_items__loan__in=[row.id for row in rows]
    )
    return BorrowerRecord(
        name=partner_name,
        loans=len(rows),
        late=sum(days > 0 for days in days_late),
        open_overdue=sum(row.status == LoanStatus.OUT and row.due_date < today for row in rows),
        longest_late_days=max([0, *days_late]),
        damaged=damaged.distinct().count(),
    )


def _find_spellings(viewer: Viewer, name: str) -> list[str]:
    """The same name in other capitals, with other accents and spaces; not every database knows those of every script."""
    names = Loan.objects.current().visible_to(viewer).filter(partner__isnull=True)
    held = names.values_list("partner_name", flat=True).order_by().distinct()
    return [each for each in held if split_words(each) == split_words(name)]


def list_due_checks(viewer: Viewer, today: date, *, within_days: int = 60) -> QuerySet[ConditionCheck]:
    """The latest check of each object whose next one is due."""
    rows = get_checks(viewer).filter(next_check_date__lte=today + timedelta(days=within_days))
    return rows.exclude(object__condition_checks__checked_date__gt=F("checked_date")).order_by("next_check_date")


def list_open_procedures(viewer: Viewer) -> QuerySet[Procedure]:
    return get_procedures(viewer).filter(due_date__isnull=False, closed_date__isnull=True).order_by("due_date")


@dataclass(frozen=True, slots=True)
class RoundResult:
    """`seen` and `missing` of what was expected; `elsewhere`: here, but expected at another place; `unknown`: codes."""

    seen: list[CulturalObject]
    missing: list[CulturalObject]
    elsewhere: list[CulturalObject]
    unknown: list[str]


def get_round_result(held: InventoryRound) -> RoundResult:
    expected = list(held.expected.order_by("inventory_number", "id"))
    scans = list(held.scans.select_related("object"))
    seen_ids = {scan.object_id for scan in scans if scan.object_id}
    expected_ids = {record.id for record in expected}
    return RoundResult(
        seen=[record for record in expected if record.id in seen_ids],
        missing=[record for record in expected if record.id not in seen_ids],
        elsewhere=[scan.object for scan in scans if scan.object and scan.object_id not in expected_ids],
        unknown=[scan.code for scan in scans if scan.object_id is None],
    )


def find_scanned(code: str, museum_id: int) -> CulturalObject | None:
    """By key, by an address that ends in it (as on a label's QR code), or by inventory number of that museum."""
    text = code.strip().rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
    held = CulturalObject.objects.current().filter(museum_id=museum_id)
    return held.filter(key=text.lower()).first() or held.filter(inventory_number=code.strip()).first()


def count_documentation(museum_id: int) -> dict[str, int]:
    """What documentation planning begins with: how much of a collection lacks what."""
    return (
        CulturalObject.objects.current()
        .filter(museum_id=museum_id)
        .aggregate(
            objects=Count("id"),
            without_number=Count("id", filter=Q(inventory_number="")),
            without_place=Count("id", filter=Q(store_location="")),
            without_provenance=Count("id", filter=Q(provenance="")),
            without_type=Count("id", filter=Q(object_type={})),
            without_picture=Count("id", filter=Q(photographs__isnull=True), distinct=True),
            without_check=Count("id", filter=Q(condition_checks__isnull=True), distinct=True),
        )
    )
