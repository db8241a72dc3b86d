"""No door tells of what its reader may not see: with restricted records and without, every address answers the same.

Restricted copies of all records are added; then every address of the site is asked again, by somebody who may not see them. A
difference anywhere (a hit, a count, a facet, a suggestion, a correction, a feed, a page number, the text of an error) is a leak.
"""

import re
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from leaks.examples import add_examples
from leaks.routes import make_addresses, make_questions
from leaks.secrets import MARK, add_secrets
from museion.core.access import AccessLevel, Actor
from museion.core.kinds import KINDS
from museion.core.models import Account
from museion.core.outbox import drain
from museion.exchange.actions.publishing import follow_journal
from museion.exchange.opendata.keeping import make_deadline
from museion.exchange.opendata.working import OpenData
from museion.network.models import Body
from museion.search.actions import TOPIC, rebuild_index
from museion.search.addresses import make_token
from museion.search.documents import SOURCES
from museion.search.models import SavedSearch
from museion.website.tests.conftest import Network, network

__all__ = ["network"]

pytestmark = pytest.mark.django_db

# What changes from one answer to the next whoever is asked about, and says nothing. Scores do: the engine weighs words by how rare
# they are in the whole index (docs/decisions/0007-one-embedded-index.md says what that can tell).
_CHANGING = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]+"|name="token" value="[^"]+"|"took_ms": ?[\d.]+|<responseDate>[^<]*</responseDate>'
    rb'|<updated>[^<]*</updated>|<earliestDatestamp>[^<]*|nonce="[^"]*"'
    rb'|"score": ?[\d.]+|"why": ?\[[^\]]*\]|<details class="why">.*?</details>',
    re.DOTALL,
)
# They stand once beside another record (a page of a file), or need lists that this network has not, or are read by two sides whatever
# their level (a transfer); they have tests of their own.
_NOT_COPIED = {"package", "page", "reading_list", "red_list_type", "transfer"}
# The desk publishes how many cases it has had, of whatever access, as its yearly figures.
_PUBLISHED = ("/cases/published",)
_WRITES = ("/sign-out", "/api/v1/docs", *_PUBLISHED)


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages tell the day; a crawl over midnight must not find that they changed."""
    started = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: started)


@pytest.mark.usefixtures("stopped_clock")
def test_restricted_records_change_no_answer_to_who_may_not_see_them(
    network: Network, committee: Body, member: Account, operator: Actor, now: datetime
) -> None:
    visitor, reader = Client(), Client()
    reader.force_login(member)
    Account.objects.create_user("stranger@example.org", None, display_name="Somebody else")
    add_examples(actor=operator, at=now)
    _index(now)
    addresses = _list_addresses(network)
    open_to_all = _ask(visitor, addresses)
    # A feed speaks for whoever keeps the search, to whoever holds its address.
    own = [*_drop_nowhere(open_to_all), *_keep_search(reader)]
    open_to_members = _ask(reader, own)
    other = Body.objects.exclude(key=committee.key).first() or committee
    told = {"scope_key": other.key, "actor": operator, "at": now}
    hidden = add_secrets([AccessLevel.COMMITTEE, AccessLevel.DESK, AccessLevel.PARTNER, AccessLevel.SEALED], **told)
    assert set(SOURCES) - _NOT_COPIED <= hidden.keys(), "a kind that is searched has no secret record here"
    _index(now + timedelta(days=2))
    _expect_same(open_to_members, _ask(reader, own))
    for kind, keys in add_secrets([AccessLevel.MEMBER], **told).items():
        hidden[kind] += keys
    _index(now + timedelta(days=4))
    _expect_same(open_to_all, _ask(visitor, addresses))
    assert _find_openings(visitor, hidden) == []


def _list_addresses(network: Network) -> list[str]:
    keys = [record.key for record in (network.museum, network.person, network.object, network.concept)]
    suffixes = {form.suffix for kind in KINDS.values() for form in kind.representations}
    values = {
        "key": keys, "suffix": sorted(suffixes), "code": ["SN", "YT"], "slug": ["museums", "people", "objects"],
        "name": list(KINDS), "part": ["0"], "number": ["1"], "place": ["1"], "kind": list(KINDS), "prefix": ["oai_dc", "json"],
    }  # fmt: skip
    addresses = [*make_addresses(values), *make_questions()]
    return [address for address in dict.fromkeys(addresses) if not address.startswith(_WRITES)]


def _drop_nowhere(answers: dict[str, tuple[int, bytes]]) -> list[str]:
    """Half of the addresses lead to nothing that there is, for a member as for a visitor, who asks them again at the end."""
    return [address for address, (status, _) in answers.items() if status not in {404, 405}]


def _keep_search(reader: Client) -> list[str]:
    """Somebody who waits for the secret hears nothing of it: page, feed, calendar."""
    kept = reader.post("/saved/new", {"title": "Hoards", "mail_rhythm": "never", "q": "zephyrine OR qaraqosh"})
    search = SavedSearch.objects.get(key=kept.headers["Location"].removeprefix("/saved/"))
    token = make_token(search)
    return ["/saved", f"/saved/{search.key}", f"/saved/feeds/{token}.atom", f"/saved/feeds/{token}.ics"]


def _index(at: datetime) -> None:
    """Everything that the worker does, and a new index."""
    drain(TOPIC)
    rebuild_index()
    follow_journal(lambda: at, seconds=60)
    data = OpenData()
    while data.work_until(at, make_deadline(10)):
        pass
    data.close()
    for cache in caches.all():
        cache.clear()
    time.sleep(0.3)  # readers look after a new index five times a second


def _ask(client: Client, addresses: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    return {address: _read(client, address) for address in addresses}


def _read(client: Client, address: str) -> tuple[int, bytes]:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, _CHANGING.sub(b"", content)


def _expect_same(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> None:
    leaks = _differ(before, after)
    assert not leaks, "\n".join(leaks)


def _differ(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> list[str]:
    return [
        f"{address}: {_show(before[address], after[address])}"
        for address in before
        if before[address] != after[address]
    ]


def _show(before: tuple[int, bytes], after: tuple[int, bytes]) -> str:
    """The first place where the two part."""
    if before[0] != after[0]:
        return f"status {before[0]}, then {after[0]}"
    pairs = zip(before[1], after[1], strict=False)
    place = next(
        (place for place, (one, other) in enumerate(pairs) if one != other), min(len(before[1]), len(after[1]))
    )
    return f"{before[1][max(0, place - 60) : place + 60]!r}, then {after[1][max(0, place - 60) : place + 60]!r}"


def _find_openings(client: Client, hidden: dict[str, list[str]]) -> list[str]:
    """Addresses of the restricted records themselves that answer anything but that nothing is there."""
    keys = [key for held in hidden.values() for key in {held[0], held[-1]}]  # the least shut level and another
    suffixes = sorted({form.suffix for kind in KINDS.values() for form in kind.representations})
    addresses = [
        address for address in make_addresses({"key": keys, "suffix": suffixes}) if any(key in address for key in keys)
    ]
    answers = {address: _read(client, address) for address in addresses}
    return [
        f"{address}: {status}"
        for address, (status, content) in answers.items()
        if status >= 500 or MARK.encode() in content or (status == 200 and not _opens_to_all(client, address, keys))
    ]


def _opens_to_all(client: Client, address: str, keys: Iterable[str]) -> bool:
    """Whether the page answers so whatever stands in the key's place (a link to confirm an e-mail address)."""
    key = next(key for key in keys if key in address)
    return _read(client, address.replace(key, "x" * len(key)))[0] == 200
