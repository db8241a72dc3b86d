"""`museion harvest URL`: a partner's records become ours; started again after a break, it goes on."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.progress import Progress

from museion.cli.console import err, fail, make_progress, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import make_operator
from museion.core.bulk import expect_many_objects
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.specs import UnusableMappingError
from museion.exchange.actions.harvests import Manner, create_source, find_source, run_source, update_source
from museion.exchange.harvesting.asking import HarvestError
from museion.exchange.harvesting.reporting import write_report
from museion.exchange.models import Harvest, HarvestSource, Protocol


class As(StrEnum):
    OAI_PMH = "oai-pmh"
    CHANGES = "changes"
    FILE = "file"


def register(app: typer.Typer) -> None:
    app.command("harvest")(harvest)


def harvest(
    url: Annotated[str, typer.Argument(help="The base URL of OAI-PMH, a stream of changes, or a file.")],
    mapping: Annotated[str, typer.Option(help="The name of a shipped mapping, or a mapping file.")],
    prefix: Annotated[str, typer.Option(help="The metadata format to ask for.")] = "oai_dc",
    set_spec: Annotated[str, typer.Option("--set", help="The set to ask for; all without it.")] = "",
    protocol: Annotated[As, typer.Option("--as", help="How the address is asked.")] = As.OAI_PMH,
    kind: Annotated[str, typer.Option(help="What the records become, where the mapping's name leaves it open.")] = "",
    anew: Annotated[bool, typer.Option("--anew", help="From the beginning, not from where the last ended.")] = False,
    withdraw_missing: Annotated[
        bool, typer.Option("--withdraw-missing", help="Withdraw what a whole list names no more.")
    ] = False,
    accept_missing: Annotated[
        bool, typer.Option("--accept-missing", help="However many: somebody looked at the source.")
    ] = False,
    every: Annotated[int, typer.Option(min=0, help="Harvest again every so many hours; 0: only now.")] = 0,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two questions.")] = 0.2,
    report: Annotated[Path | None, typer.Option(help="Write what could not be used as CSV, for the partner.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Harvest a partner's records. After a break it goes on; done again, only what changed is fetched."""
    if kind and kind not in IMPORTERS:
        refuse(f"there is no kind “{kind}”; there are: {', '.join(sorted(IMPORTERS))}")
    expect_many_objects()
    prepare_home()
    stated = prefix if protocol is As.OAI_PMH else ""
    values = {"address": url, "prefix": stated, "set_spec": set_spec, "mapping": mapping, "importer": kind}
    source = _find_or_create(values | {"protocol": Protocol(protocol.value), "every_hours": every})
    if withdraw_missing and not source.withdraws_missing:
        update_source(source, {"withdraws_missing": True}, actor=make_operator(), at=timezone.now())
    started, resumed_at = time.perf_counter(), _count_unfinished(source)
    with make_progress() as progress:
        manner = Manner(
            pause=pause, on_page=_Bar(progress, source.title).show, is_anew=anew, accepts_missing=accept_missing
        )
        done = run_source(source, actor=make_operator(via="harvest"), clock=timezone.now, manner=manner)
    path = write_report(source, report) if report else None
    told = describe_harvest(done) | {
        "quarantine": str(path) if path else None,
        "seconds": round(time.perf_counter() - started, 3),
        "resumed_at": 0 if anew else resumed_at,
    }
    if as_json:
        print_json(told)
    else:
        out.print(summarize(done), highlight=False, markup=False)
    if done.rejected and not report:
        err.print(f"{done.rejected:,} records wait with their reasons: --report FILE lists them", highlight=False)
    if done.state != Harvest.State.FINISHED:
        fail(f"{done.problem}. What was harvested stays; start again to go on.")
    if done.problem:
        err.print(done.problem, style="yellow", markup=False, highlight=False)


def _find_or_create(values: dict[str, Any]) -> HarvestSource:
    source = find_source(values)
    if source is not None:
        return source
    try:
        return create_source(values, actor=make_operator(), at=timezone.now())
    except (UnusableMappingError, HarvestError) as error:
        refuse(str(error))


def _count_unfinished(source: HarvestSource) -> int:
    last = source.harvests.first()
    return last.read if last and last.state != Harvest.State.FINISHED else 0


def describe_harvest(harvest: Harvest) -> dict[str, Any]:
    counts = ("read", "created", "updated", "unchanged", "deleted", "rejected", "pages", "restarts")
    return {
        **{name: getattr(harvest, name) for name in counts},
        "source": harvest.source.name,
        "complete": harvest.state == Harvest.State.FINISHED,
        "problem": harvest.problem,
        "until": harvest.source.harvested_until,
    }


def summarize(harvest: Harvest) -> str:
    return (
        f"{harvest.read:,} records read, {harvest.created:,} created, {harvest.updated:,} updated, "
        f"{harvest.unchanged:,} unchanged, {harvest.deleted:,} deleted, {harvest.rejected:,} rejected"
    )


class _Bar:
    """Records read, of as many as the source promised."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None, rate="")
        self._started = time.perf_counter()

    def show(self, harvest: Harvest) -> None:
        rate = harvest.read / max(time.perf_counter() - self._started, 0.001)
        total = max(harvest.promised, harvest.read) if harvest.promised else None
        self._progress.update(self._task, completed=harvest.read, total=total, rate=f"{rate:,.0f} records/s")
