"""The site's own pages, what machines ask for, and signing in."""

import re

import orjson
import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import etree

from museion.core.models import Account
from museion.search.documents import SOURCES
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db


def test_home_counts_what_the_network_holds(client: Client, network: Network) -> None:
    page = client.get("/").content.decode()
    assert '<a href="/museums"><strong>1</strong>' in page
    assert '<circle class="dot"' in page
    assert f'href="/id/{network.object.key}"' in page, "a highlight with its picture"
    assert "1 country" in page


@pytest.mark.parametrize("address", ["/", "/about", "/accessibility", "/sign-in", "/search", "/bodies", "/countries"])
@pytest.mark.parametrize(("language", "word"), [("fr", "Musées"), ("es", "Museos"), ("ar", "المتاحف")])
def test_pages_are_translated(client: Client, address: str, language: str, word: str) -> None:
    page = client.get(f"{address}?lang={language}").content.decode()
    assert word.casefold() in page.casefold()
    assert ">Sign in<" not in page


def test_the_language_is_kept_from_page_to_page(client: Client) -> None:
    client.get("/?lang=fr")
    assert '<html lang="fr"' in client.get("/about").content.decode()


def test_a_signed_out_visitor_leaves_no_query_on_pages_of_words(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        client.get("/about")


def test_pictures_never_grow_old_and_lead_nowhere_else(client: Client, network: Network) -> None:
    name = network.object.photographs.get().file_name
    response = client.get(f"/pictures/480/{name}")
    assert response.headers["Content-Type"] in {"image/png", "image/jpeg"}
    assert "immutable" in response.headers["Cache-Control"]
    assert client.get(f"/pictures/481/{name}").status_code == 404
    assert client.get("/pictures/480/..%2F..%2Fsecret-key").status_code == 404


def test_health_tells_of_every_part(client: Client, network: Network) -> None:
    told = client.get("/healthz").json()
    assert told["status"] == told["index"] == told["database"] == "ok"
    assert told["outbox"] == "ok"
    held = [key for source in SOURCES.values() for keys in source.iterate_keys() for key in keys]
    assert len(held) == 6, held
    assert told["documents"] == len(held)


def test_the_sitemap_lists_public_records_alone(client: Client, network: Network) -> None:
    type(network.museum).objects.filter(pk=network.museum.pk).update(access="desk")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = etree.fromstring(client.get("/sitemap.xml").content)
    listed = ""
    for address in index.iterfind("s:sitemap/s:loc", names):
        response = client.get(address.text.removeprefix("http://testserver"))
        listed += response.getvalue().decode()
    assert network.object.url in listed
    assert network.museum.url not in listed
    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content
    etree.fromstring(client.get("/opensearch.xml").content)
    etree.fromstring(client.get("/map/land.svg").content)


def test_signing_in_and_out(client: Client, member: Account) -> None:
    assert client.get("/account").headers["Location"] == "/sign-in?next=/account"
    wrong = client.post("/sign-in", {"login": member.email, "password": "no"})
    assert 'role="alert"' in wrong.content.decode()
    right = client.post(
        "/sign-in", {"login": member.email, "password": "a long sentence nobody guesses", "next": "/account"}
    )
    assert right.headers["Location"] == "/account"
    assert "林慧" in client.get("/account").content.decode()
    client.post("/sign-out")
    assert client.get("/account").status_code == 302


def test_a_page_that_is_not_there_helps_on(client: Client) -> None:
    response = client.get("/no/such/page")
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()
    assert (
        client.get("/no/such/page", headers={"accept": "application/json"}).headers["Content-Type"]
        == "application/problem+json"
    )


def test_pages_run_no_script_that_is_written_into_them(client: Client, network: Network) -> None:
    for address in ("/", "/search?q=river", network.object.url):
        response = client.get(address)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        page = response.content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


def test_the_worker_that_keeps_pages_looks_after_the_whole_site_and_is_asked_for_anew(client: Client) -> None:
    worker = client.get("/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"
    script = worker.content.decode()
    parts = re.search(r"NO_LINE_PARTS = (\[.*?\])", script)
    assert parts
    assert all(finders.find(path.removeprefix("/static/")) for path in orjson.loads(parts[1]))
    assert client.get("/offline?lang=ar").status_code == 200


def test_the_head_of_a_page_is_told_without_its_body(client: Client, network: Network) -> None:
    for path in (
        "/oai?verb=Identify",
        "/sru",
        "/reconcile",
        "/data",
        "/exchange/dumps/museum.oai_dc.gz",
        "/api/v1/museums",
    ):
        told, whole = client.head(path), client.get(path)
        assert (told.status_code, told["Content-Type"]) == (200, whole["Content-Type"]), path
    assert b"".join(client.head("/exchange/dumps/museum.oai_dc.gz").streaming_content) == b""


def test_an_address_that_nobody_stated_is_told_but_fails_nothing(
    client: Client, network: Network, settings: LazySettings
) -> None:
    settings.BASE_URL = ""
    told = client.get("/healthz")
    assert (told.status_code, told.json()["address"]) == (200, "guessed")
    settings.BASE_URL = "https://museums.example.org"
    assert client.get("/healthz").json()["address"] == "ok"
