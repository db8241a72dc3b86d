"""What two photos have in common, as circles over both: a person sees at a glance whether the points are the same spots."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
    """Two kept pictures with their spots. `remarks` say in words what the numbers say. `likeness`: as a whole, 0 where not asked."""

    asked: str
    held: str
    asked_spots: tuple[Spot, ...]
    held_spots: tuple[Spot, ...]
    inliers: int
    mirrored: bool
    likeness: float
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
        likeness=max(
            (reason["value"] for reason in evidence.get("reasons", []) if reason["kind"] == "descriptor"), default=0
        ),
        remarks=tuple(remark for reason in evidence.get("reasons", []) if (remark := _put(reason))),
    )


def _make_spot(number: int, x: float, y: float) -> Spot:
    return Spot(round(x * 100, 2), round(y * 100, 2), number % _COLOURS)


def _put(reason: Mapping[str, Any]) -> str:
    """One reason of the photo matcher in words; empty for one that the points or the per cent already say. Nothing is said to be whole."""
    value, kind = reason.get("value", 0), str(reason.get("kind"))
    percent = {"percent": min(99, round(value * 100))}
    match kind:
        case "points":
            told = ngettext("%(count)d matching point", "%(count)d matching points", int(value))
            return told % {"count": int(value)}
        case "coverage":
            return _("the points cover %(percent)d %% of the object") % percent
        case "descriptor" if value > 0:
            return _("as a whole alike by %(percent)d %%") % percent
    return str(_REMARKS.get(kind, ""))


_REMARKS = {
    "mirrored": gettext_lazy("one photo is mirrored"),
    "shared_points": gettext_lazy(
        "some points also occur on photos of other objects: a backdrop, a scale, a watermark"
    ),
    "surroundings_only": gettext_lazy("only the surroundings agree, not the object"),
    "patch_only": gettext_lazy("only one small place agrees"),
    "repeated_picture": gettext_lazy("the same picture stands for several registered objects"),
}
