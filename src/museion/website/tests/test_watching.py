"""What who runs the site sees: routes, numbers and ids, and no person; limits by address; the policies of every answer."""

import logging
import re

import orjson
import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.test import Client
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from museion.core.models import Account
from museion.core.watching import traces
from museion.core.watching.logs import JsonFormatter, RequestIdFilter
from museion.search.requests import SearchUnavailableError
from museion.website.tests.conftest import Network
from museion.website.views import health

PERSON = "Aïssatou Fall aissatou@example.org"


class Lines(logging.Handler):
    """Every line that would be written, as JSON."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.addFilter(RequestIdFilter())
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


@pytest.fixture
def lines() -> Lines:
    handler = Lines()
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.django_db
def test_a_request_is_one_line_under_its_id_without_what_was_asked(client: Client, lines: Lines) -> None:
    answer = client.get("/search", {"q": PERSON}, headers={"X-Request-ID": "proxy-12345678"})
    assert answer.headers["X-Request-ID"] == "proxy-12345678"
    told = [orjson.loads(line) for line in lines.told]
    line = next(each for each in told if each["logger"] == "museion.requests")
    assert (line["method"], line["route"], line["status"]) == ("GET", "search", 200)
    assert line["request_id"] == "proxy-12345678"
    assert "aissatou" not in "".join(lines.told).lower()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/calls/{}", "/cases/status/{}", "/registrations/{}", "/proposals/{}"])
def test_a_page_that_fails_hides_the_token_that_opens_it(
    client: Client, lines: Lines, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def fail(_self: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(QuerySet, "_fetch_all", fail)
    monkeypatch.setattr(QuerySet, "exists", fail)
    monkeypatch.setattr(QuerySet, "iterator", fail)
    client.raise_request_exception = False
    assert client.get(address.format("Qm9vbTogYSBzZWNyZXQ")).status_code == 500
    told = "".join(lines.told)
    assert address.format("<str:token>") in told
    assert "Qm9vbTogYSBzZWNyZXQ" not in told


@pytest.mark.django_db
def test_no_line_names_who_signs_in_or_fails_to(client: Client, lines: Lines, member: Account) -> None:
    for password in ("wrong", "a long sentence nobody guesses"):
        client.post("/sign-in", {"login": member.email, "password": password}, REMOTE_ADDR="203.0.113.77")
    client.get(f"/people?name={member.email}")
    client.get(f"/nowhere/{member.email}")
    everything = "".join(lines.told)
    assert lines.told
    for secret in (member.email, "林慧", "nobody guesses", "203.0.113.77"):
        assert secret not in everything


@pytest.mark.django_db
def test_no_line_holds_a_number_a_token_or_what_was_asked(client: Client, lines: Lines) -> None:
    token = {"Authorization": "Bearer museion_Qw5Xn8Rp2Ls6Dg4Hc"}
    client.get("/search", {"q": "+221 77 123 45 67"}, headers=token)
    assert client.get("/api/v1/search", {"q": "+221771234567"}, headers=token).status_code == 401
    client.get("/people", {"name": "+221 77 123 45 67", "country": "Zephyrine"})
    client.get("/api/v1/people", {"nothing": "Zephyrine +221 77"})
    client.post("/api/v1/screen", {"text": "Zephyrine, +221 77 123 45 67"}, content_type="application/json")
    logging.getLogger("museion.tests").error("failed for %s", PERSON, exc_info=ValueError(f"{PERSON} {token}"))
    refused = 'null value in column "kind"\nDETAIL:  Failing row contains (7, Zephyrine Fall,\nRue 12, +221 77 123 45 67).\nHINT:  none'
    logging.getLogger("museion.tests").error("database: %s", refused, exc_info=ValueError(refused))
    everything = "".join(lines.told)
    assert '"message":"GET search 200"' in everything
    assert "HINT:  none" in everything
    for secret in ("1234567", "123 45 67", "Qw5Xn8Rp2", "zephyrine", "aissatou@example.org"):
        assert secret not in everything.lower()


@pytest.mark.django_db
def test_what_django_itself_tells_of_a_failed_request_stands_under_its_id(
    client: Client, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SearchUnavailableError("away")

    monkeypatch.setattr(health, "count_documents", fail)
    answer = client.get("/readyz")
    told = [orjson.loads(line) for line in lines.told]
    assert answer.status_code == 503
    ids = {each["request_id"] for each in told if each["logger"] in {"django.request", "museion.requests"}}
    assert ids == {answer.headers["X-Request-ID"]}
    assert "django.request" in {each["logger"] for each in told}


@pytest.mark.django_db
def test_a_trace_goes_on_from_who_asks_and_tells_nothing_of_what(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(gathered))
    monkeypatch.setattr(traces, "_find_tracer", lambda: provider.get_tracer("museion"))
    headers = {
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "Authorization": "Bearer museion_Qw5Xn8Rp2Ls6Dg4Hc",
        "baggage": "who=aissatou",
    }
    client.get("/api/v1/museums", {"country": "SN"})
    client.get("/search", {"q": PERSON}, headers=headers)
    client.get("/invitations/Qw5Xn8Rp2", {"who": PERSON})
    client.get(f"/nowhere/{PERSON}")
    client.generic(PERSON.split()[0].upper(), "/search")
    listed, searched, *_ = spans = gathered.get_finished_spans()
    assert len(spans) == 5
    assert (searched.name, format(searched.context.trace_id, "x")) == ("GET search", "af7651916cd43dd8448eb211c80319c")
    assert dict(listed.attributes or {})["museion.database.statements"] != 0
    everything = "".join(span.to_json() for span in spans).lower()
    for secret in ("aissatou", "fall", "example.org", "qw5xn8rp2"):
        assert secret not in everything


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "spaces are none", "line\nbreak-123"])
def test_an_id_that_is_none_is_replaced(client: Client, given: str) -> None:
    answer = client.get("/livez", HTTP_X_REQUEST_ID=given)
    assert len(answer.headers["X-Request-ID"]) == 32


ANSWERS = (
    ("/", 200),
    ("/about", 200),
    ("/sign-in", 200),
    ("/nowhere", 404),
    ("/id/x", 404),
    ("/account", 302),
    ("/saved/new", 302),
    ("/livez", 200),
    ("/readyz", 200),
    ("/metrics", 404),
    ("/robots.txt", 200),
    ("/sitemap.xml", 200),
    ("/opensearch.xml", 200),
    ("/oai?verb=Identify", 200),
    ("/oai?verb=Nonsense", 200),
    ("/sru?operation=explain", 200),
    ("/.well-known/jwks.json", 200),
    ("/api/v1/docs", 200),
    ("/api/v1/openapi.json", 200),
    ("/api/v1/museums", 200),
    ("/api/v1/museums?limit=many", 400),
    ("/api/v1/nowhere", 404),
    ("/static/website/css/search.css", 200),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_kind_of_answer_has_its_policies(
    client: Client, address: str, status: int, settings: LazySettings
) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    expect_policies(client.get(address, secure=True), status)


@pytest.mark.django_db
def test_errors_and_records_in_every_form_have_their_policies(
    client: Client, network: Network, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    for record in network:
        for suffix in ("", ".json", ".jsonld", ".pdf", ".xml"):
            answer = client.get(f"/id/{record.key}{suffix}", secure=True)
            expect_policies(answer, answer.status_code)
    expect_policies(client.put("/api/v1/museums", secure=True), 405)
    monkeypatch.setattr("museion.website.views.pages.AccessLevel", None)
    client.raise_request_exception = False
    expect_policies(client.get("/about", secure=True), 500)


def expect_policies(answer: HttpResponseBase, status: int) -> None:
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src '" in policy
    assert "'unsafe" not in policy
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    for cookie in getattr(answer, "cookies", {}).values():
        assert cookie["samesite"] == "Lax"


def test_tls_is_asked_for_where_the_site_is_reached_over_it(client: Client, settings: LazySettings) -> None:
    assert "Strict-Transport-Security" not in client.get("/livez").headers
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert Client().get("/livez", secure=True).headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.django_db
def test_people_sign_in_through_a_proxy_that_ends_tls(settings: LazySettings, member: Account) -> None:
    settings.ALLOWED_HOSTS = ["museums.example.org"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 31_536_000
    browser = Client(enforce_csrf_checks=True, headers={"Host": "museums.example.org", "X-Forwarded-Proto": "https"})
    page = browser.get("/sign-in")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page.content.decode())
    form = {"login": member.email, "password": "a long sentence nobody guesses", "csrfmiddlewaretoken": token[1]}
    answer = browser.post("/sign-in", form, headers={"Origin": "https://museums.example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account")


@pytest.mark.django_db
def test_a_form_that_was_open_for_too_long_is_told_so_in_the_sites_words(client: Client, lines: Lines) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/saved/new", {"title": PERSON}, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "Go back, reload, try again" in answer.content.decode()
    assert "<nav" in answer.content.decode()
    assert browser.post("/mobilise/aissatou@example.org", headers={"Accept": "text/html"}).status_code in {403, 404}
    assert "aissatou" not in "".join(lines.told)


@pytest.mark.django_db
def test_one_address_is_slowed_down_and_no_other(client: Client, settings: LazySettings) -> None:
    settings.REQUESTS_PER_MINUTE = 3
    caches["process"].clear()
    answers = [client.get("/about", REMOTE_ADDR="203.0.113.9") for _ in range(5)]
    assert 429 in [answer.status_code for answer in answers]
    assert int(answers[-1].headers["Retry-After"]) <= 60
    assert client.get("/api/v1/museums", REMOTE_ADDR="203.0.113.9").json()["type"].endswith("too-many-requests")
    assert client.get("/about", REMOTE_ADDR="198.51.100.4").status_code == 200
    assert client.get("/healthz", REMOTE_ADDR="203.0.113.9").status_code != 429
    caches["process"].clear()


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["web:8000", "127.0.0.1:8000", "10.89.0.4:8000"])
@pytest.mark.parametrize("own", ["museums.example.org", ".example.org"])
def test_health_is_told_inside_by_whatever_name_the_machine_has_there(
    client: Client, settings: LazySettings, host: str, own: str
) -> None:
    """As the container's check, the proxy's and Prometheus ask; else a site that works is never sent a request."""
    settings.ALLOWED_HOSTS = [own]
    settings.METRICS_TOKEN = "inside"
    asked = {
        path: client.get(path, headers={"host": host, "authorization": "Bearer inside"}).status_code
        for path in ("/livez", "/readyz", "/healthz", "/metrics")
    }
    assert 400 not in asked.values()
    assert asked["/livez"] == asked["/metrics"] == 200
    assert client.get("/about", headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_one_subscriber_of_ipv6_is_one_address_whichever_is_used(client: Client, settings: LazySettings) -> None:
    settings.REQUESTS_PER_MINUTE = 3
    answers = [client.get("/about", REMOTE_ADDR=f"2001:db8:1:2::{number:x}").status_code for number in range(1, 7)]
    assert 429 in answers
    assert client.get("/about", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200
    behind = [client.get("/about", REMOTE_ADDR=f"::ffff:203.0.113.{number}").status_code for number in range(1, 7)]
    assert set(behind) == {200}, "addresses of IPv4 are one each, however the server writes them"
    caches["process"].clear()


@pytest.mark.django_db
def test_numbers_are_for_who_holds_the_token(client: Client, settings: LazySettings) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a token of the tests"
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    client.get("/about")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    told = answer.content.decode()
    assert 'museion_requests_total{method="GET",route="about",status="200"}' in told
    assert "museion_outbox_waiting 0.0" in told
    assert "museion_worker_alive 0.0" in told


@pytest.mark.django_db
def test_nobody_is_sent_here_before_tables_and_index_are_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "tables": "ok", "index": "ok"}

    def find_none(_tokens: object) -> int:
        raise SearchUnavailableError("the index is being made")

    def find_no_database(_connection: object) -> object:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(health, "count_documents", find_none)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["index"], answer.json()["status"]) == (503, "unavailable", "waiting")
    with monkeypatch.context() as patch:
        patch.setattr(health, "MigrationExecutor", find_no_database)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["tables"]) == (503, "unavailable")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_the_status_tells_of_a_disk_that_is_full_or_cannot_be_written(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/healthz").json()["disk"] == "ok"
    with monkeypatch.context() as patch:
        patch.setattr(health, "LEAST_FREE_BYTES", 1 << 60)
        full = client.get("/healthz")
    assert (full.status_code, full.json()["disk"]) == (503, "full")
    settings.HOME = settings.HOME / "nowhere"
    gone = client.get("/healthz")
    assert (gone.status_code, gone.json()["disk"], gone.json()["worker"]) == (503, "unwritable", "missing")
    assert client.get("/livez").status_code == 200
