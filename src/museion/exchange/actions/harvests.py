"""Harvest sources and their harvests: making a source, running it by hand or by the clock, noting how it fares."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from museion.core.access import AccessLevel, Actor, check_right, make_operator
from museion.core.fetching import fetch
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS, Importer
from museion.core.imports.specs import UnusableMappingError
from museion.core.saving import Draft, save_drafts
from museion.core.wording import Wording, get_message
from museion.exchange.harvesting.asking import Asker, Fetch, HarvestError, PutOffError
from museion.exchange.harvesting.changes import harvest_changes
from museion.exchange.harvesting.files import LARGEST_FILE, harvest_file
from museion.exchange.harvesting.mappings import find_importer
from museion.exchange.harvesting.missing import withdraw_missing
from museion.exchange.harvesting.oai import OaiHarvest, find_next_start, identify
from museion.exchange.harvesting.saving import Intake
from museion.exchange.models import Harvest, HarvestSource, Protocol

KIND = "harvest_source"
_LONGEST_WAIT_IN_WORKER = 2.0
_SECONDS_IN_WORKER = 5.0
_FIRST_RETRY = timedelta(minutes=10)
_DOUBLINGS = 7
_LONGEST_REST = timedelta(days=7)
_JSON = "application/ld+json, application/json;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a harvest is run. `pause`: seconds between two questions. `seconds`: after so many it is left for the next time. `accepts_missing`:
    however many records a whole list names no more, they are withdrawn."""

    pause: float = 0.2
    sleep: Callable[[float], None] = time.sleep
    seconds: float | None = None
    ask: Fetch | None = None
    on_page: Callable[[Harvest], None] | None = None
    is_anew: bool = False
    accepts_missing: bool = False


def create_source(values: dict[str, Any], *, actor: Actor, at: datetime) -> HarvestSource:
    """`values`: `address`, `mapping` and what else differs from the defaults. Raises `UnusableMappingError`, `HarvestError`."""
    check_right(actor, f"{KIND}.create")
    importer = IMPORTERS[values["importer"]] if values.get("importer") else find_importer(values["mapping"])
    load_mapping(values["mapping"], importer)
    host = urlsplit(values["address"]).hostname
    if not host:
        told = Wording("%(address)s is no address that begins with http or https", address=values["address"])
        raise HarvestError(told)
    stated = {"title": host, "access": AccessLevel.DESK, "next_at": at if values.get("every_hours") else None}
    stated |= values | {"importer": importer.kind}
    stated["name"] = values.get("name") or _find_name(host, str(values.get("set_spec", "")))
    saved = save_drafts(HarvestSource, [Draft(stated)], kind=KIND, actor=actor, at=at)
    return HarvestSource.objects.get(key=saved.keys[0])


def find_source(values: dict[str, Any]) -> HarvestSource | None:
    """The one that is asked in the same way."""
    same = {name: values.get(name, "") for name in ("address", "prefix", "set_spec", "mapping")}
    return HarvestSource.objects.current().filter(**same).first()


def ask_for_harvest(source: HarvestSource, *, is_anew: bool = False, actor: Actor, at: datetime) -> None:
    """The worker begins as soon as it can; `is_anew`: with everything, which also finds what is missing there."""
    check_right(actor, f"{KIND}.update")
    if is_anew:
        source.harvested_until = ""
    _put_off(source, at)


