"""Two entries that are one: found with reasons, merged field by field, followed by what points at them, undone at any time."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.journal import verify_journal
from museion.core.kinds import find_record
from museion.core.models import Account, JournalLine, KeyAlias
from museion.core.outbox import drain
from museion.core.saving import Draft
from museion.network.actions import create_mandate, create_museum, create_person, save_people, update_person
from museion.network.actions.doubles import TOPIC, ask_for_doubles, record_doubles
from museion.network.actions.merging import MergeError, Wish, judge_different, merge_entries, undo_merge
from museion.network.models import Body, Double, Mandate, Membership, Merge, Museum, Person

SignIn = Callable[[Account], Client]


@pytest.fixture
def secretary(secretariat: Account) -> Actor:
    return make_actor(secretariat)


@pytest.fixture
def shishkin(db: None, operator: Actor, now: datetime) -> tuple[Person, Person]:
    """The same painter as two sources spell him."""
    latin = {
        "name": "Ivan Shishkin",
        "born_earliest": 18320125,
        "died_latest": 18980320,
        "identifiers": {"ulan": "500029103"},
    }
    cyrillic = {
        "name": "Иван Шишкин",
        "born_earliest": 18320125,
        "nationality": "Russian",
        "biographies": {"ru": "Живописец."},
    }
    return tuple(create_person(values, actor=operator, at=now) for values in (latin, cyrillic))  # type: ignore[return-value]


def _merge(kept: Person | Museum, gone: Person | Museum, actor: Actor, at: datetime, **choices: str) -> Merge:
    return merge_entries(Wish(kept, gone, choices, "the same painter"), actor=actor, at=at)


def test_names_in_two_scripts_are_found_as_one_with_reasons(
    shishkin: tuple[Person, Person], operator: Actor, now: datetime
) -> None:
    create_person({"name": "Ivan Kramskoi", "born_earliest": 18370608}, actor=operator, at=now)
    assert record_doubles("person", at=now) == 1
    double = Double.objects.get()
    assert {double.one_key, double.other_key} == {person.key for person in shishkin}
    assert {reason["code"] for reason in double.reasons} >= {"sounds_alike", "born_same"}
    assert record_doubles("person", at=now) == 0


def test_father_and_son_of_one_name_are_no_double(operator: Actor, now: datetime, db: None) -> None:
    for name, born, died in (("Pieter Brueghel the Elder", 1525, 1569), ("Pieter Brueghel the Younger", 1564, 1638)):
        create_person(
            {"name": name, "born_earliest": born * 10_000, "died_latest": died * 10_000}, actor=operator, at=now
        )
    assert record_doubles("person", at=now) == 0


def test_museums_are_found_by_name_and_place_in_any_spelling(operator: Actor, now: datetime, db: None) -> None:
    for name, latitude in (
        ("Musée d'Aquitaine", 44.8354),
        ("Musee d Aquitaine - Bordeaux", 44.8355),
        ("Musée des Beaux-Arts", 44.8373),
    ):
        values = {
            "names": {"fr": name},
            "country": "FR",
            "city": "Bordeaux",
            "latitude": latitude,
            "longitude": -0.5751,
        }
        create_museum(values, actor=operator, at=now)
    record_doubles("museum", at=now)
    pairs = [(row.one_key, row.other_key) for row in Double.objects.all()]
    assert pairs == [tuple(Museum.objects.order_by("id").values_list("key", flat=True)[:2])]


def test_the_kept_entry_takes_what_was_chosen_and_the_other_ones_name_stays_findable(
    shishkin: tuple[Person, Person], secretary: Actor, now: datetime
) -> None:
    kept, gone = shishkin
    _merge(kept, gone, secretary, now, nationality="kept")
    kept.refresh_from_db()
    assert kept.name == "Ivan Shishkin"
    assert kept.nationality == ""
    assert kept.biographies == {"ru": "Живописец."}
    assert kept.other_names == [{"text": "Иван Шишкин", "language": "und", "kind": "variant"}]


def test_old_keys_lead_to_the_kept_entry_also_through_two_merges(
    shishkin: tuple[Person, Person], secretary: Actor, operator: Actor, now: datetime, client: Client
) -> None:
    kept, gone = shishkin
    _merge(kept, gone, secretary, now)
    assert client.get(gone.url).headers["Location"] == kept.url
    third = create_person({"name": "Iwan Schischkin", "born_earliest": 18320000}, actor=operator, at=now)
    last = _merge(third, Person.objects.get(pk=kept.pk), secretary, now)
    for key in (gone.key, kept.key):
        found = find_record(key)
        assert found is not None
        assert found[1].key == third.key
    first = Merge.objects.get(gone_key=gone.key)
    with pytest.raises(MergeError):
        undo_merge(first, actor=secretary, at=now)
    undo_merge(last, actor=secretary, at=now)
    assert KeyAlias.objects.get(old_key=gone.key).key == kept.key


def test_what_points_at_the_other_entry_follows_and_comes_back_on_undoing(
    shishkin: tuple[Person, Person], committee: Body, secretary: Actor, operator: Actor, now: datetime, client: Client
) -> None:
    kept, gone = shishkin
    values = {"person_id": gone.pk, "body_id": committee.pk, "role": "chair", "from_date": date(1870, 1, 1)}
    mandate = create_mandate(values, actor=operator, at=now)
    before = [(person.name, person.biographies, person.withdrawn_at) for person in Person.objects.order_by("id")]
    merge = _merge(kept, gone, secretary, now)
    assert Mandate.objects.get(pk=mandate.pk).person_id == kept.pk
    assert merge.counts == {"network.Mandate": 1}
    assert undo_merge(merge, actor=secretary, at=now) == 0
    assert Mandate.objects.get(pk=mandate.pk).person_id == gone.pk
    assert [
        (person.name, person.biographies, person.withdrawn_at) for person in Person.objects.order_by("id")
    ] == before
    assert client.get(gone.url).status_code == 200
    actions = set(JournalLine.objects.values_list("action", flat=True))
    assert {"person.merge", "person.unmerge"} <= actions
    assert list(verify_journal()) == []


def test_undoing_keeps_what_was_edited_since(shishkin: tuple[Person, Person], secretary: Actor, now: datetime) -> None:
    kept, gone = shishkin
    merge = _merge(kept, gone, secretary, now)
    update_person(Person.objects.get(pk=kept.pk), {"biographies": {"ru": "Художник."}}, actor=secretary, at=now)
    undo_merge(merge, actor=secretary, at=now)
    kept.refresh_from_db()
    assert kept.biographies == {"ru": "Художник."}
    assert kept.nationality == ""


def test_two_memberships_in_force_stop_the_merge_and_nothing_moved(
    shishkin: tuple[Person, Person], committee: Body, secretary: Actor, operator: Actor, now: datetime
) -> None:
    for person in shishkin:
        Membership.objects.create(
            person=person,
            category="individual",
            national_committee=committee,
            from_date=date(2020, 1, 1),
            recorded_at=now,
        )
    values = {"person_id": shishkin[1].pk, "body_id": committee.pk, "role": "chair", "from_date": date(1870, 1, 1)}
    create_mandate(values, actor=operator, at=now)
    Membership.objects.filter(person=shishkin[0]).update(category="student")
    with pytest.raises(MergeError, match="membership"):
        _merge(*shishkin, secretary, now)
    assert Mandate.objects.get().person_id == shishkin[1].pk
    assert not Merge.objects.exists()
    assert not KeyAlias.objects.exists()


def test_a_merge_with_itself_of_two_kinds_or_of_what_is_gone_is_refused(
    shishkin: tuple[Person, Person], secretary: Actor, operator: Actor, now: datetime
) -> None:
    kept, gone = shishkin
    museum = create_museum({"names": {"ru": "Третьяковская галерея"}}, actor=operator, at=now)
    for one, other in ((kept, kept), (kept, museum)):
        with pytest.raises(MergeError):
            _merge(one, other, secretary, now)
    _merge(kept, gone, secretary, now)
    with pytest.raises(MergeError):
        _merge(kept, gone, secretary, now)


def test_only_who_has_the_right_merges(shishkin: tuple[Person, Person], registrar: Account, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        _merge(*shishkin, make_actor(registrar), now)


def test_what_comes_from_the_other_entry_is_read_by_nobody_who_could_not_read_it_there(
    shishkin: tuple[Person, Person], secretary: Actor, operator: Actor, now: datetime
) -> None:
    kept, gone = shishkin
    Person.objects.filter(pk=kept.pk).update(visibility={"email": "public", "city": "public"})
    Person.objects.filter(pk=gone.pk).update(email="ivan@example.org", city="Елабуга", visibility={"email": "sealed"})
    _merge(Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk), secretary, now)
    kept.refresh_from_db()
    assert (kept.email, kept.visibility["email"]) == ("ivan@example.org", "sealed")
    assert kept.visibility["city"] == AccessLevel.MEMBER


def test_a_source_that_sends_the_other_entry_again_does_not_part_them(
    db: None, secretary: Actor, operator: Actor, now: datetime
) -> None:
    rows = [
        {"name": name, "source": "tretyakov", "source_id": number}
        for name, number in (("Ivan Shishkin", "1"), ("I. Shishkin", "2"))
    ]
    saved = save_people([Draft(dict(row)) for row in rows], actor=operator, at=now)
    kept, gone = (Person.objects.get(key=key) for key in saved.keys)
    _merge(kept, gone, secretary, now)
    again = save_people([Draft({**row, "nationality": "Russian"}) for row in rows], actor=operator, at=now)
    assert (again.updated, again.unchanged) == (1, 1)
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None


def test_what_was_judged_different_is_not_offered_again(
    shishkin: tuple[Person, Person], secretary: Actor, now: datetime
) -> None:
    record_doubles("person", at=now)
    judge_different(Double.objects.get(), actor=secretary, at=now)
    assert record_doubles("person", at=now) == 0
    assert Double.objects.get().verdict == Double.Verdict.DIFFERENT


def test_the_pages_look_compare_merge_and_undo(
    shishkin: tuple[Person, Person], secretariat: Account, member: Account, sign_in: SignIn
) -> None:
    maria = sign_in(secretariat)
    kept, gone = shishkin
    assert sign_in(member).get("/doubles").status_code == 403
    assert maria.post("/doubles/look", {"kind": "person"}).status_code == 302
    assert "being looked through" in maria.get("/doubles").content.decode()
    while drain(TOPIC):
        pass
    page = maria.get("/doubles").content.decode()
    assert "Иван Шишкин" in page
    assert "sounds alike in two scripts" in page
    preview = maria.get("/merge", {"kept": kept.key, "other": gone.key}).content.decode()
    assert "Живописец." in preview
    assert "problem" in maria.get("/merge", {"kept": kept.key, "other": kept.key}).headers["Location"]
    assert maria.get("/merge", {"kept": kept.key, "other": "m1"}).status_code in {302, 404}
    sent = {"kept": kept.key, "other": gone.key, "field-name": "other", "reason": "the same"}
    address = maria.post("/merge", sent).headers["Location"]
    assert "Иван Шишкин" in maria.get(address).content.decode()
    assert Person.objects.get(pk=kept.pk).name == "Иван Шишкин"
    assert sign_in(member).post(f"{address}/undo").status_code == 403
    maria.post(f"{address}/undo", {"reason": "two after all"})
    assert "Undone by" in maria.get(address).content.decode()
    assert Person.objects.get(pk=kept.pk).name == "Ivan Shishkin"


def test_who_may_not_merge_cannot_ask_the_worker(member: Account) -> None:
    with pytest.raises(NotAllowedError):
        ask_for_doubles("person", actor=make_actor(member))
