"""What two photos have in common, as circles over both: a person sees at a glance whether the points are the same spots."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN_POINTS = 24
_COLOURS = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a picture in per cent of its sides; `colour` is shared with its partner in the other picture."""

    x: float
    y: float
    colour: int


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Two kept pictures with their spots. `remarks` say in words what the numbers say."""

    asked: str
    held: str
    asked_spots: tuple[Spot, ...]
    held_spots: tuple[Spot, ...]
    inliers: int
    mirrored: bool
    remarks: tuple[str, ...]


def show_evidence(evidence: Mapping[str, Any]) -> ShownEvidence | None:
    """None where no photo took part."""
    if not evidence.get("photo") or not evidence.get("registered"):
        return None
    points = evidence.get("points", [])
    step = max(1, -(-len(points) // SHOWN_POINTS))
    chosen = list(enumerate(points[::step]))
    return ShownEvidence(
        asked=evidence["photo"],
        held=evidence["registered"],
        asked_spots=tuple(_make_spot(number, point[0], point[1]) for number, point in chosen),
        held_spots=tuple(_make_spot(number, point[2], point[3]) for number, point in chosen),
        inliers=evidence.get("inliers", 0),
        mirrored=bool(evidence.get("mirrored")),
        remarks=tuple(remark for reason in evidence.get("reasons", []) if (remark := _put(reason))),
    )


def _make_spot(number: int, x: float, y: float) -> Spot:
    return Spot(round(x * 100, 2), round(y * 100, 2), number % _COLOURS)


def _put(reason: Mapping[str, Any]) -> str:
    """One reason of the photo matcher in words; empty for one that the points or the per cent already say."""
    value = reason.get("value", 0)
    match reason.get("kind"):
        case "points":
            told = ngettext("%(count)d matching point", "%(count)d matching points", int(value))
            return told % {"count": int(value)}
        case "coverage":
            return _("the points cover %(percent)d %% of the object") % {"percent": round(value * 100)}
        case "mirrored":
            return _("one photo is mirrored")
        case "shared_points":
            return _("some points also occur on photos of other objects: a backdrop, a scale, a watermark")
        case "surroundings_only":
            return _("only the surroundings agree, not the object")
        case "patch_only":
            return _("only one small place agrees")
        case "repeated_picture":
            return _("the same picture stands for several registered objects")
    return ""
