"""More than twenty years of invented mandates: eight terms of three years, with re-elections, resignations and vacancies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from museion.core.saving import Draft
from museion.network.sample.marking import SOURCE, make_random
from museion.network.terms import Appointment, BodyKind, MandateRole

FIRST_YEAR = 2003
TERM_YEARS = 3
TERMS = 8
_VACANCY = 0.06
_RESIGNATION = 0.05
_REELECTION = 0.4

_OFFICERS = (MandateRole.CHAIR, MandateRole.VICE_CHAIR, MandateRole.SECRETARY, MandateRole.TREASURER)
_BOARD = MandateRole.BOARD_MEMBER
SEATS: dict[str, tuple[MandateRole, ...]] = {
    BodyKind.EXECUTIVE_BOARD: (
        MandateRole.PRESIDENT,
        MandateRole.VICE_PRESIDENT,
        MandateRole.VICE_PRESIDENT,
        MandateRole.TREASURER,
        *[_BOARD] * 9,
    ),
    BodyKind.ADVISORY_COUNCIL: (MandateRole.CHAIR, MandateRole.VICE_CHAIR, MandateRole.VICE_CHAIR),
    BodyKind.SECRETARIAT: (MandateRole.DIRECTOR_GENERAL,),
    BodyKind.NATIONAL_COMMITTEE: (*_OFFICERS, *[_BOARD] * 3),
    BodyKind.NATIONAL_CORRESPONDENT: (MandateRole.CORRESPONDENT,),
    BodyKind.INTERNATIONAL_COMMITTEE: (*_OFFICERS, *[_BOARD] * 4),
    BodyKind.REGIONAL_ALLIANCE: (*_OFFICERS, *[_BOARD] * 3),
    BodyKind.AFFILIATED_ORGANISATION: (MandateRole.CHAIR, MandateRole.SECRETARY, MandateRole.DELEGATE),
    BodyKind.STANDING_COMMITTEE: (MandateRole.CHAIR, *[_BOARD] * 4),
}
_APPOINTED = {MandateRole.DIRECTOR_GENERAL, MandateRole.CORRESPONDENT, MandateRole.DELEGATE}


@dataclass(frozen=True, slots=True)
class Post:
    """A body that was written already, as far as mandates need it."""

    id: int
    source_id: str
    kind: str
    country: str


def draft_mandates(seed: int, posts: Sequence[Post], people: Mapping[str, Sequence[int]]) -> Iterator[Draft]:
    """`people`: ids by country, under "" everybody."""
    for post in posts:
        random = make_random(seed, f"mandates {post.source_id}")
        holders: list[int | None] = []
        for term in range(TERMS):
            holders = _elect(random, SEATS.get(post.kind, ()), people[post.country], holders)
            for seat, person in enumerate(holders):
                if person is not None:
                    yield from _draft_term(random, post, term, seat, person, people[post.country], holders)


def _elect(
    random: Random, seats: Sequence[MandateRole], people: Sequence[int], before: Sequence[int | None]
) -> list[int | None]:
    """One person a seat, nobody twice in a body; some are elected again, some seats stay empty."""
    chosen: list[int | None] = []
    for place in range(len(seats)):
        held = before[place] if before else None
        if place and random.random() < _VACANCY:
            chosen.append(None)
        elif held is not None and held not in chosen and random.random() < _REELECTION:
            chosen.append(held)
        else:
            chosen.append(_choose_other(random, people, chosen))
    return chosen


def _choose_other(random: Random, people: Sequence[int], taken: Sequence[int | None]) -> int | None:
    """A country of very few members leaves a seat empty rather than seat somebody twice."""
    for _ in range(20):
        person = random.choice(people)
        if person not in taken:
            return person
    return None


def _draft_term(
    random: Random,
    post: Post,
    term: int,
    seat: int,
    person: int,
    people: Sequence[int],
    holders: Sequence[int | None],
) -> Iterator[Draft]:
    year = FIRST_YEAR + term * TERM_YEARS
    begin, end = date(year, 7, 1), date(year + TERM_YEARS, 6, 30)
    if term < TERMS - 1 and random.random() < _RESIGNATION:
        left = begin + timedelta(days=random.randint(200, 900))
        yield _draft_mandate(post, f"{term}/{seat}", seat, person, begin, left)
        other = _choose_other(random, people, holders)
        if other is not None:
            yield _draft_mandate(post, f"{term}/{seat}b", seat, other, left + timedelta(days=30), end)
    else:
        yield _draft_mandate(post, f"{term}/{seat}", seat, person, begin, end)


def _draft_mandate(post: Post, place: str, seat: int, person: int, begin: date, end: date) -> Draft:
    role = SEATS[post.kind][seat]
    appointment = Appointment.APPOINTED if role in _APPOINTED else Appointment.ELECTED
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"{post.source_id.replace('body/', 'mandate/')}/{place}",
            "person_id": person,
            "body_id": post.id,
            "role": role.value,
            "appointment": appointment.value,
            "from_date": begin,
            "to_date": end,
        }
    )
