"""From a reported loss to one that everybody reads: what the desk does on its page, and who may not."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import AccessLevel, Role
from museion.core.models import Account, Grant, JournalLine
from museion.network.models import Body
from museion.screening.models import LootedSite, LossRecord
from museion.screening.tests.test_importing_losses import make_picture
from museion.screening.tests.test_looted_sites import TOLD

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(now: datetime) -> Account:
    """Noor Haddad of the desk."""
    account = Account.objects.create_user("noor@example.org", "a long sentence nobody guesses", display_name="نور حداد")
    Grant.objects.create(account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    return account


@pytest.fixture
def loss(committee: Body, registrar: Account, sign_in: Callable[[Account], Client]) -> LossRecord:
    told = {"title": "قناع خشبي", "object_type": "mask", "loss_country": "SN", "scope_key": committee.key}
    assert sign_in(registrar).post("/losses/report", told).status_code == 302
    return LossRecord.objects.get()


@pytest.fixture
def desk(officer: Account, sign_in: Callable[[Account], Client]) -> Client:
    return sign_in(officer)


def test_a_reported_loss_waits_on_the_desk_and_is_published_from_its_page(
    client: Client, desk: Client, loss: LossRecord
) -> None:
    assert loss.url in desk.get("/losses/desk").content.decode()
    assert "Who may read it" in desk.get(loss.url).content.decode()
    desk.post(f"/losses/{loss.key}/certification", {"is_certified": "1", "reason": "Police de Dakar, 77"})
    desk.post(f"/losses/{loss.key}/publication", {"access": "public"})
    page = client.get(loss.url).content.decode()
    assert "certified by a police authority" in page
    assert "Who may read it" not in page
    assert loss.url not in desk.get("/losses/desk").content.decode()
    assert LossRecord.objects.get().published_at is not None


def test_what_became_of_it_needs_a_reason(desk: Client, loss: LossRecord) -> None:
    answer = desk.post(f"/losses/{loss.key}/status", {"status": "recovered", "reason": " "}, follow=True)
    assert "Please say why" in answer.content.decode()
    assert LossRecord.objects.get().status == "stolen"
    desk.post(f"/losses/{loss.key}/status", {"status": "recovered", "reason": "handed in at Thiès"})
    assert LossRecord.objects.get().status == "recovered"
    assert JournalLine.objects.filter(key=loss.key, reason="handed in at Thiès").exists()


def test_a_withdrawn_loss_keeps_its_reason_and_can_be_restored(client: Client, desk: Client, loss: LossRecord) -> None:
    answer = desk.post(f"/losses/{loss.key}/withdrawal", {"reason": "it was in the depot"}, follow=True)
    assert "it was in the depot" in answer.content.decode()
    assert desk.get(loss.url).status_code == 410
    desk.post(f"/losses/{loss.key}/restoration")
    assert LossRecord.objects.current().get().withdrawn_reason == ""
    assert desk.get(loss.url).status_code == 200


def test_a_withdrawn_site_keeps_its_reason_and_can_be_restored(
    committee: Body, registrar: Account, desk: Client, sign_in: Callable[[Account], Client]
) -> None:
    sign_in(registrar).post("/looted-sites/report", {**TOLD, "scope_key": committee.key})
    site = LootedSite.objects.get()
    answer = desk.post(f"/looted-sites/{site.key}/withdrawal", {"reason": "the same as z7"}, follow=True)
    assert "the same as z7" in answer.content.decode()
    assert f"/looted-sites/{site.key}/restoration" in answer.content.decode()
    desk.post(f"/looted-sites/{site.key}/restoration")
    assert LootedSite.objects.current().get().withdrawn_reason == ""
    assert desk.get(site.url).status_code == 200


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("publication", {"access": "public"}),
        ("certification", {"is_certified": "1"}),
        ("status", {"status": "fake", "reason": "so"}),
        ("withdrawal", {"reason": "so"}),
        ("photographs", {}),
        ("photographs/removal", {"photograph": "0.jpg", "reason": "so"}),
    ],
)
def test_nobody_else_takes_a_step(
    client: Client,
    member: Account,
    sign_in: Callable[[Account], Client],
    loss: LossRecord,
    step: str,
    sent: dict[str, str],
) -> None:
    LossRecord.objects.update(access=AccessLevel.PUBLIC)
    for visitor in (client, sign_in(member)):
        assert visitor.post(f"/losses/{loss.key}/{step}", sent).status_code == 403
    held = LossRecord.objects.get()
    assert (held.status, held.is_certified, held.withdrawn_at) == ("stolen", False, None)


@pytest.mark.parametrize(("step", "sent"), [("publication", {"access": "sealed"}), ("status", {"status": "burnt"})])
def test_a_step_that_is_none_changes_nothing(desk: Client, loss: LossRecord, step: str, sent: dict[str, str]) -> None:
    assert "problem" in desk.post(f"/losses/{loss.key}/{step}", sent).headers["Location"]
    held = LossRecord.objects.get()
    assert (held.access, held.status) == ("desk", "stolen")


def test_the_list_is_the_desk_s(client: Client, loss: LossRecord) -> None:
    assert client.get("/losses/desk").status_code == 403
    assert client.post("/losses/l0/steal").status_code in {404, 403}


def test_the_desk_adds_a_better_photograph_and_takes_a_wrong_one_away(desk: Client, loss: LossRecord) -> None:
    right, wrong = (SimpleUploadedFile(f"قناع {number}.jpg", make_picture(number)) for number in (1, 2))
    desk.post(f"/losses/{loss.key}/photographs", {"photo": [right, wrong]})
    names = list(loss.photographs.order_by("position").values_list("file_name", flat=True))
    assert len(names) == 2
    removal = f"/losses/{loss.key}/photographs/removal"
    answer = desk.post(removal, {"photograph": names[1]}, follow=True)
    assert "say why" in answer.content.decode()
    assert loss.photographs.count() == 2
    page = desk.post(removal, {"photograph": names[1], "reason": "it shows another mask"}, follow=True).content.decode()
    assert f"/pictures/160/{names[0]}" in page
    assert f"/pictures/160/{names[1]}" not in page
    line = JournalLine.objects.get(key=loss.key, action="loss.detach_photograph")
    assert (line.before["file_name"], line.reason) == (names[1], "it shows another mask")


def test_a_file_that_is_no_picture_is_named_and_the_others_are_kept(desk: Client, loss: LossRecord) -> None:
    files = [SimpleUploadedFile("قناع.jpg", make_picture(1)), SimpleUploadedFile("letter.jpg", b"Dear Noor")]
    page = desk.post(f"/losses/{loss.key}/photographs", {"photo": files}, follow=True).content.decode()
    assert "letter.jpg" in page
    assert loss.photographs.count() == 1
