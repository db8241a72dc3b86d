"""Why a loss was named, as rows of a table: what was compared, what either side says, how much it speaks for or against."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.search.reasons import Explained, Measure, Part, explain

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


def show_reasons(why: Iterable[Mapping[str, Any]]) -> list[Explained]:
    """The strongest first; shares are of the strongest reason of this match."""
    return explain([_make_part(reason) for reason in why], Measure.STRONGEST, least=_LEAST_POINTS)


def _make_part(reason: Mapping[str, Any]) -> Part:
    feature = str(reason["feature"])
    return Part(
        label=FEATURE_LABELS.get(feature, feature),
        points=reason["points"],
        held=str(reason.get("held", "")),
        asked=str(reason.get("asked", "")),
    )
