"""No door writes for whoever may not: every form of the site, well filled, sent by those who may see a record and not change it.

An administrator walks the pages of a small network and fills in each form; the same is then sent by a visitor, a member
without roles and the registrar of another museum, first about records that they may read, then about the same records sealed, where
the answer must be the one for a key that there is not. Addresses without a form are sent to all the same.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from leaks.attacking import Asker
from leaks.examples import add_examples
from leaks.forms import Crawl, Sending, find_match
from leaks.routes import list_patterns
from museion.core.access import AccessLevel, Actor, Role
from museion.core.keys import find_key, get_number, get_prefix, make_key
from museion.core.kinds import KINDS
from museion.core.models import Account, Grant
from museion.network.actions import create_museum
from museion.website.tests.conftest import Network, network

__all__ = ["network"]

pytestmark = pytest.mark.django_db


# Routes whose form, as it is filled in here, is taken from an administrator: what is refused to others, right or wrong, shows nothing.
LEAST_LIVE = 60
# Where anybody may write, and why.
FOR_ANYBODY = {
    "screen": "whoever holds an object may ask about it",
    "cases/report": "whoever saw something may tell the desk",
    "incidents/report": "whoever is in need may call for help",
    "library/request/<str:key>": "readers need no account",
    "account/password/reset": "for whoever forgot it",
}
# Where whoever signed in may write, and why: what is made is theirs.
FOR_SIGNED_IN = {
    "membership/apply": "to become a member",
    "catalogues": "a dealer's own lots",
    "library/lists": "one's own reading list",
    "saved/new": "one's own search",
    "api/v1/saved-searches": "one's own search",
    "account/tokens": "one's own",
    "account/email": "one's own",
    "account/password/set": "one's own",
    "account/close": "one's own",
}


@pytest.fixture
def administrator(secretariat: Account, now: datetime) -> Account:
    Grant.objects.create(account=secretariat, role=Role.ADMINISTRATOR, level=AccessLevel.SEALED, valid_from=now)
    secretariat.grants.exclude(role=Role.ADMINISTRATOR).delete()
    return secretariat


@pytest.fixture
def sendings(
    network: Network, administrator: Account, settings: LazySettings, operator: Actor, now: datetime
) -> list[Sending]:
    """Each form of the site, and what is sent to addresses without one."""
    settings.REQUESTS_PER_MINUTE = 0
    add_examples(actor=operator, at=now)
    client = Client()
    client.force_login(administrator)
    crawl = Crawl()
    crawl.follow(client, _list_starts())
    known = {sending.route for sending in crawl.sendings}
    formless = [sending for sending in _list_formless(crawl) if sending.route not in known]
    return [*crawl.sendings, *formless, *_list_calls(client, crawl)]


def _list_starts() -> Iterator[str]:
    yield from (f"/{address}" for address, parts in list_patterns() if not parts and not address.startswith("sign-out"))
    for kind in KINDS.values():
        if record := kind.model.objects.current().order_by("access", "id").first():
            yield f"/id/{record.key}"


def _list_formless(crawl: Crawl) -> Iterator[Sending]:
    """With what stood in such a place of other addresses; those that only answer are sorted out by their 405."""
    told = tuple((name, "Kelp") for name in ("reason", "title", "name", "text"))
    for pattern, names in list_patterns():
        address = _fill_address(pattern, names, crawl)
        match = find_match(address)
        if match and not pattern.startswith("api/"):
            yield Sending(address, match.route, told)


def _list_calls(client: Client, crawl: Crawl) -> Iterator[Sending]:
    """What programs may send, by the API's own description."""
    for path, operations in client.get("/api/v1/openapi.json").json()["paths"].items():
        address = _fill_address(path[1:], re.findall(r"{(\w+)}", path), crawl)
        for method in operations.keys() - {"get", "parameters"}:
            yield Sending(address, find_match(address).route, method=method, body='{"title": "Kelp", "q": "kelp"}')


def _fill_address(pattern: str, names: Iterable[str], crawl: Crawl) -> str:
    word = pattern.removeprefix("api/v1/").partition("/")[0]
    return f"/{pattern.format(**{name: crawl.parts.get((word, name), '1') for name in names})}"


@pytest.fixture
def registrar(sendings: list[Sending], operator: Actor, now: datetime) -> Account:
    """Of a museum that no form is about."""
    account = Account.objects.create_user("aster@example.org", None, display_name="Aster")
    museum = create_museum({"names": {"en": "Kelp Museum"}, "country": "SN"}, actor=operator, at=now)
    Grant.objects.create(account=account, role=Role.REGISTRAR, scope_key=museum.key, level=AccessLevel.MEMBER)
    return account


def test_forms_change_nothing_for_who_may_not(
    sendings: list[Sending], registrar: Account, administrator: Account
) -> None:
    member = Account.objects.create_user("kelp@example.org", None, display_name="Kelp")
    visitor, other = Asker("a visitor"), Asker("the registrar of another museum", registrar)
    _set_access(AccessLevel.PUBLIC)
    doors = _drop_answering(visitor, sendings)
    live = _list_live(Asker("the administrator", administrator), doors)
    assert len(live) >= LEAST_LIVE, "too few forms would be taken even from an administrator: nothing is tried"
    wrong = [fault for asker in (visitor, Asker("a member", member), other) for fault in _list_faults(asker, doors)]
    _set_access(AccessLevel.SEALED)
    assert [*wrong, *_list_tellings(other, doors)] == []


def _set_access(level: AccessLevel) -> None:
    for kind in KINDS.values():
        kind.model.objects.update(access=level)


def _drop_answering(asker: Asker, sendings: Iterable[Sending]) -> list[Sending]:
    """Without what nobody can send to; of each route and step two forms."""
    kept: dict[tuple[str, str], list[Sending]] = {}
    for sending in sendings:
        kept.setdefault((sending.route, sending.find_part("step")), []).append(sending)
    return [sending for same in kept.values() if asker.send(same[0]).status != 405 for sending in same[:2]]


def _list_live(administrator: Asker, doors: Iterable[Sending]) -> set[str]:
    """Routes whose form is so well filled that an administrator's is taken."""
    return {sending.route for sending in doors if administrator.send(sending).tables}


def _list_faults(asker: Asker, doors: Iterable[Sending]) -> Iterator[str]:
    for sending in doors:
        outcome = asker.send(sending)
        may = sending.route in FOR_ANYBODY or (asker.is_signed_in and sending.route in FOR_SIGNED_IN)
        if outcome.tables and not may:
            yield f"{asker.name} {sending.method} {sending.address}: {outcome.status}, wrote {sorted(outcome.tables)}"
        if outcome.status >= 500 and outcome.status != 503:
            yield f"{asker.name} {sending.method} {sending.address}: {outcome.status}"


def _list_tellings(asker: Asker, doors: Iterable[Sending]) -> Iterator[str]:
    """Where a sealed record is answered otherwise than one that is not there."""
    for sending in {sending.route: sending for sending in doors if find_key(sending.find_part("key"))}.values():
        key = sending.find_part("key")
        missing = make_key(get_prefix(key), get_number(key) + 1_000_000)
        sealed, none = asker.send(sending), asker.send(sending.point_at(key, missing))
        if sealed.tables or (sealed.status, sealed.place.replace(key, missing)) != (none.status, none.place):
            yield f"{sending.address}: sealed {sealed.status} {sealed.place}, missing {none.status} {none.place}"
