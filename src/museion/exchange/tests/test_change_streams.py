"""Our streams of changes (IIIF Change Discovery 1.0), as another Museion follows them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.fetching import Answer
from museion.exchange.actions.harvests import Manner, create_source, run_source
from museion.exchange.harvesting.asking import Asker
from museion.exchange.harvesting.changes import read_changes
from museion.exchange.models import Harvest, HarvestProblem, Protocol
from museion.exchange.tests.conftest import Publish, Repository
from museion.exchange.views import changes
from museion.heritage.actions import create_object, withdraw_object
from museion.heritage.models import CulturalObject, Photograph

SITE = "https://museion.example"


@pytest.mark.parametrize(("name", "kind"), [("iiif", "Manifest"), ("linked-art", "HumanMadeObject")])
def test_another_museion_reads_every_change_and_what_it_names(
    client: Client,
    repository: Repository,
    publish: Publish,
    operator: Actor,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    kind: str,
) -> None:
    monkeypatch.setattr(changes, "PAGE_SIZE", 1)
    Photograph.objects.create(
        object=repository.scroll, file_name=f"{'a' * 64}.png", media_type="image/png", width=640, height=480
    )
    bare = create_object({"title": {"fr": "Bol"}, "object_type": {"fr": "bol"}}, actor=operator, at=now)
    publish()
    withdraw_object(repository.jar, actor=operator, at=now + timedelta(minutes=1), reason="entered twice")
    publish(2)

    def fetch(address: str) -> Answer:
        return Answer(client.get(address.removeprefix(SITE)).content)

    asker = Asker(f"{SITE}/changes/{name}", fetch, pause=0.0)
    found = {change.url: change.is_deleted for change in read_changes(asker, "")}
    suffix = "manifest" if name == "iiif" else name
    expected = {f"{SITE}/id/{record.key}.{suffix}" for record in (repository.jar, repository.scroll)}
    assert expected <= found.keys()
    assert (f"{SITE}/id/{bare.key}.{suffix}" in found) == (name == "linked-art"), (
        "there is no manifest without a picture"
    )
    assert not any(repository.closed.key in url for url in found)
    assert found[f"{SITE}/id/{repository.jar.key}.{suffix}"]
    assert client.get(f"/id/{repository.scroll.key}.{suffix}").json()["type"] == kind
    newest = read_changes(asker, max(change.at for change in read_changes(asker, "")))
    assert [change.is_deleted for change in newest] == [True]


def test_a_stream_of_nothing_is_one_empty_page(client: Client, db: None) -> None:
    top = client.get("/changes/iiif").json()
    assert (top["type"], top["totalItems"]) == ("OrderedCollection", 0)
    page = client.get("/changes/iiif/0").json()
    assert page["orderedItems"] == []
    assert not {"prev", "next"} & page.keys()


@pytest.mark.parametrize("path", ["/changes/nothing", "/changes/iiif/1", "/changes/nothing/0"])
def test_what_is_no_stream_or_page_is_told_to_programs(client: Client, db: None, path: str) -> None:
    refused = client.get(path)
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(("name", "mapping"), [("linked-art", "linked-art"), ("iiif", "iiif")])
def test_what_a_stream_names_is_harvested_by_the_mapping_of_its_format(
    client: Client, repository: Repository, publish: Publish, operator: Actor, now: datetime, name: str, mapping: str
) -> None:
    Photograph.objects.create(
        object=repository.scroll, file_name=f"{'a' * 64}.png", media_type="image/png", width=640, height=480
    )
    publish()
    values = {"name": "twin", "address": f"{SITE}/changes/{name}", "protocol": Protocol.CHANGES, "mapping": mapping}
    source = create_source(values, actor=operator, at=now)
    manner = Manner(
        pause=0.0, sleep=lambda _: None, ask=lambda address: Answer(client.get(address.removeprefix(SITE)).content)
    )
    done = run_source(source, actor=operator, clock=lambda: now, manner=manner)
    assert (done.state, done.rejected) == (Harvest.State.FINISHED, 0), list(HarvestProblem.objects.values_list())
    twin = CulturalObject.objects.get(source="twin", source_id__contains=repository.scroll.key)
    assert "波の絵巻" in twin.title.values()
