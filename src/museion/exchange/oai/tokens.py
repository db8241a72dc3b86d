"""Resumption tokens that carry the whole request: nothing is kept here, so they outlive restarts and new indexes.

A list is ordered by datestamp and row; the token names the last pair that was sent, so what changes meanwhile shifts nothing.
`until` is fixed when a list begins: what changes later belongs to the next harvest, and the list ends.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

from museion.exchange.oai.errors import Code, OaiError

LIFETIME = timedelta(days=7)
_SALT = "museion.exchange.oai"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a list stands. `since`, `until`, `stamp`: seconds since 1970, 0 for none; `after`: row number; `sent`: how many went before."""

    verb: str
    prefix: str = ""
    set_spec: str = ""
    since: int = 0
    until: int = 0
    stamp: int = 0
    after: int = 0
    branch: str = ""
    sent: int = 0
    total: int = 0


def write_token(position: Position) -> str:
    return signing.dumps(list(asdict(position).values()), salt=_SALT, compress=False)


def read_token(token: str, verb: str) -> Position:
    try:
        values: list[Any] = signing.loads(token, salt=_SALT, max_age=LIFETIME)
        position = Position(*values)
    except signing.SignatureExpired:
        told = f"The token is older than {LIFETIME.days} days: begin again, from the datestamp of the last record."
        raise OaiError(Code.BAD_RESUMPTION_TOKEN, told) from None
    except (signing.BadSignature, TypeError, ValueError):
        raise OaiError(Code.BAD_RESUMPTION_TOKEN, "The token is none that was given here, or it was changed.") from None
    if position.verb != verb:
        raise OaiError(Code.BAD_RESUMPTION_TOKEN, f"The token was given for {position.verb}, not for {verb}.")
    return position


def to_number(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0


def to_moment(number: int) -> datetime:
    return datetime.fromtimestamp(number, tz=UTC)
