"""Values that no record has, as the results page tells of them, each with links to what may have been meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from museion.search.requests import SearchResult, UnknownCode
from museion.website.facets import get_code_label, get_label
from museion.website.question import Question


@dataclass(frozen=True, slots=True)
class OfferedValue:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class UnknownValue:
    label: Any
    value: str
    offers: tuple[OfferedValue, ...]
    is_near: bool


def show_unknown(question: Question, result: SearchResult, language: str) -> list[UnknownValue]:
    return [
        UnknownValue(
            get_label(unknown.field), unknown.value, tuple(_list_offers(unknown, question, language)), unknown.is_near
        )
        for unknown in result.unknown
    ]


def _list_offers(unknown: UnknownCode, question: Question, language: str) -> Iterator[OfferedValue]:
    for offer in unknown.offers:
        asked = question.without(unknown.field, unknown.value)
        filters = {**asked.filters, unknown.field: (*asked.filters.get(unknown.field, ()), offer.code)}
        url = asked.get_address(text=offer.text) if unknown.is_typed else asked.get_address(filters=filters)
        yield OfferedValue(get_code_label(unknown.field, offer.code, language), url)
