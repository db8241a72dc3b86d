"""From what the looks found to the matches of a run: losses as they are now, what people judged before, weighed and explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from museion.core.access import Viewer
from museion.core.bulk import chunk
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


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the table says of all losses that some runs may name: by key, photos by loss, judgements as they were made."""

    losses: Mapping[str, LossRecord]
    files: Mapping[int, Sequence[str]]
    judged: Sequence[tuple[str, frozenset[str], str, str]]


def weigh_all(runs: Sequence[Examined], viewer: Viewer) -> list[list[Found]]:
    """The matches of each run, with as many questions to the table for a bundle of runs as for one.

    The register may be behind the table by a moment: a loss withdrawn since, or hidden from the viewer, is left out.
    """
    chosen = [_choose_keys(examined) for examined in runs]
    rows = _read_rows({key for keys in chosen for key in keys}, viewer)
    return [_weigh(examined, keys, rows) for examined, keys in zip(runs, chosen, strict=True)]


def _read_rows(keys: Iterable[str], viewer: Viewer) -> _Rows:
    found = [row for part in chunk(sorted(keys)) for row in LossRecord.objects.filter(key__in=part)]
    losses = {loss.key: loss for loss in found if _may_be_named(loss, viewer)}
    return _Rows(losses, _list_files(losses.values()), _list_judgements(losses))


def _weigh(examined: Examined, keys: Sequence[str], rows: _Rows) -> list[Found]:
    losses, files = {key: rows.losses[key] for key in keys if key in rows.losses}, rows.files
    judged = _count_judgements(examined, rows.judged)
    candidates = [
        Candidate(
            key=key,
            text=examined.texts.get(key),
            photo=examined.photos.get(key),
            has_photos=loss.id in files,
            judgements=judged.get(key, 0),
        )
        for key, loss in losses.items()
    ]
    asked = Asked(has_photos=bool(examined.asked_photos), none=examined.none)
    return [_explain(fused, losses, files, examined) for fused in fuse(candidates, asked, limit=MOST_MATCHES)]


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


def _list_judgements(losses: Iterable[str]) -> list[tuple[str, frozenset[str], str, str]]:
    """Loss, fingerprints of what was asked, who judged and what, the oldest first."""
    columns = ("match__loss__key", "match__screening__asked", "decided_by", "decision")
    rows = [
        row
        for part in chunk(sorted(losses))
        for row in Judgement.objects.filter(match__loss__key__in=part)
        .order_by("decided_at", "id")
        .values_list(*columns)
    ]
    return [(key, frozenset(asked.get("fingerprints", ())), person, decision) for key, asked, person, decision in rows]


def _count_judgements(examined: Examined, rows: Iterable[tuple[str, frozenset[str], str, str]]) -> dict[str, int]:
    """By loss: people who judged this same photo or these same words to show it, less those who judged otherwise."""
    asked = set(make_fingerprints(examined))
    latest: dict[tuple[str, str], str] = {}
    for key, fingerprints, person, decision in rows:
        if not asked.isdisjoint(fingerprints):
            latest[key, person] = decision
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


def _list_files(losses: Iterable[LossRecord]) -> dict[int, list[str]]:
    """By loss that has photos: their names in the store."""
    files: dict[int, list[str]] = {}
    for part in chunk([loss.id for loss in losses]):
        rows = LossPhotograph.objects.filter(loss_id__in=part).order_by("id")
        for loss_id, name in rows.values_list("loss_id", "file_name"):
            files.setdefault(loss_id, []).append(name)
    return files


def _explain(
    fused: Fused, losses: Mapping[str, LossRecord], files: Mapping[int, Sequence[str]], examined: Examined
) -> Found:
    loss, photo = losses[fused.candidate.key], fused.candidate.photo
    why = explain(fused, examined.subject, examined.question.text, loss)
    if photo is None:
        return Found(loss, fused, why, {})
    # The index keeps how the photo's name in the store begins.
    _, digits = split_photo_key(photo.photo_key)
    name = next((name for name in files.get(loss.id, ()) if name.startswith(digits)), "")
    return Found(loss, fused, why, describe_evidence(photo, examined.file_names, name))
