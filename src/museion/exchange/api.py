"""Open data over HTTP: which registers there are as files, with their columns, checksums and dates."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from museion.exchange.opendata.manifest import read_manifest

router = Router(tags=["open data"])


class DataFileJson(BaseModel):
    """`sha256`: of the file as it is unpacked; `packed_sha256`: of the same with `.gz` after its address."""

    url: str
    bytes: int
    sha256: str
    packed_bytes: int
    packed_sha256: str


class ColumnJson(BaseModel):
    """`kind`: text, integer, number, boolean (0 or 1) or json."""

    name: str
    kind: str
    description: str


class RegisterJson(BaseModel):
    """Rows can be asked for at `/data/<kind>.json`: `country=PE`, `city__contains=lim`, `_sort`, `_size`, `_offset`."""

    kind: str
    made_at: str
    count: int
    columns: list[ColumnJson]
    files: list[DataFileJson]


@router.get("/data", response=list[RegisterJson], summary="Registers as open data")
def list_data(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {**asdict(held), "files": [{**asdict(file), "url": f"/data/{file.name}"} for file in held.files]}
        for _kind, held in sorted(read_manifest().items())
    ]
