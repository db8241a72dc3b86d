"""Reads of calls for people: the live board, what is in doubt, and the call behind a link."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from museion.core.access import Viewer
from museion.core.messages import MOST_ATTEMPTS
from museion.core.models import OutgoingMessage
from museion.core.models.records import RecordQuerySet
from museion.response.actions.incidents import hash_token
from museion.response.letters import get_call_path
from museion.response.models import Call, Mobilisation
from museion.response.terms import CallState


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One person who was called; `address` is for whoever reads it out on the telephone."""

    call: Call
    address: str
    message: OutgoingMessage | None

    @property
    def is_in_doubt(self) -> bool:
        """Handed to the mail server perhaps, perhaps not."""
        message = self.message
        return message is not None and message.attempts > 0 and message.sent_at is None and not message.problem

    @property
    def has_failed(self) -> bool:
        message = self.message
        return message is not None and message.attempts >= MOST_ATTEMPTS and message.sent_at is None


@dataclass(frozen=True, slots=True)
class SeatLine:
    name: str
    needed: int
    accepted: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Board:
    seats: tuple[SeatLine, ...]
    lines: tuple[BoardLine, ...]
    counts: dict[str, int]

    @property
    def needed(self) -> int:
        return sum(seat.needed for seat in self.seats)

    @property
    def accepted(self) -> int:
        return sum(seat.accepted for seat in self.seats)

    @property
    def waiting(self) -> int:
        return sum(seat.waiting for seat in self.seats)

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.accepted - self.waiting)


def get_mobilisations(viewer: Viewer) -> RecordQuerySet[Mobilisation]:
    return Mobilisation.objects.current().visible_to(viewer).select_related("incident")


def get_mobilisation_list(viewer: Viewer) -> QuerySet[Mobilisation]:
    accepted = Count("calls", filter=Q(calls__state=CallState.ACCEPTED))
    waiting = Count("calls", filter=Q(calls__state=CallState.SENT))
    return get_mobilisations(viewer).annotate(accepted=accepted, waiting=waiting).order_by("-created_at", "-id")


def get_board(mobilisation: Mobilisation) -> Board:
    calls = list(mobilisation.calls.select_related("person").order_by("wave", "seat", "id"))
    keys = {f"call {mobilisation.key} {call.person.key}" for call in calls}
    messages = {message.send_key: message for message in OutgoingMessage.objects.filter(send_key__in=keys)}
    held = Counter((call.seat, call.state) for call in calls)
    return Board(
        seats=tuple(
            SeatLine(
                seat["name"],
                seat["count"],
                held[(seat["name"], CallState.ACCEPTED)],
                held[(seat["name"], CallState.SENT)],
            )
            for seat in mobilisation.request["seats"]
        ),
        lines=tuple(
            BoardLine(
                call,
                get_call_path(mobilisation, call.person),
                messages.get(f"call {mobilisation.key} {call.person.key}"),
            )
            for call in calls
        ),
        counts=dict(Counter(call.state for call in calls)),
    )


def find_call(token: str) -> Call | None:
    """The call whose one-tap link holds this token."""
    rows = Call.objects.select_related("mobilisation", "mobilisation__incident", "person")
    return rows.filter(token_hash=hash_token(token)).first()
