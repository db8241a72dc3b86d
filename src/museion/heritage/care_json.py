"""Records of care as JSON: one shape for the API and for `/id/<key>.json`. All are read by few."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, describe_record
from museion.heritage.models import ConditionCheck, InventoryRound, Loan, Procedure, Survey, Transfer


class LoanItemJson(BaseModel):
    object: str | None
    text: str
    returned_date: date | None


class LoanJson(RecordJson):
    direction: str
    status: str
    museum: str
    partner: str | None
    partner_name: str
    reference: str
    purpose: str
    begins_date: date
    due_date: date
    returned_date: date | None
    lender_authorizer: str
    borrower_authorizer: str
    venues: list[Any]
    insurance_eur: Decimal | None
    insured_by: str
    courier: str
    immunity: str
    conditions: str
    credit_line: str
    items: list[LoanItemJson]


class ConditionCheckJson(RecordJson):
    """`marks`: places on photographs as shares of width and height. `photographs`: taken at this check, by file name."""

    object: str
    reference: str
    checked_date: date
    checker: str
    method: str
    reason: str
    completeness: str
    condition: str
    hazard: str
    salvage_priority: str
    treatment_priority: str
    next_check_date: date | None
    note: str
    recommendations: dict[str, str]
    legal_requirements: str
    marks: list[dict[str, Any]]
    photographs: list[str]
    survey: str | None


class TransferItemJson(BaseModel):
    object: str
    box: str


class HandOverJson(BaseModel):
    """`statement`: what both sides sign. Signatures: JSON Web Signatures of the site's key."""

    number: int
    leg: str
    made_at: datetime
    statement: dict[str, Any]
    giver_name: str
    giver_signature: str
    taker_name: str
    taker_signature: str


class TransferJson(RecordJson):
    kind_of_transfer: str
    giver: str
    taker: str
    terms_text: str
    begins_date: date
    due_date: date | None
    ended_at: datetime | None
    items: list[TransferItemJson]
    hand_overs: list[HandOverJson]


class InventoryScanJson(BaseModel):
    """`object`: none where nobody here knows the code."""

    code: str
    object: str | None
    seen_at: datetime
    seen_by: str
    note: str


class InventoryRoundJson(RecordJson):
    museum: str
    place: str
    begun_at: datetime
    closed_at: datetime | None
    expected: list[str]
    scans: list[InventoryScanJson]


class SurveyJson(RecordJson):
    """`listed`: keys of the objects that are gone through; `checks`: of the checks that came of it."""

    museum: str
    title: str
    begun_at: datetime
    closed_at: datetime | None
    listed: list[str]
    checks: list[str]


class ProcedureJson(RecordJson):
    """`values`: what that kind of procedure asks for, by field."""

    procedure: str
    museum: str
    object: str | None
    reference: str
    done_date: date
    due_date: date | None
    closed_date: date | None
    party: str
    reason: str
    values: dict[str, Any]


_LOAN_OWN = {*RecordJson.model_fields, "museum", "partner", "items"}
_CHECK_OWN = {*RecordJson.model_fields, "object", "photographs", "survey"}


def describe_loan(loan: Loan) -> LoanJson:
    return LoanJson(
        **describe_record(loan, "loan"),
        **{name: getattr(loan, name) for name in LoanJson.model_fields if name not in _LOAN_OWN},
        museum=loan.museum.key,
        partner=loan.partner.key if loan.partner else None,
        items=[
            LoanItemJson(
                object=item.object.key if item.object else None, text=item.text, returned_date=item.returned_date
            )
            for item in loan.items.all()
        ],
    )


def describe_check(check: ConditionCheck) -> ConditionCheckJson:
    return ConditionCheckJson(
        **describe_record(check, "condition_check"),
        **{name: getattr(check, name) for name in ConditionCheckJson.model_fields if name not in _CHECK_OWN},
        object=check.object.key,
        photographs=[picture.file_name for picture in check.photographs.all()],
        survey=check.survey.key if check.survey else None,
    )


def describe_transfer(transfer: Transfer) -> TransferJson:
    items = transfer.items.all()
    return TransferJson(
        **describe_record(transfer, "transfer"),
        kind_of_transfer=transfer.kind,
        giver=transfer.giver.key,
        taker=transfer.taker.key,
        terms_text=transfer.terms_text,
        begins_date=transfer.begins_date,
        due_date=transfer.due_date,
        ended_at=transfer.ended_at,
        items=[TransferItemJson(object=item.object.key, box=item.box.label if item.box else "") for item in items],
        hand_overs=[
            HandOverJson(**{name: getattr(held, name) for name in HandOverJson.model_fields})
            for held in transfer.hand_overs.all()
        ],
    )


def describe_round(held: InventoryRound) -> InventoryRoundJson:
    return InventoryRoundJson(
        **describe_record(held, "inventory_round"),
        museum=held.museum.key,
        place=held.place,
        begun_at=held.begun_at,
        closed_at=held.closed_at,
        expected=[record.key for record in held.expected.all()],
        scans=[
            InventoryScanJson(
                code=scan.code,
                object=scan.object.key if scan.object else None,
                seen_at=scan.seen_at,
                seen_by=scan.seen_by,
                note=scan.note,
            )
            for scan in held.scans.all()
        ],
    )


def describe_survey(survey: Survey) -> SurveyJson:
    return SurveyJson(
        **describe_record(survey, "survey"),
        museum=survey.museum.key,
        title=survey.title,
        begun_at=survey.begun_at,
        closed_at=survey.closed_at,
        listed=[record.key for record in survey.listed.all()],
        checks=[check.key for check in survey.checks.all()],
    )


def describe_procedure(held: Procedure) -> ProcedureJson:
    own = {*RecordJson.model_fields, "procedure", "museum", "object"}
    return ProcedureJson(
        **describe_record(held, "procedure"),
        **{name: getattr(held, name) for name in ProcedureJson.model_fields if name not in own},
        procedure=held.kind,
        museum=held.museum.key,
        object=held.object.key if held.object else None,
    )


def _make_json(describe: Callable[[Any], RecordJson]) -> tuple[Representation, ...]:
    def write(record: Any, _context: WriterContext) -> bytes:
        return orjson.dumps(describe(record).model_dump(mode="json"), option=orjson.OPT_INDENT_2)

    return (Representation("json", "application/json", "JSON", write),)


CARE_REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "loan": _make_json(describe_loan),
    "condition_check": _make_json(describe_check),
    "transfer": _make_json(describe_transfer),
    "inventory_round": _make_json(describe_round),
    "survey": _make_json(describe_survey),
    "procedure": _make_json(describe_procedure),
}
