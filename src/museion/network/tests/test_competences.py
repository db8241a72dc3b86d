"""What people have learnt, with proof, reaches their record, and leaves it with the proof."""

from datetime import date, datetime

import pytest
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine
from museion.network.actions import Learnt, add_competence, create_person, withdraw_competence
from museion.network.models import Body, Competence, Person
from museion.vocabulary.models import Concept, Scheme


@pytest.fixture
def salvage(db: None, now: datetime) -> Concept:
    scheme = Scheme.objects.create(uri="urn:skills", slug="skills", created_at=now, changed_at=now)
    labels = {"en": "Salvage of wet paper", "fr": "Sauvetage du papier mouillé"}
    return Concept.objects.create(
        scheme=scheme, uri="urn:skills:salvage", pref_labels=labels, created_at=now, changed_at=now
    )


@pytest.fixture
def expert(operator: Actor, now: datetime, db: None) -> Person:
    return create_person({"name": "Nadia Haddad"}, actor=operator, at=now)


def test_a_competence_is_dated_shown_and_where_teams_are_looked_for(
    salvage: Concept, expert: Person, committee: Body, registrar: Account, now: datetime
) -> None:
    actor = make_actor(registrar)
    learnt = Learnt(expert, salvage, committee, date(2026, 3, 1), date(2029, 3, 1), "xc0000000")
    first, again = (add_competence(learnt, actor=actor, at=now) for _ in range(2))
    assert first == again
    assert list(expert.specialities.all()) == [salvage]
    assert JournalLine.objects.filter(action="competence.create", key=expert.key).count() == 1
    page = Client().get(expert.url, headers={"Accept-Language": "fr"}).content.decode()
    assert "Sauvetage du papier mouillé" in page
    assert "2029" in page


def test_withdrawing_the_proof_takes_back_only_what_it_brought(
    salvage: Concept, expert: Person, committee: Body, operator: Actor, now: datetime
) -> None:
    one, other = (
        add_competence(Learnt(expert, salvage, committee, date(2026, 3, 1), evidence_key=key), actor=operator, at=now)
        for key in ("xc1", "xc2")
    )
    withdraw_competence(one, actor=operator, at=now, reason="issued by mistake")
    assert expert.specialities.exists()
    other.refresh_from_db()
    withdraw_competence(other, actor=operator, at=now, reason="issued by mistake")
    assert not expert.specialities.exists()
    assert not Competence.objects.filter(withdrawn_at__isnull=True).exists()


def test_only_who_may_speak_for_the_body_vouches(
    salvage: Concept, expert: Person, committee: Body, member: Account, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        add_competence(Learnt(expert, salvage, committee, date(2026, 3, 1)), actor=make_actor(member), at=now)
