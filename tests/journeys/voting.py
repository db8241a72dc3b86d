"""An assembly with one open ballot, whose voter is the demo's, and a secretary who keeps the committee's register."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant
from museion.governance.actions.assemblies import close_list, create_assembly
from museion.governance.actions.ballots import create_ballot, open_ballot
from museion.governance.actions.delegates import appoint_delegate
from museion.governance.actions.statutes import load_statutes, read_sample_statutes
from museion.governance.models import Assembly, Ballot
from museion.network.actions import create_body, create_person
from museion.network.actions.dues import ask_due, record_payment
from museion.network.actions.fees import set_fees
from museion.network.actions.membership import create_membership, link_account
from museion.network.models import Body, FeeRate
from museion.network.terms import BodyKind, MemberCategory, PaymentMeans

LEAST_MEMBERS = 5  # of a national committee that sends voters: article 15.1 of the sample statutes
VOTER = "voter@museion.example"
SECRETARY = ("secretary@museion.example", "Mariama Cissé")


@dataclass(frozen=True, slots=True)
class Days:
    """A year's course, so placed that its assembly is on now."""

    now: datetime

    def before(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def open_vote(committee: Body, now: datetime, actor: Actor) -> Ballot:
    """`now`: when the browser looks, so that the vote is open then."""
    days = Days(now)
    long_ago = {"actor": actor, "at": days.before(200)}
    load_statutes(read_sample_statutes(), **long_ago)
    set_fees(
        rates=[FeeRate(category="individual", country_group=0, amount=Decimal(0), valid_from=date(2010, 1, 1))],
        **long_ago,
    )
    body = create_body({"kind": BodyKind.GENERAL_ASSEMBLY, "names": {"en": "General Assembly"}}, **long_ago)
    values = {
        "body_id": body.pk,
        "names": {"en": "General Assembly"},
        "begins_at": days.before(0),
        "ends_at": now + timedelta(days=1),
    }
    assembly = create_assembly(values, **long_ago)
    _send_delegate(assembly, committee, days, actor)
    close_list(assembly, actor=actor, at=assembly.list_closes_at + timedelta(minutes=1))
    assembly.refresh_from_db()
    ballot = create_ballot(assembly, {"titles": {"en": "Open data of the register"}}, actor=actor, at=now)
    return open_ballot(ballot, closes_at=now + timedelta(days=1), actor=actor, at=now)


def make_secretary(committee: Body) -> None:
    account = Account.objects.create_user(SECRETARY[0], None, display_name=SECRETARY[1])
    Grant.objects.create(account=account, role=Role.REGISTRAR, scope_key=committee.key, level=AccessLevel.COMMITTEE)
    Grant.objects.create(account=account, role=Role.READER, level=AccessLevel.MEMBER)


def _send_delegate(assembly: Assembly, committee: Body, days: Days, actor: Actor) -> None:
    """Of a committee with five members, which are enough to send voters."""
    told = {"actor": actor, "at": days.before(190)}
    for name in ("Moussa Diop", "Fatou Sarr", "Ibrahima Ba", "Khady Sow"):
        other = create_person({"name": name, "country": "SN"}, **told)
        create_membership(other, MemberCategory.INDIVIDUAL, from_date=date(2015, 1, 1), committee=committee, **told)
    person = create_person({"name": "Awa Ndiaye", "country": "SN", "member_number": "M1"}, **told)
    membership = create_membership(
        person, MemberCategory.INDIVIDUAL, from_date=date(2015, 1, 1), committee=committee, **told
    )
    for number in range(2, LEAST_MEMBERS + 1):
        other = create_person({"name": f"Member {number}", "country": "SN", "member_number": f"M{number}"}, **told)
        create_membership(other, MemberCategory.INDIVIDUAL, from_date=date(2015, 1, 1), committee=committee, **told)
    for year in {days.before(60).year, days.now.year}:
        due = ask_due(membership, year, day=days.before(190).date(), **told)
        if due and due.amount:
            record_payment(due, due.amount, paid_date=days.before(180).date(), means=PaymentMeans.TRANSFER, **told)
    link_account(Account.objects.create_user(VOTER, None, display_name=person.name), person, **told)
    appoint_delegate(assembly, committee, person, votes=1, actor=actor, at=assembly.list_closes_at - timedelta(days=2))
