"""The due-diligence record of a run: what the seal covers, and what people judged of it until now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import seal_file, sign
from museion.screening.models import Judgement, Screening
from museion.screening.runs.sealing import describe_matches, describe_sealed, is_sealed


class BrokenSealError(Exception):
    """The run in the table no longer says what its seal covers; no record may be made of it."""


@dataclass(frozen=True, slots=True)
class DueDiligenceRecord:
    """`sealed`: the run; `code`: the signed statement for the QR code."""

    sealed: dict[str, Any]
    seal: str
    judgements: list[dict[str, Any]]
    issued_at: str
    code: str

    @property
    def content(self) -> dict[str, Any]:
        return {
            "screening": self.sealed,
            "seal": self.seal,
            "judgements": self.judgements,
            "issued_at": self.issued_at,
            "code": self.code,
        }


def write_paper(screening: Screening, *, at: datetime, language: str) -> bytes:
    """The record as a signed PDF. Raises `BrokenSealError`."""
    from museion.screening.sealed.paper import draw_record  # its printing library is slow to load, and few starts draw

    record = make_record(screening, at=at)
    return seal_file(draw_record(record.content, language=language), _state(record), get_signing_key())


def make_record(screening: Screening, *, at: datetime) -> DueDiligenceRecord:
    if not is_sealed(screening):
        raise BrokenSealError(f"The run {screening.key} was altered after it was sealed.")
    issued_at = at.isoformat(timespec="seconds")
    statement = {"key": screening.key, "seal": screening.seal, "asked_at": screening.asked_at.isoformat()}
    return DueDiligenceRecord(
        sealed=describe_sealed(screening, describe_matches(screening)),
        seal=screening.seal,
        judgements=[_describe(row) for row in _get_judgements(screening)],
        issued_at=issued_at,
        code=sign(statement, get_signing_key()),
    )


def _state(record: DueDiligenceRecord) -> dict[str, Any]:
    sealed = record.sealed
    return {
        "key": sealed["key"],
        "seal": record.seal,
        "asked_at": sealed["asked_at"],
        "issued_at": record.issued_at,
        "matches": len(sealed["matches"]),
        "judgements": len(record.judgements),
    }


def _get_judgements(screening: Screening) -> Any:
    rows = Judgement.objects.filter(match__screening=screening).select_related("match__loss")
    return rows.order_by("decided_at", "id")


def _describe(row: Judgement) -> dict[str, Any]:
    return {
        "loss": row.match.loss.key,
        "decision": row.decision,
        "reason": row.reason,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat(timespec="seconds"),
    }
