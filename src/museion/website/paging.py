"""The row of page numbers under the hits."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.search.requests import DEEPEST_HIT, PAGE_SIZE
from museion.website.question import Question

NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Page:
    """A link, the current page, or (neither) the gap between numbers."""

    label: str
    url: str = ""
    rel: str = ""
    is_current: bool = False


def make_pages(question: Question, total: int) -> list[Page]:
    last = -(-min(total, DEEPEST_HIT) // PAGE_SIZE)
    if last < 2:
        return []
    here = min(question.page, last)
    numbers = sorted({1, last, *range(max(1, here - NEIGHBOURS), min(last, here + NEIGHBOURS) + 1)})
    pages: list[Page] = []
    for position, number in enumerate(numbers):
        if position and number > numbers[position - 1] + 1:
            pages.append(Page("…"))
        pages.append(_make_page(question, number, here))
    if here > 1:
        pages.insert(0, Page(_("Previous"), question.get_address(page=here - 1), "prev"))
    if here < last:
        pages.append(Page(_("Next"), question.get_address(page=here + 1), "next"))
    return pages


def _make_page(question: Question, number: int, here: int) -> Page:
    label = number_format(number, force_grouping=True)
    return Page(label, is_current=True) if number == here else Page(label, question.get_address(page=number))
