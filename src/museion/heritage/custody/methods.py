"""How an object comes to a holder: the vocabulary of Art Tracks, grouped by what each method does to title and custody."""

from enum import StrEnum


class Effect(StrEnum):
    """What an event does."""

    TITLE = "title"
    ORIGIN = "origin"
    CUSTODY = "custody"
    END = "end"


class Method(StrEnum):
    SALE = "sale"
    PRIVATE_SALE = "private_sale"
    PURCHASE = "purchase"
    AUCTION = "auction"
    EXCHANGE = "exchange"
    FORCED_SALE = "forced_sale"
    GIFT = "gift"
    PRIZE = "prize"
    TRANSFER = "transfer"
    BEQUEST = "bequest"
    DESCENT = "descent"
    ASSIGNMENT = "assignment"
    APPROPRIATION = "appropriation"
    CONFISCATION = "confiscation"
    CONVERSION = "conversion"
    THEFT = "theft"
    LOOTING = "looting"
    RESTITUTION = "restitution"
    CREATION = "creation"
    FOUND = "found"
    DISCOVERY = "discovery"
    EXCAVATION = "excavation"
    ILLEGAL_EXTRACTION = "illegal_extraction"
    FIELD_COLLECTION = "field_collection"
    COMMISSION = "commission"
    FABRICATION = "fabrication"
    AGENT = "agent"
    TRUSTEE = "trustee"
    DEPOSIT = "deposit"
    CONSIGNMENT = "consignment"
    LOAN = "loan"
    TOUR = "tour"
    DELIVERY = "delivery"
    RETURN = "return"
    DESTRUCTION = "destruction"
    LOSS = "loss"
    DISAPPEARANCE = "disappearance"
    EXPIRATION = "expiration"

    @property
    def effect(self) -> Effect:
        return _EFFECTS.get(self, Effect.TITLE)

    @property
    def is_taking(self) -> bool:
        """The holder before did not agree, or could not refuse."""
        return self in _TAKINGS


_EFFECTS = {
    **dict.fromkeys(
        (
            Method.CREATION,
            Method.FOUND,
            Method.DISCOVERY,
            Method.EXCAVATION,
            Method.ILLEGAL_EXTRACTION,
            Method.FIELD_COLLECTION,
            Method.COMMISSION,
            Method.FABRICATION,
        ),
        Effect.ORIGIN,
    ),
    **dict.fromkeys(
        (
            Method.AGENT,
            Method.TRUSTEE,
            Method.DEPOSIT,
            Method.CONSIGNMENT,
            Method.LOAN,
            Method.TOUR,
            Method.DELIVERY,
            Method.RETURN,
        ),
        Effect.CUSTODY,
    ),
    **dict.fromkeys((Method.DESTRUCTION, Method.LOSS, Method.DISAPPEARANCE, Method.EXPIRATION), Effect.END),
}
_TAKINGS = frozenset(
    {
        Method.FORCED_SALE,
        Method.APPROPRIATION,
        Method.CONFISCATION,
        Method.THEFT,
        Method.LOOTING,
        Method.ILLEGAL_EXTRACTION,
    }
)
