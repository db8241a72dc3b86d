"""The door's own records as JSON."""

from datetime import datetime

import orjson

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, describe_record
from museion.exchange.models import HarvestSource


class HarvestSourceJson(RecordJson):
    """A source and how it fares. `contact` is not told: it is a person's address."""

    title: str
    name: str
    address: str
    protocol: str
    prefix: str
    set_spec: str
    importer: str
    mapping: str
    every_hours: int
    is_active: bool
    harvested_until: str
    next_at: datetime | None
    failures: int
    problem: str


_SOURCE_COLUMNS = [name for name in HarvestSourceJson.model_fields if name not in RecordJson.model_fields]


def describe_source(source: HarvestSource, _viewer: Viewer) -> HarvestSourceJson:
    return HarvestSourceJson(
        **describe_record(source, "harvest_source"),
        **{name: getattr(source, name) for name in _SOURCE_COLUMNS},
    )


def _write_source(source: HarvestSource, context: WriterContext) -> bytes:
    described = describe_source(source, context.viewer).model_dump()
    return orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)


REPRESENTATIONS = {
    "harvest_source": (Representation("json", "application/json", "JSON", _write_source),),
}
