"""Lists of the API: filters that refuse what they do not know, and pages that neither skip nor repeat a record.

A page ends at a record's number, not at an offset: records written meanwhile do not shift it. The cursor is signed, so that
a forged or cut one is a clear error instead of a wrong page.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, Field

from museion.core.models import Record
from museion.core.models.records import RecordQuerySet
from museion.core.problems import ProblemError

LONGEST_PAGE = 200
COMMON_PARAMETERS = frozenset({"lang"})
T = TypeVar("T")
R = TypeVar("R", bound=Record)


def read_utc(moment: datetime) -> datetime:
    """In UTC, which it is without a zone. A zone may carry the first and last moments out of all years."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("in UTC this is before the year 1 or after the year 9999") from None


Moment = Annotated[datetime, AfterValidator(read_utc)]


class Page(BaseModel, Generic[T]):
    """`next` is the address of the following page, null at the end."""

    items: list[T]
    next: str | None


class ListQuery(BaseModel):
    """The parameters that every list takes; a subclass adds filters, and `lookups` says what each compares with."""

    lookups: ClassVar[dict[str, str]] = {}

    cursor: str = Field(default="", description="from `next` of the page before")
    limit: int = Field(default=50, ge=1, le=LONGEST_PAGE)
    updated_since: Moment | None = Field(default=None, description="changed at or after this moment")

    def narrow(self, rows: RecordQuerySet[R]) -> RecordQuerySet[R]:
        if self.updated_since:
            rows = rows.filter(changed_at__gte=self.updated_since)
        stated = {lookup: getattr(self, name) for name, lookup in self.lookups.items()}
        return rows.filter(**{lookup: value for lookup, value in stated.items() if value is not None})


def make_page(
    request: HttpRequest, rows: RecordQuerySet[R], query: ListQuery, describe: Callable[[R], T]
) -> dict[str, Any]:
    """The page that the query asks for of rows already cut to what the viewer may see."""
    refuse_unknown(request, query)
    after = read_cursor(query.cursor, request.path)
    found = list(query.narrow(rows).filter(id__gt=after).order_by("id")[: query.limit + 1])
    shown = found[: query.limit]
    more = len(found) > query.limit
    return {
        "items": [describe(row) for row in shown],
        "next": _make_next_address(request, shown[-1].id) if more else None,
    }


def refuse_unknown(request: HttpRequest, query: BaseModel) -> None:
    """A misspelt filter would else give everything, which looks like an answer."""
    known = set(type(query).model_fields) | COMMON_PARAMETERS
    if unknown := sorted(set(request.GET) - known):
        detail = _("%(unknown)s: not a parameter here; known are %(known)s.")
        values = {"unknown": ", ".join(unknown), "known": ", ".join(sorted(known))}
        raise ProblemError(400, _("Unknown parameter"), detail % values, "unknown-parameter")


def make_cursor(after: int, path: str) -> str:
    return signing.Signer(salt=f"cursor:{path}").sign(str(after))


def read_cursor(cursor: str, path: str) -> int:
    """The number after which the page begins; a cursor belongs to the list that gave it."""
    if not cursor:
        return 0
    try:
        return int(signing.Signer(salt=f"cursor:{path}").unsign(cursor))
    except (signing.BadSignature, ValueError) as error:
        detail = _("Take the cursor from “next” of the page before, unchanged, or leave it out to begin anew.")
        raise ProblemError(400, _("Unusable cursor"), detail, "bad-cursor") from error


def _make_next_address(request: HttpRequest, after: int) -> str:
    parameters = request.GET.copy()
    parameters["cursor"] = make_cursor(after, request.path)
    return f"{request.path}?{parameters.urlencode()}"
