"""Which lots to look at first."""

from collections.abc import Iterable

from museion.screening.models import Judgement, Screening, ScreeningMatch
from museion.screening.terms import Decision, Falling, Verdict

_BASE = {Verdict.URGENT: 0.85, Verdict.PROBABLE: 0.65, Verdict.POSSIBLE: 0.35, Verdict.LOOKALIKE: 0.0}
FALLS, MAY_FALL = 0.3, 0.1


def measure_urgency(screening: Screening) -> float:
    """From 0 (nothing found) to 1. A match that somebody judged to be another object, and nobody the same, urges no more."""
    matches = list(screening.matches.all())
    refused = _find_refused(matches)
    levels = [
        _BASE[Verdict(match.verdict)] + 0.15 * match.probability
        for match in matches
        if match.id not in refused and match.verdict != Verdict.LOOKALIKE
    ]
    kinds = {entry["answer"] for entry in (*screening.red_list, *screening.sites)}
    if Falling.FALLS in kinds:
        levels.append(FALLS)
    elif Falling.MAY_FALL in kinds:
        levels.append(MAY_FALL)
    return round(max(levels, default=0.0), 4)


def _find_refused(matches: Iterable[ScreeningMatch]) -> set[int]:
    """By the newest judgement of each person."""
    rows = Judgement.objects.filter(match__in=matches).order_by("decided_at", "id")
    newest = {
        (match, person): decision for match, person, decision in rows.values_list("match_id", "decided_by", "decision")
    }
    decided = {(match, decision) for (match, _person), decision in newest.items()}
    return {
        match for match, decision in decided if decision == Decision.NO_MATCH and (match, Decision.MATCH) not in decided
    }


def list_findings(screening: Screening) -> set[str]:
    """What a person would want to hear of once: losses at least possible, kinds and looted sites that the object agrees with."""
    losses: Iterable[str] = screening.matches.exclude(verdict=Verdict.LOOKALIKE).values_list("loss__key", flat=True)
    kinds = (entry["key"] for entry in (*screening.red_list, *screening.sites) if entry["answer"] == Falling.FALLS)
    return {*losses, *kinds}
