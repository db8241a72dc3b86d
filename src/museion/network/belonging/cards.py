"""A membership card as a signed statement (JSON Web Signature, Ed25519) that a QR code holds and anybody can prove offline."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from museion.core.signing.keys import SigningKey
from museion.core.signing.statements import Finding, PublicKeys, check, sign

TYPE = "museion-member-card"


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    name: str
    category: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class CardFinding:
    """`card`: only of a genuine one. `is_in_time`: on the day that was asked about."""

    finding: Finding
    card: Card | None = None
    is_in_time: bool = False

    @property
    def is_good(self) -> bool:
        return self.card is not None and self.is_in_time


def write_card(card: Card, key: SigningKey) -> str:
    """Short names, for a QR code that phones read from a worn card."""
    statement = {
        "typ": TYPE,
        "num": card.number,
        "nam": card.name,
        "cat": card.category,
        "exp": card.valid_until.isoformat(),
    }
    return sign(statement, key)


def check_card(text: str, keys: PublicKeys, *, day: date) -> CardFinding:
    """`text`: the statement, or the address that a card's code holds, with the statement behind “#”. Another statement of this
    site, such as a screening record, is no card."""
    proof = check(text.strip().rpartition("#")[2], keys)
    if proof.finding != Finding.GENUINE:
        return CardFinding(proof.finding)
    card = _read(proof.statement)
    if card is None:
        return CardFinding(Finding.UNSIGNED)
    return CardFinding(proof.finding, card, day <= card.valid_until)


def _read(statement: dict[str, Any]) -> Card | None:
    if statement.get("typ") != TYPE:
        return None
    try:
        until = date.fromisoformat(statement["exp"])
        return Card(str(statement["num"]), str(statement["nam"]), str(statement["cat"]), until)
    except (KeyError, ValueError, TypeError):
        return None
