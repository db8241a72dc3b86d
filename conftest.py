"""The small cast that every test may call by name, and who each of them is."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import settings

from museion.core.access import AccessLevel, Actor, Role, make_operator
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant
from museion.core.testing import examples as examples  # registers the profiles
from museion.network.actions import create_body
from museion.network.models import Body
from museion.network.terms import BodyKind
from museion.vocabulary.bridge import forget_meanings
from museion.vocabulary.queries import forget_forms

settings.load_profile("same")  # `make test-properties` looks for new examples
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _without_memory_of_other_tests() -> None:
    """What a process keeps for a minute would outlive the rows of a test."""
    forget_meanings()
    forget_forms()
    caches["process"].clear()


@pytest.fixture
def now() -> datetime:
    """The one moment at which tests write."""
    return NOON


@pytest.fixture
def operator() -> Actor:
    """Whoever runs commands on the machine."""
    return make_operator()


@pytest.fixture
def visitor() -> Actor:
    """Somebody who is not signed in."""
    return make_actor(None)


@pytest.fixture
def committee(db: None, operator: Actor, now: datetime) -> Body:
    """The invented national committee of Senegal, in whose name Awa edits."""
    names = {"fr": "Comité national sénégalais", "en": "National Committee of Senegal"}
    return create_body({"kind": BodyKind.NATIONAL_COMMITTEE, "names": names, "country": "SN"}, actor=operator, at=now)


def _make_account(name: str, email: str, role: Role, *, scope_key: str = "", level: AccessLevel) -> Account:
    account = Account.objects.create_user(email, "a long sentence nobody guesses", display_name=name)
    Grant.objects.create(account=account, role=role, scope_key=scope_key, level=level, valid_from=NOON)
    return account


@pytest.fixture
def member(db: None) -> Account:
    """Lin Hui: reads what members read, writes nothing."""
    return _make_account("林慧", "lin.hui@example.org", Role.READER, level=AccessLevel.MEMBER)


@pytest.fixture
def editor(committee: Body) -> Account:
    """Awa Diop: edits in the name of the committee of Senegal, and reads what it keeps to itself."""
    return _make_account(
        "Awa Diop", "awa.diop@example.org", Role.EDITOR, scope_key=committee.key, level=AccessLevel.COMMITTEE
    )


@pytest.fixture
def registrar(committee: Body) -> Account:
    """Ousmane Ba: keeps the register of Senegal, and may also create and withdraw."""
    return _make_account(
        "Ousmane Ba", "ousmane.ba@example.org", Role.REGISTRAR, scope_key=committee.key, level=AccessLevel.MEMBER
    )


@pytest.fixture
def secretariat(db: None) -> Account:
    """María Núñez of the secretariat: writes everywhere, reads up to the desk."""
    return _make_account("María Núñez", "maria.nunez@example.org", Role.SECRETARIAT, level=AccessLevel.DESK)


@pytest.fixture
def sign_in() -> Callable[[Account], Client]:
    """A browser in which the account is signed in."""

    def open_client(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return open_client
