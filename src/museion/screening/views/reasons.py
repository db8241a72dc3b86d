"""Why a loss was named, as rows of a table: what was compared, what either side says, how much it speaks for or against."""

from collections.abc import Iterable, Mapping
from typing import Any

from museion.screening.terms import FEATURE_LABELS
from museion.search.reasons import Explained, Measure, Part, explain

# Below this a reason moves the odds by less than a twentieth and only lengthens the table.
_LEAST_POINTS = 0.05


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
