"""The invented catalogues stand on the site as the desk's own, once each, waiting to be screened."""

from datetime import datetime
from pathlib import Path

import pytest

from museion.core.access import Actor, Role
from museion.core.accounts import grant_role
from museion.core.models import Account
from museion.core.outbox import drain
from museion.screening.actions.catalogues import TOPIC
from museion.screening.actions.watching import LOSSES
from museion.screening.models import Catalogue
from museion.screening.sample import upload_catalogues, wait_for_photos
from museion.screening.sample.catalogues import FOLDER
from museion.screening.sample.uploading import DESK
from museion.screening.tests.cast import BOATS, catch_up, lose

pytestmark = pytest.mark.django_db


def test_three_catalogues_wait_for_the_worker_and_are_the_desk_s(home: Path, operator: Actor, now: datetime) -> None:
    desk = Account.objects.create_user(DESK, None, display_name="Nadia Ferrand")
    grant_role(desk, Role.DESK_OFFICER, actor=operator, at=now)
    (home / FOLDER).mkdir()
    (home / FOLDER / "autumn-sale.csv").write_text("lot,title\n1,Bateaux au port\n", "utf-8")
    (home / FOLDER / "evening-sale.html").write_text('<p class="lot">Lot 1 Bateaux au port</p>', "utf-8")
    (home / FOLDER / "estate-sale.xlsx").write_bytes(b"no workbook")
    for _twice in range(2):
        upload_catalogues(actor=operator, at=now)
    assert {held.account_id for held in Catalogue.objects.all()} == {desk.pk}
    assert len({held.title for held in Catalogue.objects.all()}) == Catalogue.objects.count() == 3
    while drain(TOPIC):
        pass
    assert [held.state for held in Catalogue.objects.order_by("id")] == ["done", "done", "failed"]


def test_they_wait_until_every_photo_can_be_recognised(operator: Actor, now: datetime) -> None:
    lose(BOATS, actor=operator, at=now, photo=1)
    assert not wait_for_photos(patience_seconds=-1)
    catch_up()
    while drain(LOSSES):
        pass
    assert wait_for_photos(patience_seconds=-1)
