"""The words by which each kind of care is found, read in bulk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.languages import LanguageMap
from museion.heritage import care_terms as terms
from museion.heritage.models import (
    ConditionCheck,
    CulturalObject,
    InventoryRound,
    Loan,
    Procedure,
    Survey,
    Transfer,
)
from museion.heritage.queries.care import fetch_loan_items, fetch_transfer_items
from museion.network.models import Museum


@dataclass(frozen=True, slots=True)
class CareWords:
    """`labels`: what it is, then its states, in the reader's language. `numbers`: its own first, then those of its objects."""

    labels: tuple[Any, ...]
    museums: tuple[Museum, ...]
    days: tuple[date, ...]
    numbers: tuple[str, ...] = ()
    titles: tuple[LanguageMap, ...] = ()
    parties: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def read_loans(keys: Sequence[str]) -> Iterable[tuple[Loan, CareWords]]:
    rows = Loan.objects.current().filter(key__in=keys).select_related("museum", "partner")
    for loan in rows.prefetch_related(fetch_loan_items()):
        items = list(loan.items.all())
        objects = [item.object for item in items if item.object]
        yield (
            loan,
            CareWords(
                labels=(
                    _("loan"),
                    terms.LoanStatus(loan.status).label,
                    terms.LoanDirection(loan.direction).label,
                    terms.LoanPurpose(loan.purpose).label,
                ),
                museums=tuple(filter(None, (loan.museum, loan.partner))),
                days=(loan.begins_date, loan.due_date),
                numbers=_list_numbers(loan.reference, objects),
                titles=tuple(record.title for record in objects),
                parties=tuple(filter(None, (loan.partner_name if not loan.partner else "", loan.contact_name))),
                texts=(loan.conditions, loan.facility_report, loan.courier, *(item.text for item in items)),
            ),
        )


def read_transfers(keys: Sequence[str]) -> Iterable[tuple[Transfer, CareWords]]:
    rows = Transfer.objects.current().filter(key__in=keys).select_related("giver", "taker")
    for transfer in rows.prefetch_related(fetch_transfer_items(), "boxes"):
        objects = [item.object for item in transfer.items.all()]
        ended = (_("ended"),) if transfer.ended_at else ()
        yield (
            transfer,
            CareWords(
                labels=(terms.TransferKind(transfer.kind).label, _("transfer"), *ended),
                museums=(transfer.giver, transfer.taker),
                days=tuple(filter(None, (transfer.begins_date, transfer.due_date))),
                numbers=_list_numbers("", objects),
                titles=tuple(record.title for record in objects),
                texts=(transfer.terms_text, *(f"{box.label} {box.needs}" for box in transfer.boxes.all())),
            ),
        )


def read_checks(keys: Sequence[str]) -> Iterable[tuple[ConditionCheck, CareWords]]:
    rows = ConditionCheck.objects.current().filter(key__in=keys).select_related("object__museum")
    for check in rows:
        marks = (str(mark.get("text", "")) for mark in check.marks)
        yield (
            check,
            CareWords(
                labels=(
                    _("condition check"),
                    terms.Condition(check.condition).label,
                    terms.Completeness(check.completeness).label,
                    terms.CheckReason(check.reason).label,
                ),
                museums=(check.object.museum,) if check.object.museum else (),
                days=(check.checked_date,),
                numbers=_list_numbers(check.reference, [check.object]),
                titles=(check.object.title,),
                parties=(check.checker,),
                texts=(check.note, check.legal_requirements, *marks, *map(str, check.recommendations.values())),
            ),
        )


def read_rounds(keys: Sequence[str]) -> Iterable[tuple[InventoryRound, CareWords]]:
    for held in InventoryRound.objects.current().filter(key__in=keys).select_related("museum"):
        closed = (held.closed_at.date(),) if held.closed_at else ()
        yield (
            held,
            CareWords(
                labels=(_("inventory round"), _("closed") if closed else _("under way")),
                museums=(held.museum,),
                days=(held.begun_at.date(), *closed),
                numbers=(held.place,),
            ),
        )


def read_surveys(keys: Sequence[str]) -> Iterable[tuple[Survey, CareWords]]:
    for survey in Survey.objects.current().filter(key__in=keys).select_related("museum"):
        closed = (survey.closed_at.date(),) if survey.closed_at else ()
        yield (
            survey,
            CareWords(
                labels=(_("survey of condition"), _("closed") if closed else _("under way")),
                museums=(survey.museum,),
                days=(survey.begun_at.date(), *closed),
                numbers=(survey.title,),
            ),
        )


def read_procedures(keys: Sequence[str]) -> Iterable[tuple[Procedure, CareWords]]:
    rows = Procedure.objects.current().filter(key__in=keys).select_related("museum", "object")
    for held in rows:
        objects = [held.object] if held.object else []
        yield (
            held,
            CareWords(
                labels=(terms.ProcedureKind(held.kind).label,),
                museums=(held.museum,),
                days=tuple(filter(None, (held.done_date, held.due_date, held.closed_date))),
                numbers=_list_numbers(held.reference, objects),
                titles=tuple(record.title for record in objects),
                parties=tuple(filter(None, (held.party,))),
                texts=(held.reason,),
            ),
        )


def _list_numbers(own: str, objects: Sequence[CulturalObject]) -> tuple[str, ...]:
    return tuple(filter(None, (own, *(record.inventory_number for record in objects))))
