"""Risk assessments of every tenth museum of the sample, so that exposed museums have an order worth looking at."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from museion.core.access import Actor
from museion.core.bulk import chunk
from museion.network.models import Museum
from museion.response.actions.risks import StatedAssessment, StatedOption, StatedRisk, save_assessments
from museion.response.models import RiskAssessment
from museion.response.risk.abc import LEAST, MOST, Assessment, Estimate
from museion.response.risk.vocabulary import Agent, Occurrence, Stage

SOURCE = "sample"
REASON = "the invented sample network"
EVERY = 10
BATCH = 500
FIRST_DATE = date(2023, 1, 1)
# What may happen, how often, what could be done about it, at what stage and for how much a year.
RISKS: tuple[tuple[Agent, Occurrence, str, str, Stage, float], ...] = (
    (Agent.WATER, Occurrence.RARE, "River floods the store below ground", "Move the store upstairs", Stage.AVOID, 30_000),
    (Agent.WATER, Occurrence.COMMON, "Roof leaks over the prints", "Repair gutters every autumn", Stage.BLOCK, 2_500),
    (Agent.FIRE, Occurrence.RARE, "Fire from old wiring", "Smoke detectors with a direct line", Stage.DETECT, 4_000),
    (Agent.PHYSICAL_FORCES, Occurrence.RARE, "Earthquake topples ceramics", "Secure shelves and mounts", Stage.BLOCK, 6_000),
    (Agent.CRIMINALS, Occurrence.COMMON, "Theft from open display", "Guard and cabinet locks", Stage.BLOCK, 12_000),
    (Agent.PESTS, Occurrence.COMMON, "Moths in the textiles", "Traps read every month", Stage.DETECT, 600),
    (Agent.HUMIDITY, Occurrence.CUMULATIVE, "Mould in the archive", "Dehumidifiers in the rainy season", Stage.RESPOND, 3_000),
    (Agent.LIGHT, Occurrence.CUMULATIVE, "Watercolours fade on display", "Shorter turns on display", Stage.AVOID, 0),
    (Agent.DISSOCIATION, Occurrence.CUMULATIVE, "Labels fall off", "Number every object", Stage.AVOID, 1_500),
)  # fmt: skip
GROUPS = ("Works on paper", "Paintings", "Sculpture and ceramics", "Textiles", "Archives")


def assess_museums(seed: int, *, actor: Actor, at: datetime) -> None:
    """Those not assessed yet; a museum's risks do not depend on how many others there are."""
    done = set(RiskAssessment.objects.filter(source=SOURCE).values_list("museum_id", flat=True))
    museums = Museum.objects.filter(source=SOURCE).select_related("national_committee").order_by("id")
    waiting = [museum for museum in museums.iterator() if museum.pk % EVERY == 0 and museum.pk not in done]
    for part in chunk(waiting, BATCH):
        save_assessments([_assess(museum, seed) for museum in part], actor=actor, at=at, reason=REASON)


def _assess(museum: Museum, seed: int) -> StatedAssessment:
    chance = Random(f"museion sample {seed} risks of {museum.source_id}")  # noqa: S311 (invents, guards nothing)
    shares = [chance.uniform(0.1, 1.0) for _group in GROUPS]
    return StatedAssessment(
        museum=museum,
        assessed_date=FIRST_DATE + timedelta(days=chance.randrange(900)),
        risks=tuple(_choose_risks(chance)),
        values={name: share / sum(shares) for name, share in zip(GROUPS, shares, strict=True)},
        salvage_readiness=chance.choice((0.0, 0.1, 0.3, 0.5, 0.8)),
        source=SOURCE,
        source_id=f"risks of {museum.source_id}",
    )


def _choose_risks(chance: Random) -> Iterator[StatedRisk]:
    for agent, occurrence, text, measure, stage, cost in chance.sample(RISKS, chance.randint(3, 6)):
        assessment = Assessment(_estimate(chance), _estimate(chance), _estimate(chance))
        after = max(assessment.magnitude - chance.choice((0.5, 1.0, 2.0)), 1.5)
        yield StatedRisk(text, agent, occurrence, assessment, (StatedOption(measure, stage, cost, after),))


def _estimate(chance: Random) -> Estimate:
    probable = chance.randint(3, 9) / 2
    unsure = chance.choice((0.0, 0.5, 0.5, 1.0))
    return Estimate(max(probable - unsure, LEAST), probable, min(probable + unsure, MOST))
