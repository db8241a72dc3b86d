"""Two museums, an object, and who acts for each museum."""

from datetime import UTC, datetime
from typing import Any

from museion.core.access import AccessLevel, Actor, Right, Role, make_operator, make_viewer
from museion.core.models import Account, Grant
from museion.heritage.actions import create_object
from museion.heritage.models import CulturalObject
from museion.network.actions import create_museum
from museion.network.models import Museum

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPERATOR = make_operator()
PASSWORD = "a long sentence nobody guesses"


def make_museum(name: str, country: str = "TN") -> Museum:
    return create_museum({"names": {"fr": name}, "country": country}, actor=OPERATOR, at=NOON)


def make_object(museum: Museum, number: str = "NA 12/7", **values: Any) -> CulturalObject:
    stated = {"title": {"fr": "Jarre", "ar": "جرة"}, "museum_id": museum.id, "inventory_number": number, **values}
    return create_object(stated, actor=OPERATOR, at=NOON)


def make_registrar(museum: Museum, email: str) -> tuple[Account, Actor]:
    """Who acts for one museum and reads what is its committee's."""
    account = Account.objects.create_user(email, PASSWORD, display_name=email.split("@")[0])
    level = AccessLevel.COMMITTEE
    Grant.objects.create(account=account, role=Role.REGISTRAR, scope_key=museum.key, level=level)
    rights = (Right(Role.REGISTRAR, museum.key, level),)
    return account, Actor(str(account), account_id=account.pk, rights=rights, viewer=make_viewer(rights))
