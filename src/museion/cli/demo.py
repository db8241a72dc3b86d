"""`museion demo`: an invented network of the mission's size, made once, then served."""

import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer
from django.conf import settings
from django.utils import timezone
from rich.progress import Progress

from museion.cli.console import err, make_progress
from museion.cli.drawing import draw_all, draw_beside
from museion.cli.feeding import Feeder
from museion.cli.home import hold_lock, prepare_home
from museion.cli.serve import HOST, check_port, serve
from museion.core.access import make_operator
from museion.core.bulk import expect_many_objects
from museion.core.outbox import count_waiting
from museion.core.site_address import note_listening
from museion.events import sample as events_sample
from museion.governance import sample as governance_sample
from museion.heritage import sample as heritage_sample
from museion.library import sample as library_sample
from museion.network import sample as network_sample
from museion.network.models import Museum
from museion.network.sample.accounts import write_accounts
from museion.response import sample as response_sample
from museion.screening import sample as screening_sample
from museion.screening.red_lists.loading import load_red_lists
from museion.search.actions import TOPIC
from museion.vocabulary import sample as vocabulary_sample

# The site is to answer within a minute of an empty home; what is left after this goes on beside it.
PATIENCE_SECONDS = 45


class Size(StrEnum):
    FULL = "full"
    SMALL = "small"


_NETWORK = {Size.FULL: network_sample.FULL, Size.SMALL: network_sample.SMALL}
_HERITAGE = {Size.FULL: heritage_sample.FULL, Size.SMALL: heritage_sample.SMALL}
_LIBRARY = {Size.FULL: library_sample.FULL, Size.SMALL: library_sample.SMALL}
_SCREENING = {Size.FULL: screening_sample.FULL, Size.SMALL: screening_sample.SMALL}


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed invents the same network.")] = 1,
    size: Annotated[Size, typer.Option(help="full: the mission's size; small: for a quick look.")] = Size.FULL,
    is_served: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is made.")] = True,
    is_drawn: Annotated[bool, typer.Option("--pictures/--no-pictures", help="Draw the objects' pictures.")] = True,
) -> None:
    """Make an invented network, everything in it marked as invented, and serve it."""
    started = time.monotonic()
    if is_served:
        check_port(HOST, port)
        note_listening(HOST, port)
    os.environ["MUSEION_DEMO"] = "1"
    settings.DEMO = True  # The settings were read before; processes that answer are forks of this one.
    prepare_home()
    expect_many_objects()
    if is_made(seed, size):
        finish(seed, size, port=port, is_served=is_served, is_drawn=is_drawn, has_worker=False)
        return
    with hold_lock("worker"):
        pass  # A run that was killed leaves a feeder that ends by itself; ours can begin after it.
    with Feeder(leaves_rest=is_served):
        with hold_lock("demo"):
            make_network(seed, size)
            note_made(seed, size)
        wait_for_index(started + PATIENCE_SECONDS if is_served else float("inf"))
        finish(seed, size, port=port, is_served=is_served, is_drawn=is_drawn, has_worker=True)


def finish(seed: int, size: Size, *, port: int, is_served: bool, is_drawn: bool, has_worker: bool) -> None:
    """Draw and file what is not yet: beside the site, or before the command ends."""
    if is_served:
        with draw_beside(seed, size.value) if is_drawn else nullcontext():
            serve(port=port, with_worker=not has_worker)
    elif is_drawn:
        draw_all(seed, size.value, os.cpu_count() or 1)


def make_network(seed: int, size: Size) -> None:
    """Write every record; a run that was killed is finished by the next, which changes only what is missing."""
    actor, at = make_operator("sample"), timezone.now()
    with make_progress() as progress:
        vocabulary_sample.make_sample(seed, actor=actor, at=at)
        load_red_lists(actor=actor, at=at)
        report = _report_to(progress, {"museums": _NETWORK[size].museums, "people": _NETWORK[size].people})
        network_sample.make_sample(seed, actor=actor, at=at, size=_NETWORK[size], report=report)
        report = _report_to(progress, {"objects": _HERITAGE[size].objects, "elements": _HERITAGE[size].elements})
        heritage_sample.make_sample(seed, actor=actor, at=at, size=_HERITAGE[size], report=report)
        report = _report_to(progress, {"losses": _SCREENING[size].losses})
        screening_sample.make_sample(seed, actor=actor, at=at, size=_SCREENING[size], report=report)
        response_sample.make_sample(seed, actor=actor, at=at)
        governance_sample.make_sample(seed, actor=actor, at=at)
        report = _report_to(progress, {"references": _LIBRARY[size].first})
        library_sample.make_sample(seed, actor=actor, at=at, size=_LIBRARY[size], report=report)
        write_accounts(actor=actor, at=at)  # Two of them judge proposals, one keeps a museum's desk.
        heritage_sample.write_desk(actor=actor, at=at)
        library_sample.write_desk(actor=actor, at=at)
        events_sample.make_sample(seed, actor=actor, at=at)


def wait_for_index(deadline: float) -> None:
    """Until everything is found, or the moment has come to answer; the rest is indexed while the site answers."""
    waiting = most = count_waiting(TOPIC)
    with make_progress() as progress:
        task = progress.add_task("index", total=most, rate="")
        while waiting and time.monotonic() < deadline:
            time.sleep(0.2)
            waiting = count_waiting(TOPIC)
            progress.update(task, completed=most - waiting)
    if waiting:
        err.print(f"{waiting} records are still being indexed while the site answers.", highlight=False)


def is_made(seed: int, size: Size) -> bool:
    """Whether this home holds the whole sample; the note alone does not say so of a database that was changed for another."""
    try:
        noted = orjson.loads(_note().read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return False
    return bool(noted == _describe(seed, size)) and Museum.objects.filter(source="sample").exists()


def note_made(seed: int, size: Size) -> None:
    new = _note().with_suffix(".new")
    new.write_bytes(orjson.dumps(_describe(seed, size)))
    new.replace(_note())


def _note() -> Path:
    return Path(settings.HOME) / "sample.json"


def _describe(seed: int, size: Size) -> dict[str, object]:
    return {"seed": seed, "size": size.value}


def _report_to(progress: Progress, totals: dict[str, int]) -> Callable[[str, int], None]:
    """One bar a kind of record; kinds without a known total show what is done."""
    tasks = {name: progress.add_task(name, total=total, rate="") for name, total in totals.items()}

    def report(name: str, count: int) -> None:
        if name not in tasks:
            tasks[name] = progress.add_task(name, total=None, rate="")
        progress.advance(tasks[name], count)

    return report
