"""The registers hold what somebody looks for, now: nothing that was withdrawn, everything that was announced."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from museion.core.access import (
    PUBLIC_VIEWER,
    AccessLevel,
    Actor,
    NotAllowedError,
    Right,
    Role,
    make_operator,
    make_viewer,
)
from museion.core.outbox import drain
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.pictures import keep_picture
from museion.screening.actions.loss_photographs import attach_loss_photographs, detach_loss_photographs
from museion.screening.actions.losses import (
    change_loss_status,
    create_loss,
    publish_loss,
    report_loss,
    update_loss,
    withdraw_loss,
)
from museion.screening.models import LossRecord
from museion.screening.registers import get_registers
from museion.screening.registers.keeping import PHOTOS, TEXTS, compare_registers, rebuild_registers
from museion.screening.registers.parts import get_photos_folder
from museion.screening.registers.photos import list_photo_keys
from museion.screening.registers.words import describe_values
from museion.screening.terms import LossStatus
from museion.screening.tests.cast import match_photo
from museion.screening.tests.test_importing_losses import make_picture

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DESK = make_operator("Inès at the desk")
HERON = describe_values({"title": {"en": "Blue heron at dawn"}})


def make_loss(title: str = "Blue heron at dawn", **values: object) -> LossRecord:
    return create_loss({"title": {"en": title}, **values}, actor=DESK, at=NOON)


def attach(loss: LossRecord, *seeds: int) -> None:
    pictures = [NewPhotograph(loss.id, keep_picture(make_picture(seed))) for seed in seeds]
    attach_loss_photographs(pictures, actor=DESK, at=NOON)


def keep_up() -> None:
    while drain(TEXTS) + drain(PHOTOS):
        pass


def find_heron() -> list[str]:
    return [match.id for match in get_registers().match_text(HERON, viewer=DESK.viewer)]


def test_a_loss_is_found_as_soon_as_it_was_kept() -> None:
    loss = make_loss()
    keep_up()
    assert find_heron() == [loss.key]


@pytest.mark.parametrize("status", [LossStatus.RECOVERED, LossStatus.RESTITUTED, LossStatus.FAKE])
def test_what_nobody_looks_for_any_more_leaves(status: LossStatus) -> None:
    loss = make_loss()
    attach(loss, 1)
    keep_up()
    change_loss_status(loss, status, actor=DESK, at=NOON, reason="found in a cellar")
    assert find_heron() == [], "at once, before the register was kept"
    assert match_photo(get_registers(), make_picture(1)) == []
    keep_up()
    assert get_registers().edition()["count"] == 0
    assert list_photo_keys(get_photos_folder()) == set()


def test_a_withdrawn_loss_leaves_with_its_reason() -> None:
    loss = make_loss()
    keep_up()
    withdraw_loss(loss, actor=DESK, at=NOON, reason="reported twice")
    assert find_heron() == []
    assert LossRecord.objects.get().withdrawn_reason == "reported twice"


def test_a_changed_title_is_found_by_its_new_words() -> None:
    loss = make_loss("Grey crane at noon")
    keep_up()
    update_loss(loss, {"title": {"en": "Blue heron at dawn"}}, actor=DESK, at=NOON)
    keep_up()
    assert find_heron() == [loss.key]


def test_photos_come_and_go_one_by_one() -> None:
    loss = make_loss()
    attach(loss, 1, 2)
    keep_up()
    before = get_registers().edition()["checksum"]
    assert [match.object_key for match in match_photo(get_registers(), make_picture(2))] == [loss.key]
    wrong = keep_picture(make_picture(2)).file_name
    detach_loss_photographs(loss, [wrong], actor=DESK, at=NOON, reason="it shows another jar")
    keep_up()
    assert match_photo(get_registers(), make_picture(2)) == []
    assert [match.object_key for match in match_photo(get_registers(), make_picture(1))] == [loss.key]
    assert get_registers().edition()["checksum"] != before


def test_an_index_of_an_older_program_is_made_anew() -> None:
    old, new = make_loss(), make_loss("Red heron at dusk")
    attach(old, 1)
    keep_up()
    contents = get_photos_folder() / "manifest.json"
    contents.write_text(contents.read_text().replace('"format": 2', '"format": 1'))
    attach(new, 2)
    keep_up()
    assert list_photo_keys(get_photos_folder(), [old.key])
    assert list_photo_keys(get_photos_folder(), [new.key])


def test_who_may_not_read_a_loss_does_not_find_it() -> None:
    loss = make_loss(access="desk")
    attach(loss, 1)
    keep_up()
    registers = get_registers()
    assert registers.match_text(HERON, viewer=PUBLIC_VIEWER) == []
    assert match_photo(registers, make_picture(1)) == []
    desk = make_viewer([Right(Role.DESK_OFFICER, level=AccessLevel.DESK)])
    assert [match.object_key for match in match_photo(registers, make_picture(1), viewer=desk)] == [loss.key]
    told = [registers.edition(viewer) for viewer in (PUBLIC_VIEWER, desk)]
    assert [(edition["count"], edition["with_photos"]) for edition in told] == [(0, 0), (1, 1)], "no count tells of it"
    later = NOON + timedelta(hours=1)
    publish_loss(loss, AccessLevel.PUBLIC, actor=DESK, at=later)
    keep_up()
    assert registers.edition(PUBLIC_VIEWER)["count"] == 1
    assert [match.id for match in registers.match_text(HERON)] == [loss.key]
    loss.refresh_from_db()
    assert loss.published_at == later


def test_registers_made_anew_are_the_same() -> None:
    loss = make_loss()
    attach(loss, 1)
    make_loss("Grey crane at noon", status="recovered")
    keep_up()
    before = get_registers().edition()["checksum"]
    assert rebuild_registers() == 1
    assert get_registers().edition()["checksum"] == before
    assert compare_registers().is_whole
    assert [match.object_key for match in match_photo(get_registers(), make_picture(1))] == [loss.key]


def test_losses_announced_twice_are_kept_once() -> None:
    make_loss()
    keep_up()
    make_loss("Grey crane at noon")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("museion.core.outbox._remove", _break_off)
        with pytest.raises(ConnectionError):
            drain(TEXTS)
    keep_up()
    assert get_registers().edition()["count"] == 2


def test_a_register_that_vanished_is_filled_from_the_table(home: Path) -> None:
    loss = make_loss()
    assert find_heron() == [loss.key], "although nothing was drained"


def test_an_institution_reports_and_the_desk_decides() -> None:
    museum = Actor("Museum of the sample", rights=(Right(Role.PARTNER),))
    loss = report_loss({"title": {"en": "Blue heron at dawn"}, "is_certified": True}, actor=museum, at=NOON)
    assert (loss.access, loss.is_certified) == ("desk", False)
    with pytest.raises(NotAllowedError):
        publish_loss(loss, AccessLevel.PUBLIC, actor=museum, at=NOON)


def _break_off(*_: object) -> None:
    raise ConnectionError
