"""Many clients register at once and one is killed: no place is given twice, nobody is lost, the queue keeps its order."""

import subprocess
from pathlib import Path

from museion.core.testing.home import make_home_environment
from museion.core.tests.test_many_writers import start

CLIENTS, EACH, PLACES = 3, 15, 20
PREPARE = """
import django; django.setup()
from museion.cli.home import prepare_home; prepare_home()
from datetime import UTC, datetime
from museion.core.access import make_operator
from museion.network.actions import create_body
from museion.events.tests.cast import make_event, open_booking
actor, at = make_operator(), datetime.now(UTC)
body = create_body({{"kind": "national_committee", "names": {{"en": "Committee"}}}}, actor=actor, at=at)
open_booking(make_event(body, actor, at), actor, at, places={places})
"""
REGISTER = """
import sys, django; django.setup()
from datetime import UTC, datetime
from museion.events.models import Event
from museion.events.tests.cast import sign_up
event = Event.objects.get()
print("ready", flush=True); sys.stdin.readline()
for number in range({each}):
    email, token = f"p{client}-{{number}}@people.example", f"token-of-form-{client:03}-{{number:03}}"
    print(number, sign_up(event, "Person", datetime.now(UTC), email=email, token=token).pk, flush=True)
"""
COUNT = """
import django; django.setup()
from museion.events.models import Booking, Registration
confirmed = Registration.objects.filter(state="confirmed")
waiting = Registration.objects.filter(state="waiting")
print(confirmed.count(), waiting.count(), Booking.objects.get().taken, confirmed.order_by("-id")[0].id < waiting.order_by("id")[0].id)
"""


def test_more_clients_than_places_leave_exactly_the_places_taken(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    prepared = start(PREPARE.format(places=PLACES), environment)
    assert prepared.wait(300) == 0, prepared.communicate()[1]
    clients = [start_client(client, environment) for client in range(CLIENTS)]
    for client in clients:
        send_off(client)
    killed = clients.pop()
    assert killed.stdout
    told = [killed.stdout.readline() for _number in range(EACH // 3)]
    killed.kill()
    told += killed.communicate(timeout=300)[0].splitlines(keepends=True)
    errors = [client.communicate(timeout=300)[1] for client in clients]
    assert [client.returncode for client in clients] == [0] * len(clients), errors

    again = start_client(CLIENTS - 1, environment)
    send_off(again)
    answers = again.communicate(timeout=300)[0].splitlines(keepends=True)
    # What was confirmed before the process was killed is there, and is the same registration when the form is sent again.
    assert answers[: len(told)] == [line for line in told if line.endswith("\n")]
    counted = start(COUNT, environment).communicate(timeout=300)[0].split()
    assert counted == [str(PLACES), str(CLIENTS * EACH - PLACES), str(PLACES), "True"]


def start_client(client: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    started = start(REGISTER.format(each=EACH, client=client), environment)
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def send_off(client: subprocess.Popen[str]) -> None:
    assert client.stdin
    client.stdin.write("go\n")
    client.stdin.flush()
