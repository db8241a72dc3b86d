"""What has changed hands, as both sides of a transfer signed, and what is out with another loan or transfer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from museion.core.bulk import chunk
from museion.heritage.care_terms import LoanDirection, LoanStatus, TransferKind, TransferLeg
from museion.heritage.models import CulturalObject, Loan, LoanItem, Transfer, TransferBox

KEEPING = frozenset({TransferKind.TRANSFER.value, TransferKind.RESTITUTION.value})


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What went out and has not come back. `box`: none for what travels unboxed."""

    box: TransferBox | None
    objects: tuple[CulturalObject, ...]


def list_handed(transfer: Transfer, leg: str) -> set[str]:
    signed = [held for held in transfer.hand_overs.all() if held.leg == leg and held.is_signed]
    return {item["key"] for held in signed for item in held.statement["items"]}


def list_movable(transfer: Transfer) -> dict[str, set[str]]:
    """By leg the keys of the objects that can go that way now, as both sides signed."""
    everything = set(transfer.items.values_list("object__key", flat=True))
    return {
        TransferLeg.OUT: everything - list_handed(transfer, TransferLeg.OUT),
        TransferLeg.BACK: list_away(transfer),
    }


def list_away(transfer: Transfer) -> set[str]:
    """Keys of what went out for a time and has not come back."""
    if transfer.kind in KEEPING:
        return set()
    return list_handed(transfer, TransferLeg.OUT) - list_handed(transfer, TransferLeg.BACK)


def list_outstanding(transfer: Transfer) -> list[Outstanding]:
    """By box what is with the receiving side and has to come back."""
    keys = list_away(transfer)
    groups: dict[TransferBox | None, list[CulturalObject]] = {}
    for item in transfer.items.select_related("object", "box"):
        if item.object.key in keys:
            groups.setdefault(item.box, []).append(item.object)
    return [Outstanding(box, tuple(held)) for box, held in groups.items()]


def find_out(
    objects: Sequence[CulturalObject], *, besides: Loan | Transfer
) -> list[tuple[CulturalObject, Loan | Transfer]]:
    """Those that another loan or transfer has out at this moment, each with it."""
    named = {record.id: record for record in objects}
    return [*_find_lent(named, besides), *_find_handed(named, besides)]


def _find_lent(
    named: dict[int, CulturalObject], besides: Loan | Transfer
) -> list[tuple[CulturalObject, Loan | Transfer]]:
    found: list[tuple[CulturalObject, Loan | Transfer]] = []
    for part in chunk([*named]):
        out = LoanItem.objects.filter(object__in=part, returned_date__isnull=True, loan__status=LoanStatus.OUT)
        rows = out.filter(loan__direction=LoanDirection.OUT, loan__withdrawn_at__isnull=True).select_related("loan")
        found += [(named[row.object_id], row.loan) for row in rows if row.object_id and row.loan != besides]
    return found


def _find_handed(
    named: dict[int, CulturalObject], besides: Loan | Transfer
) -> list[tuple[CulturalObject, Loan | Transfer]]:
    found: list[tuple[CulturalObject, Loan | Transfer]] = []
    for part in chunk([*named]):
        rows = Transfer.objects.current().filter(items__object__in=part, ended_at__isnull=True).distinct()
        found += _pick_out([row for row in rows.prefetch_related("hand_overs") if row != besides], named.values())
    return found


def _pick_out(
    transfers: Sequence[Transfer], objects: Collection[CulturalObject]
) -> list[tuple[CulturalObject, Loan | Transfer]]:
    held = [(transfer, list_away(transfer)) for transfer in transfers]
    return [(record, transfer) for transfer, keys in held for record in objects if record.key in keys]
