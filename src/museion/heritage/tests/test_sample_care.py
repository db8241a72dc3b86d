"""The sample's care: chains that are read whole, planted flaws that the reasoning finds, loans in every state."""

from datetime import UTC, datetime
from random import Random

import pytest

from museion.core.access import make_operator
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.heritage import sample
from museion.heritage.care_terms import LoanStatus
from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.custody.reasoning import Circumstances, reason
from museion.heritage.custody.segments import cut_segments
from museion.heritage.custody.windows import Origin, find_windows
from museion.heritage.models import ConditionCheck, CustodyLine, IntangibleElement, Loan
from museion.heritage.queries.care import get_loans, get_procedures, get_rounds, get_transfers, list_overdue
from museion.heritage.queries.surveys import get_surveys, list_surveyed
from museion.heritage.sample.care import write_chain
from museion.heritage.sample.desk import CURATOR
from museion.network import sample as network_sample
from museion.network.sample.accounts import write_accounts
from museion.vocabulary import sample as vocabulary_sample

AT = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = ["Amina Diallo", "José Álvarez", "Li Wei"]


@pytest.mark.parametrize("number", range(40))
def test_every_planted_flaw_is_found_and_sound_chains_deny_nothing(number: int) -> None:
    made = Bounds(1850_01_01, 1860_12_31)
    random = Random(number)  # noqa: S311
    told = read_paragraph(write_chain(random, NAMES, is_flawed=True)).events
    flawed = reason(told, Circumstances(2026_11_22, made))
    assert flawed.conflicts or find_windows(flawed, cut_segments(flawed), Origin())
    paragraph = read_paragraph(write_chain(random, NAMES, is_flawed=False))
    assert paragraph.is_whole
    assert not reason(paragraph.events, Circumstances(2026_11_22, made, is_held=True)).conflicts


@pytest.mark.django_db
def test_the_sample_is_written_once() -> None:
    actor = make_operator("sample")
    size = sample.HeritageSize(objects=60, elements=2, chains=20, loans=12, checks=10)
    vocabulary_sample.make_sample(1, actor=actor, at=AT)
    network_sample.make_sample(1, actor=actor, at=AT, size=network_sample.NetworkSize(museums=200, people=300))
    for _ in range(2):
        sample.make_sample(1, actor=actor, at=AT, size=size)
        write_accounts(actor=actor, at=AT)
        sample.write_desk(actor=actor, at=AT)
    assert set(Loan.objects.values_list("status", flat=True)) == set(LoanStatus)
    assert Loan.objects.filter(source_id__startswith="loan-").count() == 12
    assert ConditionCheck.objects.exclude(source_id=None).count() == 10
    assert CustodyLine.objects.values("object").distinct().count() == 20
    _meet_the_desk()


def _meet_the_desk() -> None:
    """The curator of the demo finds something of every kind, and both sides of a transfer are there to sign."""
    curator = make_actor(Account.objects.get(email=CURATOR))
    viewer = curator.viewer
    ((_partner, overdue),) = list_overdue(viewer, AT.date())
    assert len(overdue) == 2
    assert get_loans(viewer).count() == 6
    assert (get_rounds(viewer).count(), get_procedures(viewer).count()) == (1, 5)
    assert {each.is_checked for each in list_surveyed(get_surveys(viewer).get())} == {True, False}
    refuge, restitution = get_transfers(viewer).order_by("id")
    assert refuge.hand_overs.get().is_signed
    assert not restitution.hand_overs.get().is_signed
    assert {each.consent for each in IntangibleElement.objects.all()} >= {"given"}
