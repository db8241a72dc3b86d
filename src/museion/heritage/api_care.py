"""Loans, checks, transfers, inventory rounds and procedures over HTTP, for who acts for the museum."""

from typing import Any, ClassVar

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.heritage import care_json
from museion.heritage.care_json import (
    ConditionCheckJson,
    InventoryRoundJson,
    LoanJson,
    ProcedureJson,
    SurveyJson,
    TransferJson,
    describe_check,
    describe_loan,
)
from museion.heritage.care_terms import Condition, LoanStatus, ProcedureKind, TransferKind
from museion.heritage.models import InventoryScan
from museion.heritage.queries.care import (
    fetch_transfer_items,
    get_checks,
    get_loans,
    get_procedures,
    get_rounds,
    get_transfers,
)
from museion.heritage.queries.surveys import get_surveys

router = Router(tags=["care"])


class LoanQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"status": "status", "museum": "museum__key"}
    status: LoanStatus | None = None
    museum: str | None = None


class CheckQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"condition": "condition", "object": "object__key"}
    condition: Condition | None = None
    object: str | None = None


class TransferQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"kind_of_transfer": "kind", "giver": "giver__key", "taker": "taker__key"}
    kind_of_transfer: TransferKind | None = None
    giver: str | None = None
    taker: str | None = None


class RoundQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"museum": "museum__key"}
    museum: str | None = None


class SurveyQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"museum": "museum__key"}
    museum: str | None = None


class ProcedureQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"procedure": "kind", "museum": "museum__key", "object": "object__key"}
    procedure: ProcedureKind | None = None
    museum: str | None = None
    object: str | None = None


@router.get("/loans", response=Page[LoanJson], summary="List loans that you may read")
def list_loans(request: HttpRequest, query: Query[LoanQuery]) -> dict[str, Any]:
    return make_page(request, get_loans(get_viewer(request)), query, describe_loan)


@router.get("/loans/{key}", response=LoanJson, summary="Read a loan")
def read_loan(request: HttpRequest, response: HttpResponse, key: str) -> LoanJson:
    return describe_loan(answer_record(get_loans(get_viewer(request)), key, response))


@router.get("/condition-checks", response=Page[ConditionCheckJson], summary="List condition checks that you may read")
def list_checks(request: HttpRequest, query: Query[CheckQuery]) -> dict[str, Any]:
    return make_page(request, get_checks(get_viewer(request)), query, describe_check)


@router.get("/transfers", response=Page[TransferJson], summary="List transfers that you may read")
def list_transfers(request: HttpRequest, query: Query[TransferQuery]) -> dict[str, Any]:
    rows = get_transfers(get_viewer(request)).prefetch_related(fetch_transfer_items(), "hand_overs")
    return make_page(request, rows, query, care_json.describe_transfer)


@router.get(
    "/inventory-rounds", response=Page[InventoryRoundJson], summary="List rounds of inventory that you may read"
)
def list_rounds(request: HttpRequest, query: Query[RoundQuery]) -> dict[str, Any]:
    scans = Prefetch("scans", InventoryScan.objects.select_related("object"))
    rows = get_rounds(get_viewer(request)).prefetch_related("expected", scans)
    return make_page(request, rows, query, care_json.describe_round)


@router.get("/surveys", response=Page[SurveyJson], summary="List surveys of condition that you may read")
def list_surveys(request: HttpRequest, query: Query[SurveyQuery]) -> dict[str, Any]:
    rows = get_surveys(get_viewer(request)).prefetch_related("listed", "checks")
    return make_page(request, rows, query, care_json.describe_survey)


@router.get("/procedures", response=Page[ProcedureJson], summary="List procedures that you may read")
def list_procedures(request: HttpRequest, query: Query[ProcedureQuery]) -> dict[str, Any]:
    return make_page(request, get_procedures(get_viewer(request)), query, care_json.describe_procedure)
