"""Why a loss was named, feature by feature: points for (+) and against (−), with what either side states."""

from collections.abc import Callable, Mapping
from typing import Any

from museion.heritage.models import ObjectDescription
from museion.screening.matching.photos import PhotoMatch
from museion.screening.runs.fusion import Fused

MOST_POINTS = 80
_LONGEST = 300
Row = ObjectDescription


def explain(fused: Fused, subject: Row, text: str, loss: Row) -> list[dict[str, Any]]:
    """The strongest first; `asked` and `held` are as the two sides wrote them."""
    ordered = sorted(fused.points.items(), key=lambda entry: -abs(entry[1]))
    return [_explain_one(name, points, fused, subject, text, loss) for name, points in ordered]


def describe_evidence(photo: PhotoMatch, file_names: Mapping[int, str], registered: str) -> dict[str, Any]:
    """What a person needs to check the match by eye: both pictures and the places that agree, from 0 to 1."""
    return {
        "photo": file_names.get(photo.query_number, ""),
        "registered": registered,
        "probability": round(photo.probability, 6),
        "inliers": photo.inliers,
        "mirrored": photo.mirrored,
        "points": [[round(place, 4) for place in (*pair.query, *pair.registered)] for pair in _thin(photo)],
        "reasons": [
            {"kind": reason.kind.value, "value": round(reason.value, 4), "against": reason.against}
            for reason in photo.reasons
        ],
    }


def _thin(photo: PhotoMatch) -> list[Any]:
    step = -(-len(photo.evidence) // MOST_POINTS) or 1
    return list(photo.evidence[::step])


def _explain_one(name: str, points: float, fused: Fused, subject: Row, text: str, loss: Row) -> dict[str, Any]:
    state = _STATEMENTS.get(name)
    asked, held = (state(subject) or _cut(text), state(loss)) if state else ("", "")
    reason: dict[str, Any] = {"feature": name, "points": round(points, 4), "asked": asked, "held": held}
    photo = fused.candidate.photo
    if name == "photo" and photo:
        reason |= {"inliers": photo.inliers, "mirrored": photo.mirrored}
    return reason


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _state_texts(*names: str) -> Callable[[Row], str]:
    def state(row: Row) -> str:
        held = (getattr(row, name) for name in names)
        texts = [text for each in held for text in (each.values() if isinstance(each, dict) else each)]
        return _cut("; ".join(dict.fromkeys(map(str, texts))))

    return state


def _state_sizes(row: Row) -> str:
    sides = (f"{side['value']:g} {side['unit']}" for side in row.measurements if side.get("value"))
    return _cut(row.measurements_text or " × ".join(sides))


# What of a record each feature of the text matcher compares.
_STATEMENTS: dict[str, Callable[[Row], str]] = {
    "title": _state_texts("title"),
    "words": _state_texts("title", "description", "subject", "distinguishing_features"),
    "maker": lambda row: _cut("; ".join(str(maker.get("name", "")) for maker in row.makers)),
    "type": _state_texts("object_type", "object_type_broad"),
    "material": _state_texts("materials_techniques", "materials", "techniques"),
    "size": _state_sizes,
    "year": lambda row: _cut(row.date_text or row.date_edtf),
    "marks": lambda row: _cut("; ".join(str(mark.get("text", "")) for mark in row.inscriptions_markings)),
    "number": _state_texts("title"),
    "inventory": lambda row: row.inventory_number,
}
