"""Why a loss was named, as rows of a table: what was compared, what either side says, how much it speaks for or against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Below this a reason moves the odds by less than a twentieth and only lengthens the table.
_LEAST_POINTS = 0.05
FEATURE_LABELS: dict[str, Any] = {
    "photo": _("photo"),
    "photo_unmatched": _("photos of both, which do not agree"),
    "judgement": _("judged by people before"),
    "title": _("title"),
    "words": _("words of the description"),
    "maker": _("maker"),
    "type": _("type of object"),
    "material": _("materials and techniques"),
    "size": _("measurements"),
    "year": _("date or period"),
    "marks": _("inscriptions and markings"),
    "number": _("numbers in the title"),
    "inventory": _("inventory number"),
    "retrieval": _("rank among all that is similar"),
    "threshold": _("how rarely an object that is asked about is registered"),
    "rivals": _("other registered objects that fit too"),
    "bound": _("limit of what words may say"),
}


@dataclass(frozen=True, slots=True)
class ShownReason:
    """`share`: per cent of the strongest reason of this match."""

    label: Any
    asked: str
    held: str
    points: float
    share: int

    @property
    def is_against(self) -> bool:
        return self.points < 0


def show_reasons(why: Iterable[Mapping[str, Any]]) -> list[ShownReason]:
    """The strongest first, as the run kept them."""
    told = [reason for reason in why if abs(reason["points"]) >= _LEAST_POINTS]
    strongest = max((abs(reason["points"]) for reason in told), default=1.0)
    return [_show(reason, strongest) for reason in told]


def _show(reason: Mapping[str, Any], strongest: float) -> ShownReason:
    feature = str(reason["feature"])
    return ShownReason(
        label=FEATURE_LABELS.get(feature, feature),
        asked=str(reason.get("asked", "")),
        held=str(reason.get("held", "")),
        points=reason["points"],
        share=max(1, round(100 * abs(reason["points"]) / strongest)),
    )
