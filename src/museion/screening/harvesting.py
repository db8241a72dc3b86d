"""How the loss register goes out to harvesters: losses by what stands of them (stolen, recovered, …)."""

from museion.core.harvesting import RecordSet

RECORD_SETS = (
    RecordSet(
        "loss",
        prepare=lambda rows: rows.select_related("held_object").prefetch_related("photographs"),
        branch=lambda loss: loss.status,
    ),
)
