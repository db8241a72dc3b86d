"""The door's own records as JSON."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from pydantic import BaseModel

from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, describe_record
from museion.exchange.models import HarvestSource, Partner, PartnerPackage


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
    anew_every_days: int
    withdraws_missing: bool
    is_active: bool
    harvested_until: str
    next_at: datetime | None
    failures: int
    problem: str


class PartnerJson(RecordJson):
    """A partner; its e-mail is a person's and is not told."""

    name: str
    domain: str
    inbox: str
    keys_address: str
    public_keys: dict[str, Any]
    release_level: str
    webhook: str
    webhook_set: str


class PackageJson(RecordJson):
    """A package with its proofs. `log`: as both sides have it."""

    partner: str
    direction: str
    state: str
    package_id: str
    purpose: str
    release_level: str
    case: str
    record_keys: list[str]
    sha256: str
    signature: str
    receipt: str
    log: list[dict[str, Any]]


def _list_columns(shape: type[RecordJson], *special: str) -> list[str]:
    return [name for name in shape.model_fields if name not in {*RecordJson.model_fields, *special}]


_SOURCE_COLUMNS = _list_columns(HarvestSourceJson)
_PARTNER_COLUMNS = _list_columns(PartnerJson)
_PACKAGE_COLUMNS = _list_columns(PackageJson, "partner")


def describe_source(source: HarvestSource) -> HarvestSourceJson:
    values = {name: getattr(source, name) for name in _SOURCE_COLUMNS}
    return HarvestSourceJson(**describe_record(source, "harvest_source"), **values)


def describe_partner(partner: Partner) -> PartnerJson:
    values = {name: getattr(partner, name) for name in _PARTNER_COLUMNS}
    return PartnerJson(**describe_record(partner, "partner"), **values)


def describe_package(package: PartnerPackage) -> PackageJson:
    values = {name: getattr(package, name) for name in _PACKAGE_COLUMNS}
    return PackageJson(**describe_record(package, "package"), **values, partner=package.partner.key)


def _make_json(describe: Callable[[Any], BaseModel]) -> tuple[Representation, ...]:
    """JSON alone: none of these is anything that schema.org knows, nor public."""

    def write(record: Any, _context: WriterContext) -> bytes:
        return orjson.dumps(describe(record).model_dump(), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)

    return (Representation("json", "application/json", "JSON", write),)


REPRESENTATIONS = {
    "harvest_source": _make_json(describe_source),
    "partner": _make_json(describe_partner),
    "package": _make_json(describe_package),
}
