"""Whatever the description of the API allows, and what it does not, is answered: never with an error of ours."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from museion.core.access import AccessLevel, Role
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant
from museion.project.wsgi import application

pytestmark = [
    pytest.mark.skipif(not os.environ.get("MUSEION_FAULTS"), reason="takes minutes: make test-faults"),
    pytest.mark.django_db,
]
_EXAMPLES = int(os.environ.get("MUSEION_FAULTS_EXAMPLES", "4"))


@pytest.fixture
def api(db: None, monkeypatch: pytest.MonkeyPatch) -> schemathesis.schemas.BaseSchema:
    """Asked in the name of somebody who may do everything, so that nothing stops at the door."""
    account = Account.objects.create_user("all@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=account, role=Role.ADMINISTRATOR, level=AccessLevel.DESK)
    actor = make_actor(account)
    monkeypatch.setattr("museion.core.http.asking.make_actor", lambda user, **_told: actor)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_nothing_that_is_asked_breaks_it(api: schemathesis.schemas.BaseSchema) -> None:
    broken: dict[str, str] = {}

    def ask(case: schemathesis.Case) -> None:
        response = case.call()
        if response.status_code >= 500 and response.status_code != 503:
            broken[case.operation.label] = f"{response.status_code}: {case.as_curl_command()}"

    for found in api.get_all_operations():
        cases = found.ok().as_strategy()
        check = settings(max_examples=_EXAMPLES, suppress_health_check=list(HealthCheck))
        check(given(case=cases)(lambda case: ask(case)))()
    assert broken == {}
