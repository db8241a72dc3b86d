"""From what the looks found to the matches of a run: losses as they are now, what people judged before, weighed and explained."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from museion.core.access import Viewer
from museion.screening.matching.photos.matches import (
    POSSIBLE_PROBABILITY,
    PROBABLE_PROBABILITY,
    SAME_INLIERS,
    SAME_PROBABILITY,
)
from museion.screening.models import Judgement, LossPhotograph, LossRecord
from museion.screening.registers.keeping import is_sought
from museion.screening.registers.photos import split_photo_key
from museion.screening.runs import fusion
from museion.screening.runs.fusion import Asked, Candidate, Fused, fuse
from museion.screening.runs.reasons import describe_evidence, explain
from museion.screening.runs.run import MOST_MATCHES, Examined
from museion.screening.terms import Decision


@dataclass(frozen=True, slots=True)
class Found:
    """One match, ready to be a row."""

    loss: LossRecord
    fused: Fused
    why: list[dict[str, Any]]
    evidence: dict[str, Any]


def weigh(examined: Examined, viewer: Viewer) -> list[Found]:
    """The register may be behind the table by a moment: a loss withdrawn since, or hidden from the viewer, is left out."""
    keys = _choose_keys(examined)
    losses = {loss.key: loss for loss in LossRecord.objects.filter(key__in=keys) if _may_be_named(loss, viewer)}
    pictured = _list_pictured(losses.values())
    judged = count_judgements(examined, losses)
    candidates = [
        Candidate(
            key=key,
            text=examined.texts.get(key),
            photo=examined.photos.get(key),
            has_photos=loss.id in pictured,
            judgements=judged.get(key, 0),
        )
        for key, loss in losses.items()
    ]
    asked = Asked(has_photos=bool(examined.asked_photos), none=examined.none)
    return [
        _explain(fused, losses[fused.candidate.key], examined) for fused in fuse(candidates, asked, limit=MOST_MATCHES)
    ]


def describe_parameters(examined: Examined) -> dict[str, Any]:
    """Everything beside the registers that the answer depends on, for appeal."""
    return {
        **examined.parameters,
        "fusion": {
            "version": fusion.VERSION,
            "text_for": fusion.TEXT_FOR,
            "text_against": fusion.TEXT_AGAINST,
            "photo_unmatched": fusion.PHOTO_UNMATCHED,
            "lifted_inliers": fusion.LIFTED_INLIERS,
            "judged": fusion.JUDGED,
            "words_bound": round(fusion.WORDS_BOUND, 6),
        },
        "thresholds": {
            "urgent": SAME_PROBABILITY,
            "urgent_inliers": SAME_INLIERS,
            "probable": PROBABLE_PROBABILITY,
            "possible": POSSIBLE_PROBABILITY,
        },
    }


def count_judgements(examined: Examined, losses: Iterable[str]) -> dict[str, int]:
    """By loss: people who judged this same photo or these same words to show it, less those who judged otherwise."""
    asked = set(make_fingerprints(examined))
    rows = Judgement.objects.filter(match__loss__key__in=list(losses)).order_by("decided_at", "id")
    latest: dict[tuple[str, str], str] = {}
    for row in rows.select_related("match__loss", "match__screening"):
        if asked.intersection(row.match.screening.asked.get("fingerprints", ())):
            latest[row.match.loss.key, row.decided_by] = row.decision
    counts: dict[str, int] = {}
    for (key, _person), decision in latest.items():
        counts[key] = counts.get(key, 0) + _WORTH.get(decision, 0)
    return counts


_WORTH = {str(Decision.MATCH): 1, str(Decision.NO_MATCH): -1}


def make_fingerprints(examined: Examined) -> list[str]:
    """What makes another question the same one: a photo by its bytes, or all its words."""
    return [digest for _number, digest, _name in examined.asked_photos] + examined.word_fingerprint


def _choose_keys(examined: Examined) -> list[str]:
    """Every candidate of the photos, and the best of the words."""
    best = sorted(examined.texts.values(), key=lambda match: -match.score)[:MOST_MATCHES]
    return list(dict.fromkeys([*examined.photos, *(match.id for match in best)]))


def _may_be_named(loss: LossRecord, viewer: Viewer) -> bool:
    """Asked of each row, for a database that is asked all at once may look through everything that is sought."""
    return is_sought(loss.status, loss.withdrawn_at) and viewer.sees_record(loss)


def _list_pictured(losses: Iterable[LossRecord]) -> set[int]:
    numbers = [loss.id for loss in losses]
    return set(LossPhotograph.objects.filter(loss_id__in=numbers).values_list("loss_id", flat=True))


def _explain(fused: Fused, loss: LossRecord, examined: Examined) -> Found:
    why = explain(fused, examined.subject, examined.question.text, loss)
    photo = fused.candidate.photo
    evidence = describe_evidence(photo, examined.file_names, _find_file_name(photo.photo_key)) if photo else {}
    return Found(loss, fused, why, evidence)


def _find_file_name(photo_key: str) -> str:
    """The registered photo's name in the store, from the part of it that the index keeps."""
    loss_key, digits = split_photo_key(photo_key)
    rows = LossPhotograph.objects.filter(loss__key=loss_key, file_name__startswith=digits)
    return rows.values_list("file_name", flat=True).first() or ""
