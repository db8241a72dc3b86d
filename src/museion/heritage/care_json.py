"""Loans and condition checks as JSON: one shape for the API and for `/id/<key>.json`. Both are read by few."""

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, describe_record
from museion.heritage.models import ConditionCheck, Loan


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
    """`marks`: places on photographs as shares of width and height."""

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


_LOAN_OWN = {*RecordJson.model_fields, "museum", "partner", "items"}
_CHECK_OWN = {*RecordJson.model_fields, "object"}


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
    )


def _write_loan(loan: Loan, context: WriterContext) -> bytes:
    return _write(describe_loan(loan))


def _write_check(check: ConditionCheck, context: WriterContext) -> bytes:
    return _write(describe_check(check))


def _write(described: RecordJson) -> bytes:
    return orjson.dumps(described.model_dump(mode="json"), option=orjson.OPT_INDENT_2)


CARE_REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "loan": (Representation("json", "application/json", "JSON", _write_loan),),
    "condition_check": (Representation("json", "application/json", "JSON", _write_check),),
}
