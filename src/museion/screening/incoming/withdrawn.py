"""What the desk withdrew with a reason stays withdrawn, however often its source sends it."""

from collections.abc import Callable, Sequence

from museion.core.imports.references import ReferringRow
from museion.core.imports.registry import FieldError, Resolved
from museion.core.wording import Wording
from museion.screening.models import LootedSite, LossRecord
from museion.screening.queries.losses import find_withdrawn


def refuse_withdrawn(
    model: type[LossRecord | LootedSite],
    rows: Sequence[ReferringRow],
    resolved: Sequence[Resolved],
    expect: Callable[[str], Wording],
) -> list[Resolved]:
    """`resolved` with the rows refused that the desk withdrew. `expect`: what was expected in their place, by the desk's reason."""
    reasons = find_withdrawn(model, [row.draft.source for row in rows if row.draft.source])
    return [
        (None, FieldError("source_id", row.draft.values["source_id"], expect(reason)))
        if (reason := reasons.get(row.draft.source))
        else answer
        for row, answer in zip(rows, resolved, strict=True)
    ]
