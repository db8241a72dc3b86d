"""Errors are problem details (RFC 9457) that a program can read and a log can show."""

import orjson

from museion.core.access import Actor, NotAllowedError
from museion.core.http.errors import read_problem
from museion.core.keys import InvalidKeyError
from museion.core.problems import ProblemError, make_problem_response


def test_a_problem_has_every_member_that_the_standard_names() -> None:
    problem = ProblemError(409, "Already there", "The record exists.", "already-there", {"key": "m9a5yj8n3"})
    response = make_problem_response(problem, instance="/api/v1/museums")
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert orjson.loads(response.content) == {
        "type": "/problems/already-there",
        "title": "Already there",
        "status": 409,
        "detail": "The record exists.",
        "instance": "/api/v1/museums",
        "key": "m9a5yj8n3",
    }


def test_a_problem_without_a_page_of_its_own_is_about_blank() -> None:
    assert orjson.loads(make_problem_response(ProblemError(400, "Bad")).content)["type"] == "about:blank"


def test_a_log_shows_the_words_of_a_problem() -> None:
    assert str(ProblemError(400, "Bad cursor", "Start again.")) == "Bad cursor: Start again."


def test_the_errors_an_asker_can_cause_have_their_status() -> None:
    invalid, forbidden = read_problem(InvalidKeyError("no")), read_problem(NotAllowedError(Actor("a"), "museum.update"))
    assert invalid is not None
    assert forbidden is not None
    assert (invalid.status, forbidden.status) == (404, 403)
    assert read_problem(RuntimeError("ours to mend")) is None
