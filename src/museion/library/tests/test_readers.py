"""What readers do: lists, requests for the reading room, the feed of new titles."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from lxml import etree

from museion.core.access import PUBLIC_VIEWER
from museion.core.models import Account
from museion.library.models import ReadingList, ReadingListItem, ReadingRequest, Work
from museion.library.tests.conftest import MakeWork
from museion.library.tests.publications import make_article

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WISH = {"name": "Lin Hui", "email": "lin@example.org", "day": "2099-05-04", "purpose": "thèse"}


def test_a_private_list_is_its_owners_and_a_public_one_everybodys(
    client: Client, member: Account, editor: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    mine, work = sign_in(member), make_work()
    address = mine.post("/library/lists", {"title": "水灾"}).headers["Location"]
    key = ReadingList.objects.get().key
    assert mine.post(f"/library/lists/{key}/add", {"work": work.key}).status_code == 302
    assert mine.post(f"/library/lists/{key}/add", {"work": work.key}).status_code == 302
    assert ReadingListItem.objects.count() == 1
    assert "Museos e inundaciones" in mine.get(address).content.decode()
    for other in (client, sign_in(editor)):
        assert other.get(f"/id/{key}").status_code == 404
        assert other.get(f"/id/{key}.json").status_code == 404
    assert sign_in(editor).post(f"/library/lists/{key}/remove", {"work": work.key}).status_code == 404
    shared = mine.post("/library/lists", {"title": "Partagée", "public": "on"}).headers["Location"].rpartition("/")[2]
    assert client.get(f"/id/{shared}").status_code == 200
    mine.post(f"/library/lists/{key}/withdraw")
    assert ReadingList.objects.current().count() == 1


def test_a_request_is_answered_by_the_desk_and_seen_by_its_private_link(
    client: Client, secretariat: Account, member: Account, sign_in: SignIn, make_work: MakeWork
) -> None:
    work = make_work()
    link = client.post(f"/library/request/{work.key}", WISH).headers["Location"]
    held = ReadingRequest.objects.get()
    assert "new" in client.get(link).content.decode()
    assert client.get(f"/id/{held.key}").status_code == 404
    assert sign_in(member).post(f"/library/desk/{held.key}", {"state": "approved"}).status_code == 404
    desk = sign_in(secretariat)
    assert "Lin Hui" in desk.get("/library/desk").content.decode()
    answer = {"state": "approved", "answer": "Bienvenue", "appointed_at": "2099-05-04T10:00"}
    assert desk.post(f"/library/desk/{held.key}", answer).status_code == 302
    assert (mail.outbox[0].to, "Bienvenue" in mail.outbox[0].body) == (["lin@example.org"], True)
    assert "Bienvenue" in client.get(link).content.decode()
    client.post(link)
    assert ReadingRequest.objects.get().state == "cancelled"
    assert desk.post(f"/library/desk/{held.key}", {"state": "done"}).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"day": "2001-01-01"}, {"day": ""}, {"email": "nobody"}, {"name": ""}, {"website": "http://spam"}]
)
def test_a_request_that_cannot_be_answered_is_not_taken(
    client: Client, make_work: MakeWork, wrong: dict[str, str]
) -> None:
    answer = client.post(f"/library/request/{make_work().key}", WISH | wrong)
    assert answer.status_code == 422
    assert not ReadingRequest.objects.exists()


def test_the_feed_tells_new_titles_in_the_readers_language(client: Client, make_work: MakeWork, now: datetime) -> None:
    make_work()
    make_work(make_article())
    feed: Any = etree.fromstring(client.get("/library/new.atom?lang=es").content)
    titles = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["La conservation préventive des jarres: un bilan", "Museos e inundaciones"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_page_of_the_room_opens_in_every_language(client: Client, make_work: MakeWork, language: str) -> None:
    work = make_work()
    for address in (
        "/library",
        "/laws",
        "/library/missing",
        "/library/sets",
        work.url,
        f"/library/series/{work.key}",
        f"/library/request/{work.key}",
    ):
        assert client.get(f"{address}?lang={language}").status_code == 200, address


def test_new_titles_are_found_without_sorting_the_whole_library(make_work: MakeWork) -> None:
    make_work()
    rows = Work.objects.current().visible_to(PUBLIC_VIEWER).filter(parent__isnull=True).order_by("-created_at", "-id")
    assert connection.vendor == "postgresql" or "TEMP B-TREE" not in rows[:12].explain()
