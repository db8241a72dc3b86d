"""A programme as its organisers arrange it: the grid of a day, what has no place yet, and what is in conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from museion.events.formats.zones import get_zone
from museion.events.models import Contribution, Event, Room, Session
from museion.events.planning.programmes import Conflict, Slot, find_conflicts
from museion.events.terms import ContributionState

STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Cell:
    room: Room | None
    begins_at: datetime
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class Row:
    begins_at: datetime
    cells: list[Cell]


def get_sessions_of(event: Event) -> list[Session]:
    rows = Session.objects.current().filter(event=event).select_related("room", "event")
    return list(rows.order_by("begins_at", "id").prefetch_related("chairs", "contributions__speakers"))


def list_days(event: Event) -> list[date]:
    """By the clock of the place; at most a month of them."""
    zone = get_zone(event.time_zone)
    first = event.begins_at.astimezone(zone).date()
    last = (event.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=number) for number in range(min((last - first).days, 30) + 1)]


def make_grid(
    event: Event, sessions: Sequence[Session], day: date, *, first_hour: int = 8, last_hour: int = 20
) -> list[Row]:
    """Half hours by rooms; a session stands where it begins."""
    zone = get_zone(event.time_zone)
    rooms: list[Room | None] = list(Room.objects.filter(event=event)) or [None]
    begins = datetime(day.year, day.month, day.day, first_hour, tzinfo=zone)
    placed: dict[tuple[datetime, int | None], list[Session]] = {}
    for session in sessions:
        if session.begins_at:
            local = session.begins_at.astimezone(zone)
            start = local - timedelta(minutes=local.minute % 30, seconds=local.second)
            placed.setdefault((start, session.room_id), []).append(session)
    moments = [begins + STEP * number for number in range((last_hour - first_hour) * 2)]
    return [
        Row(
            moment,
            [Cell(room, moment, placed.get((moment, room.pk if room else None), [])) for room in rooms],
        )
        for moment in moments
    ]


def find_programme_conflicts(event: Event, sessions: Sequence[Session]) -> list[Conflict]:
    return find_conflicts([_describe(session) for session in sessions], event.begins_at, event.ends_at)


def _describe(session: Session) -> Slot:
    papers = [paper for paper in session.contributions.all() if paper.state == ContributionState.ACCEPTED]
    speakers = (speaker for paper in papers for speaker in paper.speakers.all() if speaker.is_presenting)
    people = {speaker.email or speaker.name.casefold() for speaker in speakers}
    people |= {(chair.email or chair.name).casefold() for chair in session.chairs.all()}
    return Slot(
        key=session.key,
        begins_at=session.begins_at,
        minutes=session.minutes,
        room=session.room_id,
        people=frozenset(people),
        talk_minutes=sum(paper.minutes for paper in papers),
    )


def get_unplaced_papers(event: Event) -> list[Contribution]:
    """Accepted, and in no session."""
    rows = Contribution.objects.current().filter(event=event, state=ContributionState.ACCEPTED, session=None)
    return list(rows.order_by("id"))
