"""Invented series with gaps: four with titles of their own, and newsletters of many bodies, one of them monthly since 1948."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.library.actions.serials import receive_issues, set_numbering
from museion.library.actions.works import save_works
from museion.library.formats.publication import Publication
from museion.library.models import NumberingPattern, Work
from museion.library.numbering.prediction import predict_issues
from museion.library.sample.references import make_issn
from museion.library.values import make_values
from museion.network.models import Body
from museion.network.sample.marking import REASON, SOURCE, make_random


@dataclass(frozen=True, slots=True)
class _Series:
    """`held`: the share of its issues that came."""

    code: str
    titles: dict[str, str]
    kind: str
    frequency: str
    begins_date: date
    issn: str
    body_id: int | None
    held: float


_SERIES = (
    ("Letter of the Committee", "Lettre du Comité", "Boletín del Comité", "newsletter", "quarterly"),
    ("Notes from the Reserves", "Cahiers de la Réserve", "Notas desde los depósitos", "journal", "twice_a_year"),
    (
        "Yearbook of Invented Museums",
        "Annuaire des musées imaginés",
        "Anuario de museos inventados",
        "proceedings",
        "yearly",
    ),
    (
        "Monthly Sheet of the Secretariat",
        "Feuille mensuelle du secrétariat",
        "Hoja mensual de la secretaría",
        "newsletter",
        "monthly",
    ),
)


_FREQUENCIES = ("monthly", "quarterly", "twice_a_year", "bimonthly", "three_a_year", "yearly")


def write_series(seed: int, *, actor: Actor, at: datetime) -> None:
    bodies = [*Body.objects.filter(source=SOURCE).order_by("id").values_list("id", flat=True)[: len(_SERIES)]]
    wanted = [
        _Series(
            code=f"series/{place}",
            titles={"en": en, "fr": fr, "es": es},
            kind=kind,
            frequency=frequency,
            begins_date=date(2018 + place, 1, 15),
            issn=make_issn(place),
            body_id=bodies[place % len(bodies)] if bodies else None,
            held=0.85,
        )
        for place, (en, fr, es, kind, frequency) in enumerate(_SERIES)
    ]
    _write(seed, wanted, actor=actor, at=at)


def write_newsletters(seed: int, count: int, *, actor: Actor, at: datetime) -> None:
    """The first is the longest; some have come whole."""
    random = make_random(seed, "newsletters")
    bodies = Body.objects.filter(source=SOURCE).order_by("id")[len(_SERIES) : len(_SERIES) + count]
    wanted = [
        _Series(
            code=f"newsletter/{place}",
            titles={
                "en": f"Newsletter of {body.names.pick('en').text}",
                "fr": f"Bulletin : {body.names.pick('fr').text}",
                "es": f"Boletín: {body.names.pick('es').text}",
            },
            kind="newsletter",
            frequency=_FREQUENCIES[place % len(_FREQUENCIES)],
            begins_date=date(random.randint(1950, 2015) if place else 1948, 1, 15),
            issn=make_issn(len(_SERIES) + place),
            body_id=body.id,
            held=random.choice((0.7, 0.9, 0.98, 1.0)),
        )
        for place, body in enumerate(bodies)
    ]
    _write(seed, wanted, actor=actor, at=at)


def _write(seed: int, wanted: Sequence[_Series], *, actor: Actor, at: datetime) -> None:
    save_works(list(map(_draft, wanted)), actor=actor, at=at, reason=REASON)
    works = {
        work.source_id: work for work in Work.objects.filter(source=SOURCE, source_id__in=[one.code for one in wanted])
    }
    counted = set(NumberingPattern.objects.filter(work__in=works.values()).values_list("work_id", flat=True))
    for one in wanted:
        work = works[one.code]
        if work.id not in counted:
            values = {"frequency": one.frequency, "begins_date": one.begins_date, "first_volume": 1}
            pattern = set_numbering(work, values, actor=actor, at=at).read()
            random = make_random(seed, f"issues {one.code}")
            held = [issue.identity for issue in predict_issues(pattern, at.date()) if random.random() < one.held]
            receive_issues(work, held, actor=actor, at=at)


def _draft(one: _Series) -> Draft:
    publication = Publication(
        reference_type=one.kind,
        titles=one.titles,
        languages=["en", "fr", "es"],
        date_text=f"{one.begins_date.year}-",
        frequency=one.frequency,
        numbers=[{"scheme": "issn", "value": one.issn}],
    )
    return Draft(make_values(publication) | {"source": SOURCE, "source_id": one.code, "issued_by_id": one.body_id})
