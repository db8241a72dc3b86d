"""The invented register: marked as invented, the same for a seed, with catalogues in which losses turn up."""

import csv
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from museion.core.access import Actor
from museion.heritage import sample as heritage_sample
from museion.network import sample as network_sample
from museion.screening.models import LootedSite, LossPhotograph, LossRecord
from museion.screening.sample import ScreeningSize, count_unpictured, draw_pictures, make_sample
from museion.screening.sample.catalogues import FOLDER
from museion.screening.terms import LossStatus
from museion.vocabulary import sample as vocabulary_sample

pytestmark = pytest.mark.django_db
SIZE = ScreeningSize(losses=80, lots=16)


@pytest.fixture
def invented(home: Path, operator: Actor, now: datetime) -> Path:
    vocabulary_sample.make_sample(1, actor=operator, at=now)
    network = network_sample.NetworkSize(museums=200, people=300)
    network_sample.make_sample(1, actor=operator, at=now, size=network)
    heritage = heritage_sample.HeritageSize(objects=4, elements=1)
    heritage_sample.make_sample(1, actor=operator, at=now, size=heritage)
    make_sample(1, actor=operator, at=now, size=SIZE)
    return home / FOLDER


def test_the_register_is_invented_and_turns_up_in_sales(invented: Path, operator: Actor, now: datetime) -> None:
    losses = list(LossRecord.objects.all())
    assert len(losses) == 80
    assert all("Invented" in loss.description["en"] and loss.source == "sample" for loss in losses)
    assert {loss.held_object.source_id for loss in losses if loss.held_object} == {"object/00001", "object/00002"}
    assert {LossStatus.STOLEN, LossStatus.MISSING} <= {loss.status for loss in losses}
    assert LootedSite.objects.count() == 6
    before = list(LossRecord.objects.order_by("id").values_list("source_digest", "changed_at"))
    make_sample(1, actor=operator, at=now, size=SIZE)
    assert list(LossRecord.objects.order_by("id").values_list("source_digest", "changed_at")) == before

    planted = orjson.loads((invented / "planted.json").read_bytes())
    assert list(planted) == ["autumn-sale.csv", "evening-sale.html", "estate-sale.xlsx"]
    with (invented / "autumn-sale.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), list(planted["autumn-sale.csv"])) == (16, ["8", "16"])
    lost = LossRecord.objects.get(source_id=planted["autumn-sale.csv"]["8"])
    assert rows[7]["title"] in lost.title.values()


def test_pictures_are_drawn_once(invented: Path, operator: Actor, now: datetime) -> None:
    LossRecord.objects.filter(id__gt=LossRecord.objects.order_by("id")[5].id).delete()
    draw_pictures(1, actor=operator, at=now)
    assert count_unpictured() == 0
    assert LossPhotograph.objects.count() >= 6
