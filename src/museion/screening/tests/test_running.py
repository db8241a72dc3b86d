"""One run through the public door: found, explained, sealed, kept from those who may not read it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.journal import get_history, verify_journal
from museion.screening.actions.losses import change_loss_status, withdraw_loss
from museion.screening.actions.runs import judge_match, make_screening
from museion.screening.models import LossRecord, Screening, ScreeningMatch
from museion.screening.registers import asking
from museion.screening.runs.answers import describe_answer
from museion.screening.runs.questions import Question, UnusableQuestionError
from museion.screening.runs.sealing import is_sealed
from museion.screening.terms import Decision, LossStatus, Verdict
from museion.screening.tests.cast import BOATS, ICON, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

pytestmark = pytest.mark.django_db
VISITOR = Actor(name="visitor")


@pytest.fixture
def boats(db: None, operator: Actor, now: datetime) -> LossRecord:
    loss = lose(BOATS, actor=operator, at=now, photo=7)
    lose(ICON, actor=operator, at=now, photo=8)
    catch_up()
    return loss


def ask(at: datetime, *, actor: Actor = VISITOR, **asked: Any) -> Screening:
    made = make_screening(Question(**asked), actor=actor, at=at)
    return Screening.objects.get(key=made.key)


def photograph(number: int, **options: Any) -> bytes:
    return encode(draw_painting(number)[20:-30, 30:-20], "JPEG", quality=70, **options)


def test_a_cropped_photo_finds_the_loss_urgently_with_the_places_that_agree(boats: LossRecord, now: datetime) -> None:
    best = ask(now, photos=(photograph(7),)).matches.first()
    assert best is not None
    assert (best.loss, best.verdict) == (boats, Verdict.URGENT)
    assert best.evidence["inliers"] >= 25
    assert all(0 <= place <= 1 for pair in best.evidence["points"] for place in pair)


def test_more_losses_with_photos_cost_no_more_questions_to_the_database(
    boats: LossRecord, operator: Actor, now: datetime, django_assert_max_num_queries: Any
) -> None:
    for number in (9, 10, 11, 12):
        lose({"title": {"en": f"Drawing {number}"}}, actor=operator, at=now, photo=number)
    catch_up()
    photo = photograph(7)
    make_screening(Question(photos=(photo,)), actor=VISITOR, at=now)  # What thesauri say is read anew now and then.
    with django_assert_max_num_queries(24) as counted:
        made = make_screening(Question(photos=(photo,)), actor=VISITOR, at=now)
    of_photos = [query for query in counted.captured_queries if '"screening_lossphotograph"' in query["sql"]]
    assert made.matches.count() >= 5
    assert len(of_photos) <= 2


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "Bateaux au port de Saint-Louis, huile sur toile, Aïssatou Fall"},
        {"fields": {"title": "قوارب في ميناء سان لويس", "object_type": "لوحة"}},
        {"fields": {"type": "painting", "maker": "Fall, Aissatou", "title": "Bateaux au port"}},
    ],
)
def test_words_in_any_script_find_it_as_possible_at_most(
    boats: LossRecord, now: datetime, asked: dict[str, Any]
) -> None:
    best = ask(now, **asked).matches.first()
    assert best is not None
    assert best.loss == boats
    assert best.verdict in {Verdict.POSSIBLE, Verdict.LOOKALIKE}
    assert best.probability < 0.9
    assert {reason["feature"] for reason in best.why} >= {"title"}


def test_every_reason_has_points_and_what_both_sides_state(boats: LossRecord, now: datetime) -> None:
    answer = describe_answer(ask(now, fields={"title": "Bateaux au port", "maker": "Aïssatou Fall"}))
    title = next(reason for reason in answer["matches"][0]["why"] if reason["feature"] == "title")
    assert title["asked"] == "Bateaux au port"
    assert "Bateaux au port de Saint-Louis" in title["held"]
    assert isinstance(title["points"], float)


def test_an_answer_carries_notice_edition_and_nothing_of_the_owner(boats: LossRecord, now: datetime) -> None:
    answer = describe_answer(ask(now, text="Bateaux au port de Saint-Louis"), "fr")
    assert "ne signifie pas" in answer["notice"]
    assert answer["registers"][0]["count"] == 2
    assert len(answer["registers"][0]["checksum"]) == 64
    assert "Fleuve" not in str(answer)


def test_an_unknown_photo_names_nothing_as_possible(boats: LossRecord, now: datetime) -> None:
    assert not ask(now, photos=(photograph(99),)).matches.exclude(verdict=Verdict.LOOKALIKE).exists()


def test_two_identical_losses_are_both_named(boats: LossRecord, operator: Actor, now: datetime) -> None:
    twin = lose(BOATS, actor=operator, at=now, photo=7)
    catch_up()
    named = ask(now, photos=(photograph(7),), text="Bateaux au port de Saint-Louis").matches.all()[:2]
    assert {match.loss for match in named} == {boats, twin}
    assert {match.verdict for match in named} == {Verdict.URGENT}


def test_a_loss_that_only_the_desk_may_read_is_not_named_to_others(operator: Actor, now: datetime) -> None:
    hidden = lose({**BOATS, "access": AccessLevel.DESK}, actor=operator, at=now, photo=7)
    catch_up()
    assert not ask(now, photos=(photograph(7),)).matches.exists()
    assert ask(now, actor=operator, photos=(photograph(7),)).matches.get().loss == hidden


def test_a_loss_withdrawn_during_the_run_is_not_named(
    boats: LossRecord, operator: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = asking.Registers.screen_photos

    def withdraw_meanwhile(self: asking.Registers, *args: Any, **options: Any) -> Any:
        answer = look(self, *args, **options)
        withdraw_loss(boats, actor=operator, at=now, reason="returned to the museum")
        return answer

    monkeypatch.setattr(asking.Registers, "screen_photos", withdraw_meanwhile)
    assert boats not in {match.loss for match in ask(now, photos=(photograph(7),)).matches.all()}


def test_a_recovered_loss_is_sought_no_more(boats: LossRecord, operator: Actor, now: datetime) -> None:
    change_loss_status(boats, LossStatus.RECOVERED, actor=operator, at=now, reason="found in a depot")
    catch_up()
    assert boats not in {match.loss for match in ask(now, photos=(photograph(7),)).matches.all()}


def test_the_seal_breaks_when_a_row_is_altered(boats: LossRecord, now: datetime) -> None:
    screening = ask(now, photos=(photograph(7),), text="Bateaux")
    assert is_sealed(screening)
    ScreeningMatch.objects.filter(screening=screening, place=1).update(probability=0.01)
    assert not is_sealed(screening)


def test_the_journal_knows_of_the_run_and_holds_no_question(boats: LossRecord, now: datetime) -> None:
    screening = ask(now, text="Bateaux au port, chez Mme Diop")
    line = next(iter(get_history(screening.key)))
    assert (line.action, line.after["seal"]) == ("screening.make", screening.seal)
    assert "Diop" not in str(line.after)
    assert not list(verify_journal())


def test_a_judgement_moves_the_same_question_next_time(boats: LossRecord, operator: Actor, now: datetime) -> None:
    before = ask(now, text="Bateaux au port de Saint-Louis").matches.get(loss=boats)
    judge_match(before, Decision.NO_MATCH, actor=operator, at=now, reason="another harbour")
    after = ask(now + timedelta(hours=1), text="Bateaux au port de Saint-Louis").matches.get(loss=boats)
    assert after.score < before.score
    assert "judgement" in {reason["feature"] for reason in after.why}


def test_a_visitor_judges_nothing(boats: LossRecord, now: datetime) -> None:
    match = ask(now, text="Bateaux au port de Saint-Louis").matches.first()
    assert match is not None
    with pytest.raises(NotAllowedError):
        judge_match(match, Decision.MATCH, actor=VISITOR, at=now)


def test_whoever_asked_judges_their_own_run(boats: LossRecord, now: datetime) -> None:
    officer = Actor(name="Officier Sarr", account_id=41)
    match = ask(now, actor=officer, text="Bateaux au port de Saint-Louis").matches.first()
    assert match is not None
    assert judge_match(match, Decision.UNSURE, actor=officer, at=now).decided_by == "Officier Sarr"


@pytest.mark.parametrize("asked", [{}, {"text": "   "}, {"fields": {"title": ""}}])
def test_an_empty_question_is_refused_and_leaves_nothing(now: datetime, asked: dict[str, Any]) -> None:
    with pytest.raises(UnusableQuestionError):
        make_screening(Question(**asked), actor=VISITOR, at=now)
    assert not Screening.objects.exists()


def test_an_unknown_field_is_named_with_those_that_exist(now: datetime) -> None:
    with pytest.raises(UnusableQuestionError, match=r"“colour”.*object_type"):
        make_screening(Question(fields={"colour": "red"}), actor=VISITOR, at=now)
