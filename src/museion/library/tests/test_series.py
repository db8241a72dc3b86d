"""Long series: every year can be reached, hundreds of issues are ticked off together, the board stays as quick."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museion.core.access import make_operator
from museion.core.models import Account, JournalLine
from museion.library.actions.serials import mark_never_published, receive_issues, set_numbering
from museion.library.models import Issue, Work
from museion.library.queries.serials import get_board
from museion.library.sample.serials import write_newsletters
from museion.library.tests.conftest import MakeWork
from museion.network.models import Body

pytestmark = pytest.mark.django_db
OPERATOR = make_operator()
SignIn = Callable[[Account], Client]


def make_monthly(make_work: MakeWork, now: datetime) -> Work:
    work = make_work(reference_type="newsletter", titles={"fr": "Feuille mensuelle", "ar": "النشرة الشهرية"})
    values = {"frequency": "monthly", "begins_date": date(1948, 1, 15), "first_volume": 1}
    set_numbering(work, values, actor=OPERATOR, at=now)
    return work


def test_every_year_of_a_long_series_is_reached(
    client: Client, make_work: MakeWork, now: datetime, secretariat: Account, sign_in: SignIn
) -> None:
    work = make_monthly(make_work, now)
    address, years, pages = f"/library/series/{work.key}", list[str](), 0
    while address:
        page = sign_in(secretariat).get(address).content.decode()
        years += re.findall(r"<h3>(\d{4})</h3>", page)
        pages += 1
        assert page.count('name="issue"') <= 412
        older = re.search(r'rel="next" href="(\?before=\d+)"', page)
        address = f"/library/series/{work.key}{older[1]}" if older else ""
    assert years == [str(year) for year in range(now.year, 1947, -1)]
    assert pages == 3
    assert client.get(f"/library/series/{work.key}?before=soon").status_code == 200


def test_hundreds_of_issues_are_ticked_off_together(make_work: MakeWork, now: datetime) -> None:
    work = make_monthly(make_work, now)
    issues = [(volume, number) for volume in range(1, 61) for number in range(1, 13)]
    with CaptureQueriesContext(connection) as captured:
        assert receive_issues(work, issues, actor=OPERATOR, at=now) == 720
    assert len(captured) < 40
    assert receive_issues(work, issues[:5], actor=OPERATOR, at=now) == 0
    assert mark_never_published(work, [*issues[:2], (61, 1)], actor=OPERATOR, at=now) == 3
    assert Issue.objects.filter(state="received").count() == 718
    assert JournalLine.objects.filter(key=work.key).order_by("-number")[0].after == {
        "issues": ["1 (1)", "1 (2)", "61 (1)"]
    }


def test_the_board_asks_the_same_however_many_series_there_are(now: datetime) -> None:
    Body.objects.bulk_create(
        Body(
            id=number,
            key=f"b{number:07}0",
            names={"en": f"Body {number}"},
            source="sample",
            created_at=now,
            changed_at=now,
        )
        for number in range(1, 31)
    )
    costs = []
    for count in (6, 24):
        write_newsletters(7, count, actor=OPERATOR, at=now)
        write_newsletters(7, count, actor=OPERATOR, at=now)
        with CaptureQueriesContext(connection) as captured:
            board = get_board(OPERATOR.viewer, now.date(), only_gaps=False)
        assert len(board) == count
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert sum(len(state.missing) for state in board) > 100
    assert any(not state.missing for state in board)
