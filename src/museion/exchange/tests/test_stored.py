"""Contents of publications are kept small, and come back as they were written."""

import zlib
from datetime import datetime

from django.db.models import Sum
from django.db.models.functions import Length
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.exchange.models import PackingSample, Publication, PublishingMark
from museion.exchange.stored import get_packers, unpack
from museion.exchange.tests.conftest import Publish, Repository
from museion.exchange.tests.harvested import DC, ask
from museion.network.actions import create_museum

ALIKE = [f"<museum><name>Museu Regional {n}</name><country>BR</country></museum>".encode() * 3 for n in range(30)]


def make_many(actor: Actor, now: datetime) -> None:
    for number in range(30):
        create_museum({"names": {"pt": f"Museu Regional {number}"}, "country": "BR"}, actor=actor, at=now)


def test_records_of_a_form_share_what_they_have_in_common(
    client: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    few = Publication.objects.filter(kind="museum").aggregate(size=Sum(Length("content")))["size"] / 4
    make_many(operator, now)
    publish(3)
    rows = Publication.objects.filter(kind="museum")
    assert rows.aggregate(size=Sum(Length("content")))["size"] / rows.count() < few / 1.5
    root = ask(client, "ListRecords", metadataPrefix="oai_dc", set="museum")
    assert {"Museu Regional 7", "Musée du fleuve", "海の博物館"} <= {title.text for title in root.iter(f"{DC}title")}


def test_publishing_the_same_anew_changes_no_datestamp(
    repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    stamps = dict(Publication.objects.values_list("id", "datestamp"))
    make_many(operator, now)
    publish(3)
    PublishingMark.objects.update(number=0)
    publish(9)
    assert dict(Publication.objects.filter(id__in=stamps).values_list("id", "datestamp")) == stamps


@given(content=st.binary(max_size=4000))
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_packed_comes_back(db: None, content: bytes) -> None:
    pack = get_packers("museum", {"oai_dc": ALIKE})["oai_dc"]
    assert unpack(pack(content)) == content


def test_what_was_packed_by_itself_is_read_and_another_sample_is_never_overwritten(db: None) -> None:
    assert unpack(zlib.compress(b"<old/>")) == b"<old/>"
    assert unpack(b"") == b""
    get_packers("museum", {"oai_dc": ALIKE})
    held = PackingSample.objects.get()
    packed = get_packers("body", {"oai_dc": ALIKE})["oai_dc"](ALIKE[0])
    assert unpack(packed) == ALIKE[0]
    assert list(PackingSample.objects.values_list("kind", flat=True)) == [held.kind]
