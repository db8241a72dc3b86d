"""How fast alerts come in: 1,000 CAP alerts one after the other against 30,470 real museums, journal and exposure included."""

import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bench.importing import empty
from bench.setting import DATA
from bench.table import print_table

ALERTS = 1000


def run() -> None:
    home = Path(os.environ["MUSEION_HOME"]).parent / "bench-alerts"
    empty(home)
    os.environ["MUSEION_HOME"] = str(home)
    museums = str(DATA / "museums" / "museums.csv.gz")
    command = [sys.executable, "-m", "museion", "import", "museums", museums, "--mapping", "museums", "--json"]
    subprocess.run(command, env=os.environ.copy(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    import django

    django.setup()
    print_table(
        ["alerts", "events", "museums reached", "seconds", "CPU seconds", "alerts/hour, one core"], [_receive()]
    )


def _receive() -> list[object]:
    from museion.core.access import make_operator
    from museion.response.actions.alerts import Arrival, receive
    from museion.response.feeds.reader import read_feed
    from museion.response.models import Exposure, HazardEvent

    at, actor = datetime.now(UTC), make_operator("bench")
    chance = np.random.default_rng(20261122)
    begun, cpu = time.perf_counter(), _measure_cpu()
    for number in range(ALERTS):
        content = _write(number, chance, at + timedelta(seconds=number))
        receive(Arrival(read_feed(content, received_at=at), content, f"{number}.cap"), actor=actor, at=at)
    seconds, cpu = time.perf_counter() - begun, _measure_cpu() - cpu
    return [ALERTS, HazardEvent.objects.count(), Exposure.objects.count(), seconds, cpu, ALERTS / cpu * 3600]


def _write(number: int, chance: np.random.Generator, sent: datetime) -> bytes:
    from lxml import etree

    from museion.response.feeds.alerts import Alert, Area, Circle, Info
    from museion.response.feeds.cap.writing import write_alert
    from museion.response.feeds.terms import Category, Certainty, MessageType, Scope, Severity, Status, Urgency

    place = Circle(float(chance.uniform(-40, 60)), float(chance.uniform(-120, 140)), float(chance.uniform(10, 200)))
    area = Area("invented", circles=(place,))
    info = Info("flood", (Category.MET,), Urgency.IMMEDIATE, Severity.SEVERE, Certainty.LIKELY, areas=(area,))
    alert = Alert(
        "cap", f"bench-{number}", "bench", sent, Status.ACTUAL, MessageType.ALERT, Scope.PUBLIC, infos=(info,)
    )
    return etree.tostring(write_alert(alert))


def _measure_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
