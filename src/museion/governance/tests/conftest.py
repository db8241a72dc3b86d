"""An assembly of the invented network in 2026, its bodies, and members who paid or did not."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.governance.actions.assemblies import create_assembly
from museion.governance.actions.statutes import load_statutes, read_sample_statutes
from museion.governance.models import Assembly
from museion.network.actions import create_body, create_museum, create_person
from museion.network.actions.dues import ask_due, record_payment
from museion.network.actions.fees import set_fees
from museion.network.actions.membership import create_membership, link_account
from museion.network.models import Body, FeeRate, Membership, Person
from museion.network.terms import BodyKind, MemberCategory, PaymentMeans

RECORDED = datetime(2026, 1, 5, 9, tzinfo=UTC)
NAMED = datetime(2026, 5, 2, 9, tzinfo=UTC)
CLOSED = datetime(2026, 6, 3, 9, tzinfo=UTC)
BEGINS = datetime(2026, 7, 2, 9, tzinfo=UTC)


@dataclass(slots=True)
class Cast:
    """Makes the members of a test; each with an account of their own."""

    operator: Actor
    committee: Body
    accounts: dict[str, Account]

    def add(
        self,
        name: str,
        category: MemberCategory = MemberCategory.INDIVIDUAL,
        *,
        paid: date | None = date(2026, 2, 10),
        since: date = date(2015, 1, 1),
    ) -> Person:
        told = {"actor": self.operator, "at": RECORDED}
        person = create_person({"name": name, "country": "SN", "member_number": f"M{len(self.accounts)}"}, **told)
        membership = create_membership(person, category, from_date=since, committee=self.committee, **told)
        self._settle(membership, paid)
        address = f"member{len(self.accounts)}@example.org"
        account = Account.objects.create_user(address, None, display_name=name)
        link_account(account, person, **told)
        self.accounts[person.key] = account
        return person

    def act(self, person: Person) -> Actor:
        return make_actor(self.accounts[person.key])

    def _settle(self, membership: Membership, paid: date | None) -> None:
        told = {"actor": self.operator, "at": RECORDED}
        due = ask_due(membership, 2026, day=date(2026, 1, 5), **told)
        if due and paid and due.amount:
            record_payment(due, due.amount, paid_date=paid, means=PaymentMeans.TRANSFER, **told)


@pytest.fixture
def fees(db: None, operator: Actor) -> None:
    def rate(category: str, amount: str, band: str = "") -> FeeRate:
        return FeeRate(
            category=category, band=band, country_group=0, amount=Decimal(amount), valid_from=date(2010, 1, 1)
        )

    rates = [
        rate("individual", "85"),
        rate("student", "35"),
        rate("supporting", "150"),
        rate("honorary", "0"),
        rate("institutional", "0"),
        rate("institutional", "400", "I"),
        rate("institutional", "200", "supporting"),
    ]
    set_fees(rates=rates, actor=operator, at=RECORDED)


@pytest.fixture
def statutes(db: None, operator: Actor) -> None:
    load_statutes(read_sample_statutes(), actor=operator, at=RECORDED)


@pytest.fixture
def cast(fees: None, operator: Actor, committee: Body) -> Cast:
    """The committee has five museums, which are enough to send voters."""
    told = {"actor": operator, "at": RECORDED}
    for number in range(5):
        museum = create_museum({"names": {"fr": f"Musée {number}"}, "country": "SN"}, **told)
        create_membership(
            museum, MemberCategory.INSTITUTIONAL, from_date=date(2000, 1, 1), committee=committee, band="I", **told
        )
    return Cast(operator, committee, {})


@pytest.fixture
def glass(db: None, operator: Actor) -> Body:
    """An international committee."""
    return create_body(
        {"kind": BodyKind.INTERNATIONAL_COMMITTEE, "names": {"en": "Glass"}, "acronym": "IC-GLASS"},
        actor=operator,
        at=RECORDED,
    )


@pytest.fixture
def general_assembly(db: None, operator: Actor) -> Body:
    return create_body(
        {"kind": BodyKind.GENERAL_ASSEMBLY, "names": {"en": "General Assembly"}}, actor=operator, at=RECORDED
    )


@pytest.fixture
def assembly(statutes: None, general_assembly: Body, operator: Actor) -> Assembly:
    values = {
        "body_id": general_assembly.pk,
        "names": {"en": "General Assembly 2026", "fr": "Assemblée générale 2026"},
        "begins_at": BEGINS,
        "ends_at": BEGINS.replace(hour=17),
    }
    return create_assembly(values, actor=operator, at=RECORDED)
