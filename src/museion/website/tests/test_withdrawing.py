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
    assert f"{network.mandate.url}/withdraw" not in keeper.get(network.mandate.url).content.decode()
    assert keeper.post(f"{network.mandate.url}/withdraw", {"reason": REASON}).status_code == 404
