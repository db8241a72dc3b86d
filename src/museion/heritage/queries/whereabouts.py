"""Where an object is now, derived from what was signed and lent: nobody keeps it by hand in a second place."""

from dataclasses import dataclass
from datetime import date

from museion.heritage.care_terms import LoanDirection, LoanStatus, TransferLeg
from museion.heritage.models import CulturalObject, HandOver, LoanItem
from museion.heritage.queries.care import name_partner


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`holder`: museum or name of who has it; `place`: within the holder; `because`: address of the loan or transfer that says so."""

    holder: str
    place: str = ""
    since: date | None = None
    because: str = ""


def find_whereabouts(record: CulturalObject) -> Whereabouts:
    """A hand-over that both sides signed speaks before a loan, a loan before the catalogue."""
    last = _find_last_hand_over(record)
    if last and last.leg == TransferLeg.OUT and last.transfer.taker_id != record.museum_id:
        place = last.statement.get("place", "")
        return Whereabouts(str(last.transfer.taker), place, last.made_at.date(), last.transfer.url)
    open_items = LoanItem.objects.filter(
        object=record,
        returned_date__isnull=True,
        loan__status=LoanStatus.OUT,
        loan__direction=LoanDirection.OUT,
        loan__withdrawn_at__isnull=True,
    )
    lent = open_items.select_related("loan__partner").order_by("-loan__begins_date").first()
    if lent:
        venue: dict[str, str] = next(iter(lent.loan.venues), {})
        return Whereabouts(name_partner(lent.loan), venue.get("name", ""), lent.loan.begins_date, lent.loan.url)
    moved = record.movements.first()
    since = moved.moved_at.date() if moved else None
    return Whereabouts(str(record.museum) if record.museum else "", record.store_location, since)


def _find_last_hand_over(record: CulturalObject) -> HandOver | None:
    signed = HandOver.objects.exclude(giver_signature="").exclude(taker_signature="")
    rows = signed.filter(transfer__items__object=record).select_related("transfer__taker").order_by("-made_at", "-id")
    named = (held for held in rows if any(item["key"] == record.key for item in held.statement["items"]))
    return next(named, None)