def update_source(source: HarvestSource, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    check_right(actor, f"{KIND}.update")
    save_drafts(HarvestSource, [Draft(values, id=source.id)], kind=KIND, actor=actor, at=at)
    source.refresh_from_db()


def run_source(source: HarvestSource, *, actor: Actor, clock: Callable[[], datetime], manner: Manner) -> Harvest:
    """Go on with the unfinished harvest of this source, or begin one from where the last ended."""
    check_right(actor, f"{KIND}.import")
    harvest = _open(source, at=clock(), is_anew=manner.is_anew)
    try:
        is_done = _run(harvest, actor=actor, clock=clock, manner=manner)
    except PutOffError as error:
        _put_off(source, clock() + timedelta(seconds=error.seconds))
    except (HarvestError, UnusableMappingError) as error:
        _fail(harvest, get_message(error), at=clock())
    else:
        if is_done:
            if harvest.is_whole and source.withdraws_missing and source.protocol == Protocol.OAI_PMH:
                withdraw_missing(harvest, actor=actor, at=clock(), is_accepted=manner.accepts_missing)
            _finish(harvest, at=clock())
    return harvest


def run_due_sources(now: datetime) -> int:
    """The one that waits longest, for a few seconds: a harvest of hours must not hold up the worker's other work."""
    source = next(_iterate_due(now), None)
    if source is None:
        return 0
    manner = Manner(pause=0.5, sleep=_sleep_shortly, seconds=_SECONDS_IN_WORKER)
    if _is_due_anew(source, now):
        manner = replace(manner, is_anew=True)
    run_source(source, actor=make_operator("worker", via="worker"), clock=timezone.now, manner=manner)
    return 1


def _iterate_due(now: datetime) -> Iterator[HarvestSource]:
    """One that waits longer than it ever has to was put off by a clock that ran ahead."""
    for source in (
        HarvestSource.objects.current().filter(is_active=True, next_at__isnull=False).order_by("next_at", "id")
    ):
        longest = max(timedelta(hours=source.every_hours), _LONGEST_REST)
        if source.next_at and not now < source.next_at <= now + longest:
            yield source


def _is_due_anew(source: HarvestSource, now: datetime) -> bool:
    """Whether everything is asked for again. A harvest that is under way goes on."""
    last = source.harvests.first()
    if not source.anew_every_days or last is None or last.state != Harvest.State.FINISHED:
        return False
    whole = source.harvests.filter(is_whole=True, state=Harvest.State.FINISHED).first()
    return whole is None or not now - timedelta(days=source.anew_every_days) < whole.started_at <= now


def _sleep_shortly(seconds: float) -> None:
    if seconds > _LONGEST_WAIT_IN_WORKER:
        raise PutOffError(seconds)
    time.sleep(seconds)


def _open(source: HarvestSource, *, at: datetime, is_anew: bool) -> Harvest:
    last = Harvest.objects.filter(source=source).order_by("-id").first()
    if last and last.state != Harvest.State.FINISHED and not is_anew:
        last.state = Harvest.State.RUNNING
        return last
    since = "" if is_anew else source.harvested_until
    return Harvest.objects.create(source=source, started_at=at, since=since, is_whole=not since)


def _run(harvest: Harvest, *, actor: Actor, clock: Callable[[], datetime], manner: Manner) -> bool:
    source = harvest.source
    importer: Importer = IMPORTERS[source.importer]
    intake = Intake(importer, load_mapping(source.mapping, importer), actor)
    asker = Asker(source.address, manner.ask or _make_fetch(source), manner.sleep, manner.pause)
    match source.protocol:
        case Protocol.CHANGES:
            return harvest_changes(harvest, asker, intake, clock, manner.on_page)
        case Protocol.FILE:
            return harvest_file(harvest, asker, intake, clock, accepts_missing=manner.accepts_missing)
        case _:
            facts = identify(asker)
            is_done = OaiHarvest(harvest, asker, intake, clock, manner.on_page).run(seconds=manner.seconds)
            harvest.stamp = find_next_start(harvest, facts.get("granularity", "")) if is_done else harvest.stamp
            return is_done


def _make_fetch(source: HarvestSource) -> Fetch:
    allowed: bool = settings.ALLOW_PRIVATE_FEEDS
    if source.protocol == Protocol.FILE:
        return partial(fetch, allow_private=allowed, most_bytes=LARGEST_FILE, seconds=600.0)
    accept = _JSON if source.protocol == Protocol.CHANGES else "text/xml, application/xml"
    return partial(fetch, allow_private=allowed, accept=accept, most_bytes=64 * 1024**2, seconds=120.0)


def _finish(harvest: Harvest, *, at: datetime) -> None:
    harvest.state, harvest.finished_at, harvest.token = Harvest.State.FINISHED, at, ""
    harvest.save()
    source = harvest.source
    source.harvested_until = harvest.stamp or source.harvested_until
    source.failures = 0
    source.state_problem(harvest.told)
    _put_off(source, at + timedelta(hours=source.every_hours) if source.every_hours else None)


def _fail(harvest: Harvest, problem: str, *, at: datetime) -> None:
    harvest.state, harvest.finished_at = Harvest.State.FAILED, at
    harvest.state_problem(problem)
    harvest.save()
    source = harvest.source
    source.failures += 1
    source.state_problem(problem)
    wait = _FIRST_RETRY * 2 ** min(source.failures - 1, _DOUBLINGS)
    _put_off(source, at + wait if source.every_hours else None)


def _put_off(source: HarvestSource, until: datetime | None) -> None:
    """How a source fares is no change of the record: no line in the journal for every hour of an outage."""
    source.next_at = until
    source.save(update_fields=["next_at", "failures", "problem", "wording", "harvested_until"])


def _find_name(host: str, set_spec: str) -> str:
    base = slugify(f"{host} {set_spec}".replace(".", "-").replace(":", "-"))[:56] or "source"
    taken = set(HarvestSource.objects.filter(name__startswith=base).values_list("name", flat=True))
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if name not in taken)
