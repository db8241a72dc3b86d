"""Invented work of one museum's desk: what its curator meets on the page of care, with something of every kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from museion.core.access import Actor
from museion.core.models import Grant
from museion.heritage.actions import update_object
from museion.heritage.actions.care import begin_round, move_object, record_check, record_procedure, record_scan
from museion.heritage.actions.consent import give_consent, withdraw_consent
from museion.heritage.actions.crossing import offer_haven, write_letter
from museion.heritage.actions.loans import authorize_loan, create_loan, note_conditions, renew_loan, take_loan_step
from museion.heritage.actions.packing import create_transfer
from museion.heritage.actions.surveys import SentCheck, begin_survey, record_survey_check
from museion.heritage.actions.transfers import prepare_hand_over, sign_hand_over
from museion.heritage.care_terms import (
    CheckReason,
    Condition,
    ConsentState,
    LoanHandOver,
    LoanStatus,
    ProcedureKind,
    TransferKind,
    TransferLeg,
)
from museion.heritage.models import CulturalObject, IntangibleElement, Loan, Transfer
from museion.network.models import Museum
from museion.network.sample.marking import SOURCE

CURATOR = "curator@museion.example"
"""The account that the demo signs in with one click as a museum's curator."""
OBJECTS = 12
CONSENTS = 12
_STORE = "Store 2, shelf 4"
# Days from today until the loan is due, and how far it has come.
_LOANS = (
    (-43, LoanStatus.OUT),
    (-5, LoanStatus.OUT),
    (6, LoanStatus.OUT),
    (120, LoanStatus.OUT),
    (90, LoanStatus.AGREED),
    (150, LoanStatus.REQUESTED),
)
_PROCEDURES: dict[str, dict[str, Any]] = {
    ProcedureKind.ENTRY: {"reason": "Offered as a gift", "values": {"receipt": "E 2026-7", "return_by": "2027-01-31"}},
    ProcedureKind.ACQUISITION: {"values": {"method": "gift", "accession_number": "2026.14"}},
    ProcedureKind.VALUATION: {"values": {"amount_eur": "12500", "valuer": "Invented valuer"}},
    ProcedureKind.TREATMENT: {"values": {"treatment": "Loose glaze set down", "conservator": "Invented conservator"}},
    ProcedureKind.DAMAGE: {"reason": "Found chipped after a move", "values": {"measures": "Shelf padded"}},
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """`neighbour`: another museum of the same committee, whose secretary may sign for it."""

    museum: Museum
    neighbour: Museum
    objects: Sequence[CulturalObject]
    actor: Actor
    at: datetime

    @property
    def by(self) -> Mapping[str, Any]:
        return {"actor": self.actor, "at": self.at}


def write_desk(*, actor: Actor, at: datetime) -> None:
    """After the accounts. Doing it again changes nothing; without the curator's account there is nobody to show it to."""
    scopes = Grant.objects.filter(account__email=CURATOR).values("scope_key")
    museum = Museum.objects.filter(key__in=scopes).select_related("national_committee").first()
    if museum is None or Transfer.objects.filter(giver=museum).exists():
        return
    near = Museum.objects.filter(national_committee=museum.national_committee).exclude(pk=museum.pk)
    neighbour = near.order_by("id").first() or Museum.objects.exclude(pk=museum.pk).order_by("id").first()
    objects = list(_gather_objects(museum, actor, at))
    if neighbour is None or len(objects) < OBJECTS:
        return
    desk = _Desk(museum, neighbour, objects, actor, at)
    _write_loans(desk)
    _write_round(desk)
    _write_survey(desk)
    _write_procedures(desk)
    _write_transfers(desk)
    _write_consents(actor, at)


def _gather_objects(museum: Museum, actor: Actor, at: datetime) -> Iterator[CulturalObject]:
    """Its own; what lacks comes from museums that lent nothing, so that the desk has enough to show."""
    held = CulturalObject.objects.filter(source=SOURCE, loan_items__isnull=True)
    own = list(held.filter(museum=museum).order_by("id")[:OBJECTS])
    others = held.exclude(museum=museum).filter(condition_checks__isnull=True).order_by("-id")
    for number, record in enumerate([*own, *others[: OBJECTS - len(own)]]):
        values = {"museum_id": museum.id, "inventory_number": f"BD {number + 101}", "store_location": _STORE}
        update_object(record, values, actor=actor, at=at, reason="invented")
        yield CulturalObject.objects.select_related("museum__national_committee").get(pk=record.pk)


def _write_loans(desk: _Desk) -> None:
    today = desk.at.date()
    for number, (days, status) in enumerate(_LOANS):
        due, record = today + timedelta(days=days), desk.objects[number]
        loan = create_loan(
            {
                "source": SOURCE,
                "source_id": f"desk-{number}",
                "direction": "out",
                "museum_id": desk.museum.id,
                "partner_id": desk.neighbour.id,
                "reference": f"L.{today.year}.{number + 1}",
                "contact_name": "Invented registrar",
                "contact_email": "registrar@museion.example",
                "begins_date": due - timedelta(days=180),
                "due_date": due,
                "venues": [{"name": "Gallery 3", "from": "", "to": ""}],
                "insurance_eur": 4000 + 3500 * number,
                "courier": "Invented courier",
            },
            [(record.id, "")],
            **desk.by,
        )
        _lead_loan(desk, loan, status)


def _lead_loan(desk: _Desk, loan: Loan, status: LoanStatus) -> None:
    if status == LoanStatus.REQUESTED:
        return
    take_loan_step(loan, LoanStatus.AGREED, **desk.by, group="collections committee")
    if status == LoanStatus.AGREED:
        return
    for side in ("lender", "borrower"):
        authorize_loan(loan, side, f"Invented director of the {side}", **desk.by)
    take_loan_step(loan, LoanStatus.OUT, **desk.by, group="registrar")
    items = list(loan.items.values_list("id", flat=True))
    note_conditions(loan, items, LoanHandOver.PACKED, Condition.NO_WORK, place=_STORE, **desk.by)
    if (loan.due_date - desk.at.date()).days > 100:
        renew_loan(loan, loan.due_date + timedelta(days=30), note="The exhibition is prolonged.", **desk.by)


def _write_round(desk: _Desk) -> None:
    move_object(desk.objects[6], "Gallery 1", reason="new display", **desk.by)
    held = begin_round(desk.museum, _STORE, **desk.by)
    for code in (*(record.inventory_number for record in desk.objects[7:10]), desk.objects[6].key, "4006381333931"):
        record_scan(held, code, **desk.by)


def _write_survey(desk: _Desk) -> None:
    survey = begin_survey(desk.museum, "Invented survey of store 2", desk.objects[7:12], **desk.by)
    checked = {"checked_date": desk.at.date(), "checker": "Invented conservator", "condition": Condition.NO_WORK.value}
    sent = SentCheck("invented-check-of-the-sample", desk.objects[9], checked, is_anyway=True)
    record_survey_check(survey, sent, **desk.by)


def _write_procedures(desk: _Desk) -> None:
    today = desk.at.date()
    for number, (kind, stated) in enumerate(_PROCEDURES.items()):
        is_followed = kind in {ProcedureKind.ENTRY, ProcedureKind.VALUATION}
        values = {
            "kind": kind,
            "source": SOURCE,
            "source_id": f"desk-{kind}",
            "object_id": desk.objects[7 + number % 4].id,
            "party": "Invented family",
            "done_date": today - timedelta(days=20 + number),
            "due_date": today + timedelta(days=30) if is_followed else None,
            **stated,
        }
        record_procedure(desk.museum, values, **desk.by)
    record_check(
        desk.objects[8],
        {
            "checked_date": today - timedelta(days=360),
            "checker": "Invented conservator",
            "condition": Condition.NEEDS_WORK.value,
            "reason": CheckReason.ROUTINE.value,
            "next_check_date": today + timedelta(days=5),
            "note": "Glaze lifting at the rim.",
        },
        **desk.by,
    )


def _write_transfers(desk: _Desk) -> None:
    """A refuge whose boxes arrived and wait for the way back; a restitution that waits for the other side's signature."""
    today = desk.at.date()
    sides = {"giver_id": desk.museum.id, "taker_id": desk.neighbour.id, "begins_date": today}
    boxes = {"A": desk.objects[9:11], "B": desk.objects[11:12]}
    needs = {"A": "two people, upright", "B": "opened after box A"}
    refuge = create_transfer(
        {**sides, "kind": TransferKind.REFUGE.value, "due_date": today + timedelta(days=200)},
        boxes,
        needs=needs,
        **desk.by,
    )
    conditions = {record.key: "stable" for record in desk.objects[9:12]}
    handed = prepare_hand_over(refuge, TransferLeg.OUT, conditions, "Loading bay", **desk.by)
    for side in ("giver", "taker"):
        sign_hand_over(handed, side, **desk.by)
    given = create_transfer(
        {**sides, "kind": TransferKind.RESTITUTION.value, "terms_text": "At the claim of an invented community."},
        {"": desk.objects[7:8]},
        **desk.by,
    )
    waiting = prepare_hand_over(given, TransferLeg.OUT, {desk.objects[7].key: "no change"}, "Reading room", **desk.by)
    sign_hand_over(waiting, "giver", **desk.by)
    elders, words = "Invented council of elders", "We ask to be heard before the journey."
    write_letter(given, "both", written_date=today, party=elders, text=words, actor=desk.actor, at=desk.at)
    offer = {"room_for": "forty boxes, two shelves for glass plates", "contact": "+00 000 000, day and night"}
    offer_haven(desk.neighbour, offer, **desk.by)


def _write_consents(actor: Actor, at: datetime) -> None:
    """Some communities agreed, some with limits; one took its consent back, so that its element is shown to nobody."""
    elements = list(
        IntangibleElement.objects.filter(source=SOURCE, consent=ConsentState.NOT_RECORDED).order_by("id")[:CONSENTS]
    )
    given = at.date() - timedelta(days=400)
    for number, element in enumerate(elements[:CONSENTS]):
        codes = ("attribution", "no_trade") if number % 3 == 0 else ("attribution",)
        give_consent(
            element,
            given_by=element.communities.pick("en").text or "Invented community",
            given_date=given,
            evidence="Invented minutes",
            limit_codes=codes,
            actor=actor,
            at=at,
        )
    if len(elements) > 3:
        withdraw_consent(elements[2], withdrawn_by="Invented council of elders", actor=actor, at=at)
