"""Every page that needs no record opens, also in an empty house, for whoever may do everything."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from leaks.routes import list_patterns
from museion.core.access import AccessLevel, Role
from museion.core.models import Account, Grant

# Programs' doors have tests of their own.
NOT_PAGES = ("api/", "data/", "sign-out")


@pytest.fixture
def administrator(secretariat: Account, now: datetime) -> Account:
    Grant.objects.create(account=secretariat, role=Role.ADMINISTRATOR, level=AccessLevel.SEALED, valid_from=now)
    return secretariat


def test_no_page_fails_for_the_administrator(administrator: Account, sign_in: Callable[[Account], Client]) -> None:
    client = sign_in(administrator)
    client.raise_request_exception = False
    client.cookies["museion_language"] = "ar"
    pages = [f"/{address}" for address, parts in list_patterns() if not parts and not address.startswith(NOT_PAGES)]
    assert [page for page in pages if client.get(page).status_code == 500] == []
    assert client.get("/account").status_code == 200  # Still signed in at the end.
