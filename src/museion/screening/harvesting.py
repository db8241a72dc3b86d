"""How the loss register goes out to harvesters: losses by what stands of them (stolen, recovered, …); red lists whole."""

from museion.core.harvesting import RecordSet

RECORD_SETS = (
    RecordSet(
        "loss",
        prepare=lambda rows: rows.select_related("held_object").prefetch_related("photographs"),
        branch=lambda loss: loss.status,
    ),
    RecordSet("red_list", prepare=lambda rows: rows.prefetch_related("categories__types")),
    RecordSet(
        "red_list_type",
        prepare=lambda rows: rows.select_related("category__red_list"),
        branch=lambda held: held.category.red_list.key,
    ),
)
