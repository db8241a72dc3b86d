"""Runs are written here, sealed as they are made, and judged. Anybody may ask; who judges needs the right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import insert_rows
from museion.core.journal import Change, record_changes
from museion.core.keys import make_key
from museion.core.models.records import take_numbers
from museion.core.outbox import announce
from museion.screening.catalogues.urgency import measure_urgency
from museion.screening.models import Judgement, Lot, Screening, ScreeningMatch
from museion.screening.runs.outages import tell_outages
from museion.screening.runs.questions import Question
from museion.screening.runs.run import Examined, examine
from museion.screening.runs.sealing import compute_seal, describe_sealed
from museion.screening.runs.seen import RUN, TOPIC
from museion.screening.runs.weighing import Found, describe_parameters, make_fingerprints, weigh_all
from museion.screening.terms import Decision

_COLUMNS = (
    "id",
    "key",
    "access",
    "scope_key",
    "source",
    "source_id",
    "source_digest",
    "identifiers",
    "created_at",
    "changed_at",
    "withdrawn_at",
    "asked",
    "asked_at",
    "asked_by",
    "account_id",
    "purpose",
    "registers",
    "parameters",
    "red_list",
    "sites",
    "legal",
    "custody",
    "seal",
)
_MATCH_COLUMNS = ("screening", "loss", "place", "score", "probability", "verdict", "why", "evidence")


def make_screening(question: Question, *, actor: Actor, at: datetime, language: str = "en") -> Screening:
    """Ask once, and keep what was asked and answered. Raises `UnusableQuestionError`, and then keeps nothing."""
    with tell_outages():
        examined = examine(question, viewer=actor.viewer, language=language)
    return save_examined([examined], actor=actor, at=at, is_remembered=not question.repeats)[0]


@transaction.atomic
def save_examined(
    examined: Sequence[Examined], *, actor: Actor, at: datetime, is_remembered: bool = True
) -> list[Screening]:
    """Write many runs at once: the row, its matches, the seal over both, one line of the journal each.

    What is remembered is asked again when a new loss resembles it.
    """
    numbers = take_numbers(Screening.LETTER, len(examined))
    made = [_make_row(one, number, actor, at) for one, number in zip(examined, numbers, strict=True)]
    found = weigh_all(examined, actor.viewer)
    for screening, matches in zip(made, found, strict=True):
        screening.seal = compute_seal(describe_sealed(screening, _describe_found(matches)))
    insert_rows(Screening, _COLUMNS, [[getattr(row, name) for name in _COLUMNS] for row in made])
    insert_rows(
        ScreeningMatch,
        _MATCH_COLUMNS,
        [
            (screening.id, match["loss"], *(match[name] for name in _MATCH_COLUMNS[2:]))
            for screening, matches in zip(made, found, strict=True)
            for match in _describe_found(matches, by_key=False)
        ],
    )
    changes = [
        Change("screening.make", screening.key, None, {"seal": screening.seal, "matches": len(matches)})
        for screening, matches in zip(made, found, strict=True)
    ]
    record_changes(changes, actor=actor, at=at)
    if is_remembered:
        announce(RUN, [screening.key for screening in made], topics=[TOPIC])
    return made


@transaction.atomic
def judge_match(
    match: ScreeningMatch, decision: Decision, *, actor: Actor, at: datetime, reason: str = ""
) -> Judgement:
    """What a person decided: the desk, or whoever asked. The newest of each person counts, the older ones stay."""
    if not _is_own(match.screening, actor):
        check_right(actor, "loss.judge", match.loss)
    judgement = Judgement.objects.create(
        match=match,
        decision=decision,
        reason=reason,
        decided_by=actor.name,
        account_id=actor.account_id,
        decided_at=at,
    )
    # Judged lots move in the worklist at once.
    Lot.objects.filter(screening=match.screening).update(urgency=measure_urgency(match.screening))
    after = {"loss": match.loss.key, "decision": str(decision)}
    record_changes([Change("screening.judge", match.screening.key, None, after)], actor=actor, at=at, reason=reason)
    return judgement


def _is_own(screening: Screening, actor: Actor) -> bool:
    return screening.account_id is not None and screening.account_id == actor.account_id


def _make_row(examined: Examined, number: int, actor: Actor, at: datetime) -> Screening:
    """Only whoever asked, by their account, and the desk read it."""
    return Screening(
        id=number,
        key=make_key(Screening.LETTER, number),
        access=AccessLevel.DESK,
        identifiers={"repeats": examined.question.repeats} if examined.question.repeats else {},
        created_at=at,
        changed_at=at,
        asked=_describe_asked(examined),
        asked_at=at,
        asked_by=actor.name[:200],
        account_id=actor.account_id,
        purpose=examined.question.purpose[:200],
        registers=examined.editions,
        parameters=describe_parameters(examined),
        red_list=examined.red_list,
        sites=examined.sites,
        legal=examined.legal,
        custody=examined.custody,
    )


def _describe_asked(examined: Examined) -> dict[str, Any]:
    return {
        "fields": dict(examined.question.fields),
        "text": examined.question.text,
        "photos": [name for _number, _digest, name in examined.asked_photos],
        "fingerprints": make_fingerprints(examined),
        "problems": [problem.describe() for problem in examined.problems],
    }


def _describe_found(found: Sequence[Found], *, by_key: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "loss": match.loss.key if by_key else match.loss.id,
            "place": place,
            "score": round(match.fused.score, 6),
            "probability": round(match.fused.probability, 6),
            "verdict": str(match.fused.verdict),
            "why": match.why,
            "evidence": match.evidence,
        }
        for place, match in enumerate(found, start=1)
    ]
