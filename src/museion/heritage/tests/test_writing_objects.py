"""Who may write objects and their photographs, and what every write leaves behind."""

from datetime import UTC, datetime
from typing import Any

import pytest

from museion.core.access import PUBLIC_VIEWER, AccessLevel, Actor, NotAllowedError, Right, Role, make_operator
from museion.core.journal import verify_journal
from museion.core.models import JournalLine, OutboxEntry
from museion.core.outbox import register_handler
from museion.core.saving import Draft
from museion.heritage import actions
from museion.heritage.models import CulturalObject, IntangibleElement, Photograph
from museion.heritage.pictures import KeptPicture
from museion.network.actions import create_museum

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPERATOR = make_operator()
VISITOR = Actor("Visitor", viewer=PUBLIC_VIEWER)


@pytest.fixture(autouse=True)
def _hear_announcements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("museion.core.outbox.HANDLERS", {})
    register_handler("test", lambda announcements: None)


def _create(**values: Any) -> CulturalObject:
    return actions.create_object({"title": {"fr": "Jarre à anses", "ar": "جرة"}, **values}, actor=OPERATOR, at=NOON)


def _picture(number: int = 1) -> KeptPicture:
    return KeptPicture(f"{number:064x}.jpg", "image/jpeg", 640, 480)


def _actions_of(key: str) -> list[str]:
    return list(JournalLine.objects.filter(key=key).order_by("number").values_list("action", flat=True))


def test_a_life_of_an_object_is_told_by_the_journal_and_announced() -> None:
    record = _create(inventory_number="NM 562")
    actions.update_object(record, {"inventory_number": "NM 563"}, actor=OPERATOR, at=NOON, reason="misread label")
    actions.withdraw_object(record, actor=OPERATOR, at=NOON, reason="entered twice")
    assert _actions_of(record.key) == ["object.create", "object.update", "object.withdraw"]
    line = JournalLine.objects.get(key=record.key, action="object.update")
    assert (line.before, line.after, line.reason, line.actor) == (
        {"inventory_number": "NM 562"},
        {"inventory_number": "NM 563"},
        "misread label",
        "operator",
    )
    assert OutboxEntry.objects.filter(kind="object", key=record.key).count() == 3
    assert not list(verify_journal())


def test_a_visitor_writes_nothing() -> None:
    record = _create()
    lines = JournalLine.objects.count()
    for write in (
        lambda: actions.create_object({"title": {"en": "Jar"}}, actor=VISITOR, at=NOON),
        lambda: actions.update_object(record, {"credit_line": "mine"}, actor=VISITOR, at=NOON),
        lambda: actions.withdraw_object(record, actor=VISITOR, at=NOON, reason=""),
        lambda: actions.save_objects([Draft({"title": {"en": "Jar"}})], actor=VISITOR, at=NOON),
        lambda: actions.save_elements([Draft({"names": {"en": "Song"}})], actor=VISITOR, at=NOON),
        lambda: actions.attach_photographs([actions.NewPhotograph(record.id, _picture())], actor=VISITOR, at=NOON),
    ):
        with pytest.raises(NotAllowedError, match="Visitor may not"):
            write()
    assert (CulturalObject.objects.count(), Photograph.objects.count(), JournalLine.objects.count()) == (1, 0, lines)


def test_an_editor_of_one_museum_describes_its_objects_and_no_others() -> None:
    museum = create_museum({"names": {"es": "Museo de la Ribera"}}, actor=OPERATOR, at=NOON)
    editor = Actor("Editor", rights=(Right(Role.EDITOR, museum.key, AccessLevel.MEMBER),))
    own, foreign = _create(museum_id=museum.id), _create()
    actions.update_object(own, {"credit_line": "Donación"}, actor=editor, at=NOON)
    assert actions.attach_photographs([actions.NewPhotograph(own.id, _picture())], actor=editor, at=NOON) == 1
    with pytest.raises(NotAllowedError):
        actions.update_object(foreign, {"credit_line": "Donación"}, actor=editor, at=NOON)
    both = [actions.NewPhotograph(own.id, _picture(2)), actions.NewPhotograph(foreign.id, _picture(2))]
    with pytest.raises(NotAllowedError):
        actions.attach_photographs(both, actor=editor, at=NOON)
    assert Photograph.objects.count() == 1


def test_photographs_are_attached_once_with_journal_and_announcement() -> None:
    record = _create()
    OutboxEntry.objects.all().delete()
    wanted = [
        actions.NewPhotograph(record.id, _picture(1), view="overall", captions={"fr": "Vue d’ensemble"}),
        actions.NewPhotograph(record.id, _picture(2), view="damage", position=1),
        actions.NewPhotograph(record.id, _picture(2), view="damage", position=1),
    ]
    later = datetime(2026, 11, 23, tzinfo=UTC)
    assert actions.attach_photographs(wanted, actor=OPERATOR, at=later) == 2
    assert actions.attach_photographs(wanted, actor=OPERATOR, at=later) == 0
    assert [(p.view, p.captions) for p in record.photographs.all()] == [
        ("overall", {"fr": "Vue d’ensemble"}),
        ("damage", {}),
    ]
    assert _actions_of(record.key) == ["object.create", "object.attach_photograph", "object.attach_photograph"]
    assert list(OutboxEntry.objects.values_list("kind", "key")) == [("object", record.key)]
    record.refresh_from_db()
    assert record.changed_at == later
    assert not list(verify_journal())


def test_a_photograph_of_no_object_leaves_the_others_unattached() -> None:
    record = _create()
    both = [actions.NewPhotograph(record.id, _picture()), actions.NewPhotograph(record.id + 1000, _picture())]
    with pytest.raises(CulturalObject.DoesNotExist):
        actions.attach_photographs(both, actor=OPERATOR, at=NOON)
    assert not Photograph.objects.exists()


def test_an_element_is_written_changed_and_withdrawn() -> None:
    element = actions.create_element({"names": {"es": "Canto de la sal"}}, actor=OPERATOR, at=NOON)
    actions.update_element(element, {"viability": "vulnerable"}, actor=OPERATOR, at=NOON)
    actions.withdraw_element(element, actor=OPERATOR, at=NOON, reason="the community asked for it")
    assert _actions_of(element.key) == ["element.create", "element.update", "element.withdraw"]
    assert not IntangibleElement.objects.current().exists()
