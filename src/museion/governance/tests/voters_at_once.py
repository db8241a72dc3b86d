"""`python -m museion.governance.tests.voters_at_once make VOTERS` prints a ballot's key; `vote KEY FROM TO` casts, a receipt a line.

A process of its own, so that it can be killed. Each voter's receipt follows from the number, so that a second run sends the
same forms again.
"""

import hashlib
import sys
from datetime import UTC, datetime, timedelta

import django

CLOSED = datetime(2026, 6, 3, 9, tzinfo=UTC)


def make(voters: int, closes_at: datetime = CLOSED + timedelta(days=2)) -> str:
    """An assembly whose one body sends so many delegates, each with an account and one vote."""
    from django.core.management import call_command

    from museion.core.access import make_operator
    from museion.core.models import Account
    from museion.core.saving import Draft
    from museion.governance.actions.assemblies import create_assembly
    from museion.governance.actions.ballots import create_ballot, open_ballot
    from museion.governance.actions.statutes import load_statutes, read_sample_statutes
    from museion.governance.models import Assembly, Delegate
    from museion.network.actions import create_body, save_people
    from museion.network.models import Person, PersonAccount

    call_command("migrate", verbosity=0)
    told = {"actor": make_operator(), "at": datetime(2026, 1, 5, tzinfo=UTC)}
    load_statutes(read_sample_statutes(), **told)
    body = create_body({"kind": "general_assembly", "names": {"en": "Assembly"}}, **told)
    begins_at = datetime(2026, 7, 2, 9, tzinfo=UTC)
    values = {"body_id": body.pk, "begins_at": begins_at, "ends_at": begins_at + timedelta(hours=8)}
    assembly = create_assembly(values, **told)
    save_people([Draft({"name": f"Voter {number}"}) for number in range(voters)], **told)
    people = list(Person.objects.filter(name__startswith="Voter ").order_by("id"))
    accounts = Account.objects.bulk_create(
        [Account(email=f"voter{number}@example.org", password="!") for number in range(voters)]
    )
    PersonAccount.objects.bulk_create(
        [
            PersonAccount(account=account, person=person, linked_at=told["at"])
            for account, person in zip(accounts, people, strict=True)
        ]
    )
    Delegate.objects.bulk_create(
        [
            Delegate(assembly=assembly, body=body, person=person, appointed_at=told["at"], is_listed=True)
            for person in people
        ]
    )
    Assembly.objects.filter(pk=assembly.pk).update(state="list_closed")
    assembly.refresh_from_db()
    ballot = create_ballot(assembly, {"titles": {"en": "Budget"}}, **told)
    return open_ballot(ballot, closes_at=closes_at, actor=told["actor"], at=CLOSED).key


def vote(key: str, first: int, last: int) -> None:
    """Says what became of each form: `counted`, or `again` where these votes were counted before."""
    from museion.core.http.asking import make_actor
    from museion.core.models import Account
    from museion.governance.actions.voting import Part, cast_votes
    from museion.governance.models import Ballot, BallotVoter

    ballot = Ballot.objects.select_related("assembly").get(key=key)
    voters = BallotVoter.objects.filter(ballot=ballot).order_by("id").select_related("delegate__person__account_link")
    for number, voter in list(enumerate(voters))[first:last]:
        actor = make_actor(Account.objects.get(pk=voter.delegate.person.account_link.account_id))
        is_new = cast_votes(
            ballot,
            voter,
            (Part(("yes",), 1),),
            receipt=make_receipt(number),
            actor=actor,
            at=CLOSED + timedelta(hours=1),
        )
        sys.stdout.write("counted\n" if is_new else "again\n")
        sys.stdout.flush()


def make_receipt(number: int) -> str:
    text = hashlib.sha256(f"receipt {number}".encode()).hexdigest()[:25]
    return "-".join(text[start : start + 5] for start in range(0, 25, 5))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "make":
        sys.stdout.write(make(int(sys.argv[2])) + "\n")
    else:
        vote(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
