"""Makes the invented network of the site's tests in an empty MUSEION_HOME and serves it: `python -m journeys.serving PORT`.

A process of its own, so that a journey meets what a visitor meets: granian, files on disk, no shared connection.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django
import orjson

OFFICER = ("noor@example.org", "a long sentence nobody guesses")
TICKET = "ticket-of-the-journeys"
KEEPER = ("ines@example.org", "a long sentence nobody guesses")
LIBRARIAN = ("maria@example.org", "a long sentence nobody guesses")


def make() -> dict[str, str]:
    """The addresses of what was made, by kind."""
    from django.core.management import call_command

    from journeys.caring import make_care
    from journeys.voting import make_secretary, open_vote
    from museion.core.access import make_operator
    from museion.library.tests.shelf import fill_shelf
    from museion.network.actions import create_body
    from museion.response.actions.incidents import Report, report_incident
    from museion.response.tests.called_people import make_people
    from museion.screening.tests.lost_painting import make_loss
    from museion.website.tests.conftest import make_network

    call_command("migrate", verbosity=0)
    told = {"actor": make_operator(), "at": datetime(2026, 3, 14, 12, tzinfo=UTC)}
    values = {"kind": "national_committee", "names": {"en": "National Committee of Senegal"}, "country": "SN"}
    committee = create_body(values, **told)
    network = make_network(committee, told["actor"], told["at"])
    make_officer(*OFFICER)
    make_librarian(*LIBRARIAN, "member")
    make_librarian(*KEEPER, "desk")
    make_secretary(committee)
    open_vote(committee, datetime.now(UTC), told["actor"])
    make_people(told["actor"], datetime.now(UTC))
    loss = make_loss(told["actor"], told["at"])
    work = fill_shelf(told["actor"], told["at"])
    report = Report(token="j" * 24, title="Toit du dépôt", description="Le toit s'est effondré.", country="SN")
    incident = report_incident(report, **told).incident
    meetings = make_meetings(committee, told["actor"], told["at"])
    meetings |= make_doubles(told["actor"], told["at"]) | {"Body": committee.url}
    meetings |= make_care(told["actor"])
    return meetings | {type(record).__name__: record.url for record in (*network, loss, work, incident)}


def make_meetings(body: Any, actor: Any, at: datetime) -> dict[str, str]:
    """A conference to come with two sessions to place and somebody registered; a workshop that is over, with a certificate."""
    from museion.events.actions.attendance import Scan, record_scans
    from museion.events.actions.certificates import issue_certificates, save_rule
    from museion.events.actions.programme import add_room, create_session
    from museion.events.tests.cast import SOON, make_event, open_booking, sign_up

    titles = {"en": "Conference on jars", "fr": "Colloque sur les jarres"}
    coming = make_event(body, actor, at, type="conference", titles=titles, ends_at=SOON + timedelta(days=1))
    open_booking(coming, actor, at)
    sign_up(coming, "Fatou Ndiaye", at, token=TICKET)
    add_room(coming, "Grande salle", actor=actor, at=at)
    for title in ("Opening", "Water"):
        create_session(coming, {"titles": {"en": title}}, actor=actor, at=at)
    begins_at = at - timedelta(days=4)
    over = make_event(body, actor, at, begins_at=begins_at, ends_at=begins_at + timedelta(hours=6))
    open_booking(over, actor, at)
    person = sign_up(over, "Fatou Ndiaye", begins_at - timedelta(days=9))
    record_scans(over, [Scan(person.token)], actor=actor, at=begins_at)
    save_rule(over, {"kind": "attendance"}, actor=actor, at=at)
    (certificate,) = issue_certificates(over, actor=actor, at=at)
    return {"Event": coming.url, "Certificate": f"/certificates/{certificate.token}"}


def make_doubles(actor: Any, at: datetime) -> dict[str, str]:
    """One painter as two sources spell him."""
    from museion.network.actions import create_person

    told = {"actor": actor, "at": at}
    kept = create_person({"name": "Ivan Shishkin", "life_text": "1832-1898", "country": "RU"}, **told)
    other = create_person({"name": "Иван Шишкин", "position": "Живописец", "country": "RU"}, **told)
    return {"Kept": kept.url, "Other": other.url}


def make_librarian(email: str, password: str, level: str) -> None:
    """Who catalogues for the secretariat; at the level of the desk, who keeps the reading room as well."""
    from museion.core.access import Role
    from museion.core.models import Account, Grant

    account = Account.objects.create_user(email, password, display_name="María Núñez")
    Grant.objects.create(account=account, role=Role.SECRETARIAT, level=level)


def make_officer(email: str, password: str) -> None:
    """Who works at the case desk."""
    from museion.core.access import AccessLevel, Role
    from museion.core.models import Account, Grant

    account = Account.objects.create_user(email, password, display_name="نور حداد")
    Grant.objects.create(account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()
    sys.stdout.write(orjson.dumps(make()).decode() + "\n")
    sys.stdout.flush()
    from museion.cli.serve import serve  # after the models are loaded, which it needs

    serve(port=int(sys.argv[1]), workers=1, with_worker=False)
