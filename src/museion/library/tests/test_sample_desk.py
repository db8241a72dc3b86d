"""The invented desk: something waits for the librarian, and can be taken to its end."""

from datetime import datetime

import pytest

from museion.core.access import AccessLevel, Actor, Role
from museion.core.accounts import grant_role
from museion.core.models import Account
from museion.library.actions.deposits import accept_deposit
from museion.library.actions.works import create_work
from museion.library.models import Deposit, ReadingRequest
from museion.library.sample.desk import SECRETARY, write_desk
from museion.network.models import Body

pytestmark = pytest.mark.django_db


def test_the_desk_has_requests_and_deposits_once(committee: Body, operator: Actor, now: datetime) -> None:
    told = {"actor": operator, "at": now}
    account = Account.objects.create_user(SECRETARY, None, display_name="Khalid Qasim")
    grant_role(account, Role.REGISTRAR, scope_key=committee.key, level=AccessLevel.COMMITTEE, **told)
    create_work(
        {"reference_type": "book", "titles": {"fr": "Les musées du fleuve"}, "source": "sample", "source_id": "1"},
        **told,
    )
    for _turn in range(2):
        write_desk(**told)
    assert ReadingRequest.objects.get().wanted_date > now.date()
    works = [accept_deposit(deposit, **told) for deposit in Deposit.objects.order_by("id")]
    assert [work.issued_by_id for work in works] == [committee.id, committee.id]
    assert works[1].titles["es"].startswith("Bibliografía")
