"""Whoever keeps a register takes from view what was entered by mistake, from the record's own page, with a reason."""

from collections.abc import Callable

import pytest
from django.test import Client

from museion.core.models import Account, JournalLine
from museion.core.outbox import drain
from museion.search.actions import TOPIC
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
REASON = "entré deux fois, voir l’autre fiche"
_PLURALS = {"museum": "museums", "person": "people", "object": "objects", "element": "elements", "concept": "concepts"}


@pytest.mark.parametrize("name", ["museum", "person", "object", "element", "concept"])
def test_a_record_is_withdrawn_from_its_page(
    client: Client, network: Network, secretariat: Account, sign_in: SignIn, name: str
) -> None:
    record, keeper = getattr(network, name), sign_in(secretariat)
    address = f"{record.url}/withdraw"
    assert address in keeper.get(record.url).content.decode()
    answer = keeper.post(address, {"reason": REASON}, follow=True)
    assert answer.status_code == 410
    assert client.get(record.url).status_code == 410
    line = JournalLine.objects.get(action=f"{name}.withdraw")
    assert (line.key, line.reason) == (record.key, REASON)
    while drain(TOPIC):
        pass
    assert client.get(f"/api/v1/search?q=kind:{name}").json()["total"] == 0


@pytest.mark.parametrize("name", ["museum", "person", "object", "element", "concept"])
def test_what_was_withdrawn_in_error_stands_again_from_its_own_address(
    client: Client, network: Network, secretariat: Account, editor: Account, sign_in: SignIn, name: str
) -> None:
    record, keeper = getattr(network, name), sign_in(secretariat)
    before = client.get(f"/api/v1/{_PLURALS[name]}/{record.key}").json()
    page = keeper.post(f"{record.url}/withdraw", {"reason": REASON}, follow=True).content.decode()
    assert REASON in page
    address = f"{record.url}/restore"
    assert address in page
    told = keeper.get(f"{record.url}.json", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["type"]) == (410, "/problems/withdrawn")
    for other in (client, sign_in(editor)):
        assert REASON not in other.get(record.url).content.decode()
        assert other.post(address).status_code == 403
        assert client.get(record.url).status_code == 410
    assert keeper.post(address, {"reason": "c’est bien une autre"}, follow=True).status_code == 200
    assert client.get(record.url).status_code == 200
    after = client.get(f"/api/v1/{_PLURALS[name]}/{record.key}").json()
    assert {**after, "changed_at": ""} == {**before, "changed_at": ""}
    assert JournalLine.objects.filter(key=record.key, reason="c’est bien une autre").count() == 1
    while drain(TOPIC):
        pass
    assert client.get(f"/api/v1/search?q=kind:{name}").json()["total"] > 0


def test_what_stands_is_not_changed_by_being_brought_back(
    network: Network, secretariat: Account, sign_in: SignIn
) -> None:
    lines = JournalLine.objects.count()
    assert sign_in(secretariat).post(f"{network.museum.url}/restore").status_code == 302
    assert JournalLine.objects.count() == lines


def test_who_may_only_change_a_record_cannot_withdraw_it(
    client: Client, network: Network, editor: Account, sign_in: SignIn
) -> None:
    address = f"{network.museum.url}/withdraw"
    for asker in (client, sign_in(editor)):
        assert address not in asker.get(network.museum.url).content.decode()
        assert asker.post(address, {"reason": REASON}).status_code == 403
    assert client.get(network.museum.url).status_code == 200


def test_a_record_stays_until_somebody_says_why(network: Network, secretariat: Account, sign_in: SignIn) -> None:
    keeper = sign_in(secretariat)
    answer = keeper.post(f"{network.museum.url}/withdraw", {"reason": "  "})
    assert answer.status_code == 422
    assert "say why" in answer.content.decode()
    assert keeper.get(network.museum.url).status_code == 200


def test_what_a_room_ends_by_steps_of_its_own_is_not_withdrawn(
    network: Network, secretariat: Account, sign_in: SignIn
) -> None:
    keeper = sign_in(secretariat)
    assert keeper.post(f"{network.mandate.url}/restore").status_code == 404
    assert f"{network.mandate.url}/withdraw" not in keeper.get(network.mandate.url).content.decode()
    assert keeper.post(f"{network.mandate.url}/withdraw", {"reason": REASON}).status_code == 404
