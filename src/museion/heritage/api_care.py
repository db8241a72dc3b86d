"""Loans and condition checks over HTTP, for who acts for the museum."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.heritage.care_json import ConditionCheckJson, LoanJson, describe_check, describe_loan
from museion.heritage.care_terms import Condition, LoanStatus
from museion.heritage.queries.care import get_checks, get_loans

router = Router(tags=["care"])


class LoanQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"status": "status", "museum": "museum__key"}
    status: LoanStatus | None = None
    museum: str | None = None


class CheckQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"condition": "condition", "object": "object__key"}
    condition: Condition | None = None
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
