"""Records are saved once, journalled as they changed, and promised to the index, or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from museion.core import outbox
from museion.core.access import Actor, make_operator
from museion.core.journal import get_history
from museion.core.models import JournalLine, KeyCounter, OutboxEntry
from museion.core.saving import Draft, MissingRecordError, Saved, save_drafts
from museion.network.models import Museum, Person
from museion.vocabulary.models import Concept, Scheme

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
OPERATOR = make_operator()


def draft(source_id: str, name: str, **values: object) -> Draft:
    return Draft({"source": "inventory", "source_id": source_id, "names": {"ja": name}, **values})


def save(*drafts: Draft, at: datetime = NOON, actor: Actor = OPERATOR) -> Saved:
    return save_drafts(Museum, drafts, kind="museum", actor=actor, at=at)


def counts(saved: Saved) -> tuple[int, int, int]:
    return saved.created, saved.updated, saved.unchanged


def test_the_same_rows_again_cost_nothing() -> None:
    assert counts(save(draft("1", "海の博物館"), draft("2", "山の博物館"))) == (2, 0, 0)
    lines = JournalLine.objects.count()
    assert counts(save(draft("1", "海の博物館"), draft("2", "山の博物館"), at=LATER)) == (0, 0, 2)
    assert JournalLine.objects.count() == lines
    assert Museum.objects.filter(changed_at=LATER).count() == 0


def test_a_changed_row_updates_its_record() -> None:
    first = save(draft("1", "海の博物館", city="横浜"))
    again = save(draft("1", "海の博物館", city="神戸"), at=LATER)
    assert counts(again) == (0, 1, 0)
    assert again.keys == first.keys
    line = next(get_history(first.keys[0]))
    assert (line.before, line.after) == ({"city": "横浜"}, {"city": "神戸"})


def test_a_source_id_twice_in_a_batch_is_one_record_with_the_later_values() -> None:
    saved = save(draft("1", "海"), draft("2", "山"), draft("1", "大海"))
    assert counts(saved) == (2, 1, 0)
    assert saved.keys == [saved.keys[0], saved.keys[1], saved.keys[0]]
    assert Museum.objects.get(key=saved.keys[0]).names == {"ja": "大海"}


def test_source_ids_of_two_sources_are_two_records() -> None:
    other = Draft({"source": "register", "source_id": "1", "names": {"ja": "川"}})
    assert counts(save(draft("1", "海"), other)) == (2, 0, 0)


def test_an_edit_survives_the_import_of_the_same_row() -> None:
    key = save(draft("1", "海", city="横浜")).keys[0]
    museum = Museum.objects.get(key=key)
    save(Draft({"city": "Yokohama"}, id=museum.id), at=LATER)
    assert counts(save(draft("1", "海", city="横浜"))) == (0, 0, 1)
    assert Museum.objects.get(key=key).city == "Yokohama"


def test_an_edit_that_changes_nothing_leaves_no_line() -> None:
    key = save(draft("1", "海", city="横浜")).keys[0]
    museum = Museum.objects.get(key=key)
    assert counts(save(Draft({"city": "横浜"}, id=museum.id))) == (0, 0, 1)
    assert len(list(get_history(key))) == 1


def test_two_edits_of_one_record_in_a_batch_each_say_what_they_changed() -> None:
    museum = Museum.objects.get(key=save(draft("1", "海", city="横浜")).keys[0])
    save(Draft({"city": "神戸"}, id=museum.id), Draft({"city": "大阪"}, id=museum.id))
    assert [line.before for line in get_history(museum.key)] == [{"city": "神戸"}, {"city": "横浜"}, None]


def test_an_edit_of_a_record_that_is_not_there_is_refused() -> None:
    with pytest.raises(MissingRecordError, match="no museum has the number 404"):
        save(Draft({"city": "横浜"}, id=404))


def test_a_misspelt_field_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(ValueError, match="Museum has no field cty"):
        save(draft("1", "海"), Draft({"cty": "横浜"}))
    assert Museum.objects.count() == JournalLine.objects.count() == 0


def test_a_written_record_comes_back_from_withdrawal_and_the_journal_says_so() -> None:
    key = save(draft("1", "海")).keys[0]
    Museum.objects.filter(key=key).update(withdrawn_at=NOON)
    assert counts(save(draft("1", "海"), at=LATER)) == (0, 1, 0)
    line = next(get_history(key))
    assert line.after == {"withdrawn_at": None}
    assert Museum.objects.current().count() == 1


def test_every_written_record_is_announced_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "HANDLERS", {"notice": print})
    saved = save(draft("1", "海"), draft("1", "大海"), draft("2", "山"))
    assert list(OutboxEntry.objects.values_list("topic", "kind", "key")) == [
        ("notice", "museum", key) for key in sorted(set(saved.keys), key=saved.keys.index)
    ]


def make_concepts(*labels: str) -> list[int]:
    save_drafts(Scheme, [Draft({"uri": "https://example.org/s", "slug": "s"})], kind="scheme", actor=OPERATOR, at=NOON)
    scheme = Scheme.objects.get()
    drafts = [
        Draft({"scheme_id": scheme.id, "uri": f"https://example.org/s/{label}", "pref_labels": {"en": label}})
        for label in labels
    ]
    save_drafts(Concept, drafts, kind="concept", actor=OPERATOR, at=NOON)
    return list(Concept.objects.order_by("id").values_list("id", flat=True))


def save_person(specialities: list[int]) -> Saved:
    person = Draft({"source": "cv", "source_id": "1", "name": "Nadia Haddad"}, links={"specialities": specialities})
    return save_drafts(Person, [person], kind="person", actor=OPERATOR, at=NOON)


def test_links_are_whole_and_journalled_before_and_after() -> None:
    glass, ivory, textile = make_concepts("glass", "ivory", "textile")
    key = save_person([glass, ivory]).keys[0]
    save_person([ivory, textile])
    assert set(Person.objects.get().specialities.values_list("id", flat=True)) == {ivory, textile}
    line = next(get_history(key))
    assert line.before == {"specialities": [glass, ivory]}
    assert line.after == {"specialities": [ivory, textile]}
    assert counts(save_person([ivory, textile])) == (0, 0, 1)


def test_related_concepts_are_related_both_ways() -> None:
    glass, ivory = make_concepts("glass", "ivory")
    save_drafts(Concept, [Draft({}, {"related": [ivory]}, id=glass)], kind="concept", actor=OPERATOR, at=NOON)
    assert Concept.objects.get(id=ivory).related.get().id == glass
    save_drafts(Concept, [Draft({}, {"related": []}, id=ivory)], kind="concept", actor=OPERATOR, at=NOON)
    assert Concept.objects.get(id=glass).related.count() == 0


def test_a_batch_larger_than_the_databases_limit_of_values_is_saved() -> None:
    rows = [draft(str(number), f"第{number}博物館") for number in range(2500)]
    assert counts(save(*rows)) == (2500, 0, 0)
    assert counts(save(*[draft(str(number), f"第{number}博物館") for number in range(2500)])) == (0, 0, 2500)


def test_numbers_are_taken_once_and_the_counter_says_how_many() -> None:
    save(draft("1", "海"), draft("2", "山"))
    save(draft("3", "川"))
    assert list(Museum.objects.order_by("id").values_list("id", flat=True)) == [1, 2, 3]
    assert KeyCounter.objects.get(letter=Museum.LETTER).next_number == 4
