"""The calendar with 10,000 events beside a plain Django list of the same rows, and 5,000 people registering for 1,000 places."""

import http.client
import os
import random
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import django
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import setup_test_environment
from django.views.generic import ListView

from bench.pages import _find_port, _wait
from bench.table import print_table
from bench.timing import Timing

EVENTS = 10_000
PLACES, PEOPLE, CLIENTS = 1_000, 5_000, 16
ROUNDS = 30
SOURCE = "bench"


def run() -> None:
    django.setup()
    from museion.cli.home import prepare_home

    prepare_home()
    setup_test_environment()
    body = _make_events()
    _measure_pages(body)
    _measure_registrations(body)


def _make_events() -> "object":
    """Over three years around now, half of them with a theme's worth of text in three languages."""
    from museion.core.access import make_operator
    from museion.core.saving import Draft
    from museion.events.actions.events import save_events
    from museion.events.models import Event
    from museion.network.actions import create_body
    from museion.network.models import Body

    actor, at = make_operator(), datetime.now(UTC)
    body = Body.objects.filter(acronym="BENCH").first() or create_body(
        {"kind": "international_committee", "names": {"en": "Bench"}, "acronym": "BENCH"}, actor=actor, at=at
    )
    chance = random.Random(5)
    if Event.objects.filter(source=SOURCE).count() < EVENTS:
        drafts = [_draft(number, chance, at, body.pk) for number in range(EVENTS)]
        for start in range(0, EVENTS, 2000):
            save_events([Draft(*draft) for draft in drafts[start : start + 2000]], actor=actor, at=at)
    return body


def _draft(
    number: int, chance: random.Random, at: datetime, body: int
) -> tuple[dict[str, object], dict[str, list[int]]]:
    begins_at = at + timedelta(hours=chance.randrange(-365 * 24, 730 * 24))
    texts = {"en": f"Workshop {number}", "fr": f"Atelier {number}", "es": f"Taller {number}"}
    values = {
        "source": SOURCE,
        "source_id": str(number),
        "type": chance.choice(("workshop", "meeting", "webinar", "training")),
        "titles": texts,
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=chance.choice((2, 8, 30))),
        "time_zone": chance.choice(("Africa/Dakar", "Europe/Paris", "America/Lima", "Asia/Tokyo")),
        "country": chance.choice(("SN", "FR", "PE", "JP")),
        "languages": [chance.choice(("en", "fr", "es"))],
    }
    return values, {"bodies": [body]}


def _measure_pages(body: object) -> None:
    from museion.events.models import Event

    first = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    month = Event.objects.filter(begins_at__lt=first + timedelta(days=31), ends_at__gt=first).order_by("begins_at")

    class PlainList(ListView):  # type: ignore[type-arg]
        queryset = month
        template_name = "events/bench_plain.html"

        def render_to_response(self, context: dict[str, object], **_more: object) -> HttpResponse:
            lines = "".join(
                f"<li><a href='{e.url}'>{e.titles.pick('en')}</a> {e.begins_at}</li>" for e in context["object_list"]
            )  # type: ignore[attr-defined]
            return HttpResponse(f"<ul>{lines}</ul>")

    site, factory = Client(), RequestFactory()
    plain = PlainList.as_view()
    asked: dict[str, Callable[[], object]] = {
        "plain Django list of the month": lambda: plain(_request(factory)),
        "month page": lambda: _get(site, "/events"),
        "month page, filtered": lambda: _get(site, "/events?country=SN&language=fr"),
        "list page": lambda: _get(site, "/events?view=list"),
        "iCalendar feed, filtered": lambda: _get(site, "/events.ics?country=SN&type=training&language=fr"),
        "iCalendar feed, most events": lambda: _get(site, "/events.ics"),
    }
    timings = {name: Timing() for name in asked}
    for turn in range(ROUNDS + 2):
        for name, ask in asked.items():
            begun = time.perf_counter()
            ask()
            if turn > 1:
                timings[name].values.append((time.perf_counter() - begun) * 1000)
    base = timings["plain Django list of the month"].median
    print(f"{EVENTS} events, {month.count()} of them in this month; one process, no server between\n")
    rows = [[name, 1000 / held.mean, held.median, held.p95, held.median / base] for name, held in timings.items()]
    print_table(["what", "requests/s", "median ms", "p95 ms", "× plain list"], rows)


def _request(factory: RequestFactory) -> HttpRequest:
    return factory.get("/plain")


def _get(site: Client, path: str) -> object:
    response = site.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response.content


def _measure_registrations(body: object) -> None:
    """Each client opens the form, as a browser does, and sends it; some send it twice."""
    from museion.core.access import make_operator
    from museion.events.actions.bookings import save_booking
    from museion.events.models import Booking, Registration
    from museion.events.tests.cast import make_event

    actor, at = make_operator(), datetime.now(UTC)
    event = make_event(body, actor, at, titles={"en": f"Rush {at:%H%M%S}"})  # type: ignore[arg-type]
    save_booking(event, {"places": PLACES}, actor=actor, at=at)
    port = _find_port()
    command = [sys.executable, "-m", "museion", "serve", "--port", str(port), "--no-worker"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # All clients ask from one address, whose limit is not what is measured.
    environment = os.environ | {"MUSEION_REQUESTS_PER_MINUTE": "0"}
    server = subprocess.Popen(command, env=environment, **quiet)  # type: ignore[call-overload]
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        _wait(port)
        timing, seconds = _rush(port, f"/events/{event.key}/register")
    finally:
        server.terminate()
        server.wait(20)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime - begun.ru_utime - begun.ru_stime
    rows = Registration.objects.filter(event=event).order_by("id")
    states = list(rows.values_list("state", flat=True))
    confirmed, waiting = states.count("confirmed"), states.count("waiting")
    in_order = states == ["confirmed"] * confirmed + ["waiting"] * waiting
    print(f"\n{PEOPLE} people, {CLIENTS} clients at once, {PLACES} places, over HTTP\n")
    head = ["seconds", "registrations/s", "CPU seconds", "median ms", "p95 ms", "confirmed", "waiting"]
    row = [seconds, PEOPLE / seconds, spent, timing.median, timing.p95, confirmed, waiting]
    people = rows.values("email").distinct().count()
    taken = Booking.objects.get(event=event).taken
    print_table([*head, "places taken", "people", "queue in order"], [[*row, taken, people, str(in_order)]])


def _rush(port: int, path: str) -> tuple[Timing, float]:
    timing, lock = Timing(), threading.Lock()
    left = list(range(PEOPLE))

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        cookie, token = _open_form(connection, path)
        while True:
            with lock:
                if not left:
                    return
                number = left.pop()
            begun = time.perf_counter()
            _send(connection, path, number, cookie, token)
            with lock:
                timing.values.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return timing, time.perf_counter() - begun


def _open_form(connection: http.client.HTTPConnection, path: str) -> tuple[str, str]:
    connection.request("GET", path)
    response = connection.getresponse()
    page = response.read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError(f"{path} answered {response.status} without a form")
    return str(response.headers["Set-Cookie"]).split(";")[0], found[1]


def _send(connection: http.client.HTTPConnection, path: str, number: int, cookie: str, token: str) -> None:
    person = {"name": f"Person {number}", "email": f"p{number}@people.example", "consent": "1"}
    sent = urlencode({**person, "csrfmiddlewaretoken": token})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    for _turn in range(2 if number % 50 == 0 else 1):
        connection.request("POST", path, sent, headers)
        response = connection.getresponse()
        response.read()
        if response.status not in {302, 409}:
            raise RuntimeError(f"registration {number} answered {response.status}")
