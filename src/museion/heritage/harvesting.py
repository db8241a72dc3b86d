"""How the catalogue goes out to harvesters: objects by the museum that holds them."""

from collections.abc import Mapping, Sequence

from museion.core.harvesting import RecordSet
from museion.heritage.queries.care import fetch_loan_items
from museion.network.models import Museum


def _name_museums(keys: Sequence[str]) -> Mapping[str, str]:
    return {museum.key: museum.names.pick("en").text for museum in Museum.objects.filter(key__in=keys)}


RECORD_SETS = (
    RecordSet(
        "object",
        prepare=lambda rows: rows.select_related("museum__national_committee__parent").prefetch_related(
            "museum__national_committee__alliances", "photographs", "concepts", "custody_lines"
        ),
        branch=lambda record: record.museum.key if record.museum else "",
        name_branches=_name_museums,
    ),
    RecordSet("element", prepare=lambda rows: rows.prefetch_related("related_objects")),
    RecordSet(
        "loan",
        prepare=lambda rows: rows.select_related("museum", "partner").prefetch_related(fetch_loan_items()),
        is_open=False,
    ),
    RecordSet("condition_check", prepare=lambda rows: rows.select_related("object"), is_open=False),
)
