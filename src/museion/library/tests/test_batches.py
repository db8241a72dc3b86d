"""Many records edited at once: as many questions for a hundred as for ten, nothing taken away comes back, no code that is none."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museion.core.access import AccessLevel, make_operator
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.library.actions.cataloguing import edit_batch, make_operation, preview, undo_batch
from museion.library.actions.works import withdraw_work
from museion.library.models import LibraryFile, Work
from museion.library.queries.works import get_works_to_edit
from museion.library.tests.conftest import MakeWork
from museion.library.tests.test_files import attach
from museion.network.models import Body

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
SignIn = Callable[[Account], Client]


def test_an_edit_and_its_undoing_cost_the_same_questions_however_many_they_change(
    make_work: MakeWork, committee: Body, secretariat: Account, now: datetime
) -> None:
    actor, costs = make_actor(secretariat), []
    for count in (3, 12):
        keys = [make_work(issued_by_id=committee.id).key for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            works = get_works_to_edit(actor.viewer, keys)
            edit = edit_batch(
                preview(works, make_operation("add_language", "sw")), description="x", actor=actor, at=now
            )
            assert undo_batch(edit, actor=actor, at=now) == (count, [])
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_undoing_brings_back_nothing_that_was_taken_away(make_work: MakeWork, now: datetime) -> None:
    stays, goes = make_work(), make_work()
    edit = edit_batch(
        preview([stays, goes], make_operation("set_access", "member")), description="x", actor=OPERATOR, at=now
    )
    withdraw_work(goes, actor=OPERATOR, at=now, reason="twice")
    assert undo_batch(edit, actor=OPERATOR, at=now) == (1, [goes.key])
    assert list(Work.objects.current().values_list("key", "access")) == [(stays.key, "public")]


def test_files_close_and_open_with_a_batch(make_work: MakeWork, now: datetime) -> None:
    work = make_work()
    attach(work, now)
    edit = edit_batch(
        preview([work], make_operation("set_access", "committee")), description="x", actor=OPERATOR, at=now
    )
    assert LibraryFile.objects.get().access == AccessLevel.COMMITTEE
    undo_batch(edit, actor=OPERATOR, at=now)
    assert LibraryFile.objects.get().access == AccessLevel.PUBLIC


@pytest.mark.parametrize(
    ("operation", "text", "told"),
    [
        ("add_country", "Peru", "“Peru” is no code of a country"),
        ("add_country", "", "is no code of a country"),
        ("add_language", "spanisch", "is not a BCP 47 language tag"),
        ("set_type", "scroll", "is no type of publication"),
    ],
)
def test_a_code_that_is_none_is_refused(
    secretariat: Account, sign_in: SignIn, operation: str, text: str, told: str
) -> None:
    page = sign_in(secretariat).post("/library/batch", {"q": "jar", "operation": operation, "text": text})
    assert told in page.content.decode()
