"""Invented care: chains of custody (some with planted flaws), loans in every state, histories of condition."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from museion.core.access import Actor
from museion.core.bulk import chunk
from museion.heritage.actions.care import save_checks
from museion.heritage.actions.custody import Chain, save_custody_chains
from museion.heritage.actions.loans import Items, save_loans
from museion.heritage.care_terms import CheckReason, Completeness, Condition, LoanPurpose, LoanStatus
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.models import ConditionCheck, CulturalObject, CustodyLine, Loan
from museion.heritage.sample.sizes import HeritageSize
from museion.network.models import Museum
from museion.network.sample.marking import REASON, SOURCE
from museion.network.sample.people_names import read_cultures

BATCH = 500
PLANTED_EVERY = 60
"""One chain in so many has a flaw that the reasoning must find: fifty of three thousand."""
_PLACES = (
    "Paris",
    "London",
    "Wien",
    "Berlin",
    "New York, NY",
    "Lima",
    "Cairo",
    "Tokyo",
    "Nairobi",
    "Sydney",
    "Madrid",
    "Roma",
)
_AGENTS = ("Invented Auctions", "Gallery of Examples", "Sample & Sons")
_NOTES = (
    "A fine crack at the rim.",
    "Surface dust.",
    "Old repair, stable.",
    "Flaking paint at the lower edge.",
    "No change.",
)


def make_care(seed: int, *, actor: Actor, at: datetime, size: HeritageSize) -> None:
    """Doing it again changes nothing: what is there already stays as it is."""
    held = CulturalObject.objects.filter(source=SOURCE, museum__isnull=False).select_related(
        "museum__national_committee"
    )
    if not CustodyLine.objects.exists():
        for batch in chunk(list(held.order_by("id")[: size.chains]), BATCH):
            save_custody_chains(list(_make_chains(seed, batch)), actor=actor, at=at, reason=REASON)
    if not Loan.objects.filter(source=SOURCE).exists():
        save_loans(_make_loans(seed, size.loans, list(held.order_by("-id")[: size.loans]), at), actor=actor, at=at)
    if not ConditionCheck.objects.filter(source=SOURCE).exists():
        for batch in chunk(list(held.order_by("id")[: size.checks // 2]), BATCH):
            save_checks(_make_checks(seed, batch, at.date()), actor=actor, at=at)


def _make_chains(seed: int, records: Sequence[CulturalObject]) -> Iterator[Chain]:
    cultures = list(read_cultures().values())
    for record in records:
        random = Random(f"{seed}:chain:{record.id}")  # noqa: S311
        names = [random.choice(cultures).make_name(random).name for _ in range(3)]
        text = write_chain(random, names, is_flawed=record.id % PLANTED_EVERY == 0)
        yield record, text, read_paragraph(text).events


def write_chain(random: Random, names: list[str], *, is_flawed: bool) -> str:
    """A paragraph in the form of the American Alliance of Museums; a flawed one denies itself or leaves Europe's war open."""
    first, second, third = names
    begin = random.randint(1870, 1915)
    change, sale = begin + random.randint(8, 25), 1950 + random.randint(0, 30)
    where = random.sample(_PLACES, 3)
    if is_flawed:
        return random.choice(
            (
                f"{first}, {where[0]}, {begin} until {sale}; {second}, {where[1]}, {change}; museum, {sale + 5}",
                f"{first} [{begin - 40}-{begin + 5}], {where[0]}, {begin} until {change + 20}; museum, {sale}",
                f"{first}, Wien, until 1937; confiscated by the state, Wien, 1938. {third}, {where[2]}, 1952; museum, {sale}",
                f"{first}, {where[0]}, by 1931. (Sold at {random.choice(_AGENTS)}, Paris, 1942); {second}, Paris, 1942; museum, {sale}",
            )
        )
    return (
        f"{first}, {where[0]}, by {begin} until {change}; by descent to {second}, {where[0]}, {change} until {sale - 2}; "
        f"(sold at {random.choice(_AGENTS)}, {where[1]}, {sale - 2}); purchased by {third}, {where[2]}, {sale - 2} until {sale}; "
        f"gift to museum, {sale}"
    )


def _make_loans(
    seed: int, count: int, records: list[CulturalObject], at: datetime
) -> Iterator[tuple[dict[str, Any], Items]]:
    random = Random(f"{seed}:loans")  # noqa: S311
    partners = list(Museum.objects.filter(source=SOURCE).order_by("id").values_list("id", "names")[:200])
    states = list(LoanStatus)
    for number, record in enumerate(records[:count]):
        status = states[number % len(states)]
        due = at.date() + timedelta(
            days=random.randint(-120, 200) if status == LoanStatus.OUT else random.randint(10, 300)
        )
        begins = due - timedelta(days=random.randint(60, 300))
        partner_id, names = random.choice(partners)
        is_agreed = status in {LoanStatus.OUT, LoanStatus.RETURNED}
        yield (
            {
                "source": SOURCE,
                "source_id": f"loan-{number}",
                "direction": "out",
                "status": status.value,
                "museum_id": record.museum_id,
                "partner_id": partner_id if partner_id != record.museum_id else None,
                "partner_name": names["en"],
                "reference": f"L.{begins.year}.{number}",
                "purpose": random.choice(list(LoanPurpose)).value,
                "begins_date": begins,
                "due_date": due,
                "returned_date": due - timedelta(days=3) if status == LoanStatus.RETURNED else None,
                "lender_authorizer": "Invented director" if is_agreed else "",
                "borrower_authorizer": "Invented curator" if is_agreed else "",
                "insurance_eur": random.randint(2, 900) * 500,
            },
            [(record.id, "")],
        )


def _make_checks(
    seed: int, records: Sequence[CulturalObject], today: date
) -> Iterator[tuple[CulturalObject, dict[str, Any]]]:
    """Two checks an object, the later one never better than the first without a treatment between."""
    conditions = list(Condition)
    for record in records:
        random = Random(f"{seed}:checks:{record.id}")  # noqa: S311
        worst = random.choice((0, 0, 0, 1, 1, 2, 3))
        for turn, days in enumerate((random.randint(400, 900), random.randint(10, 350))):
            checked = today - timedelta(days=days)
            yield (
                record,
                {
                    "source": SOURCE,
                    "source_id": f"check-{record.id}-{turn}",
                    "checked_date": checked,
                    "checker": "Invented conservator",
                    "condition": conditions[worst if turn else max(0, worst - 1)].value,
                    "completeness": random.choice(list(Completeness)).value if worst else Completeness.COMPLETE.value,
                    "reason": random.choice((CheckReason.ROUTINE, CheckReason.EXHIBITION)).value,
                    "note": random.choice(_NOTES),
                    "next_check_date": checked + timedelta(days=365),
                },
            )
