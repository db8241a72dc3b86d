"""Sets by query: they hold what the query finds, follow it, and refuse what they cannot hold."""

import time
from datetime import datetime, timedelta

import pytest
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.outbox import drain
from museion.core.problems import ProblemError
from museion.exchange.actions import saved_sets
from museion.exchange.actions.saved_sets import create_saved_set, refresh_due_sets, withdraw_saved_set
from museion.exchange.models import SavedSet, SavedSetMember
from museion.exchange.tests.conftest import Repository
from museion.exchange.tests.harvested import ask, get_error, list_all, texts
from museion.heritage.actions import update_object
from museion.search.actions import TOPIC
from museion.search.requests import SearchRequest, SearchResult, SearchUnavailableError


def list_keys(client: Client, slug: str) -> set[str]:
    headers = list_all(client, "ListRecords", metadataPrefix="oai_dc", set=f"query:{slug}")
    return {(header[0].text or "").rpartition(":")[2] for header in headers}


def test_a_set_holds_what_its_query_finds(client: Client, indexed: Repository, operator: Actor, now: datetime) -> None:
    saved = create_saved_set(title="Jars", text="title:jar", actor=operator, at=now)
    assert list_keys(client, saved.slug) == {indexed.jar.key}
    assert "query:jars" in texts(ask(client, "ListSets"), "setSpec")
    assert SavedSetMember.objects.get().key == indexed.jar.key


def test_a_set_follows_its_query_and_says_when(
    client: Client, indexed: Repository, operator: Actor, now: datetime
) -> None:
    create_saved_set(title="Jars", text="title:jar", actor=operator, at=now)
    update_object(indexed.scroll, {"title": {"en": "Picture of a jar"}}, actor=operator, at=now)
    drain(TOPIC)
    time.sleep(0.3)  # readers look for a newer index four times a second
    assert refresh_due_sets(now + timedelta(minutes=5)) == 0
    assert refresh_due_sets(now + timedelta(hours=1)) == 1
    headers = list_all(
        client, "ListIdentifiers", metadataPrefix="oai_dc", set="query:jars", since="2026-03-14T13:00:00Z"
    )
    assert [(header[0].text or "").rpartition(":")[2] for header in headers] == [indexed.scroll.key]


def test_a_set_that_is_taken_away_is_gone(client: Client, indexed: Repository, operator: Actor, now: datetime) -> None:
    saved = create_saved_set(title="Jars", text="title:jar", actor=operator, at=now)
    withdraw_saved_set(saved, actor=operator, at=now)
    assert SavedSet.objects.count() == 0
    assert get_error(ask(client, "ListRecords", metadataPrefix="oai_dc", set="query:jars")) == "noRecordsMatch"


def test_a_query_that_finds_too_much_or_cannot_be_read_makes_no_set(
    indexed: Repository, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ProblemError):
        create_saved_set(title="Bad", text="nowhere:jar", actor=operator, at=now)
    monkeypatch.setattr(saved_sets, "DEEPEST_HIT", 1)
    with pytest.raises(ProblemError, match="at most 1"):
        create_saved_set(title="All", text="jar OR museum OR musée", actor=operator, at=now)
    assert not SavedSet.objects.exists()


def test_an_index_that_does_not_answer_is_told_and_makes_no_set(
    indexed: Repository, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_request: SearchRequest) -> SearchResult:
        raise SearchUnavailableError("away")

    monkeypatch.setattr(saved_sets, "search", fail)
    with pytest.raises(ProblemError, match="not that nothing was found"):
        create_saved_set(title="Jars", text="title:jar", actor=operator, at=now)
    assert not SavedSet.objects.exists()


def test_who_has_no_right_makes_no_set(indexed: Repository, visitor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        create_saved_set(title="Jars", text="jar", actor=visitor, at=now)
