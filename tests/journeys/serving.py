"""Makes the invented network of the site's tests in an empty MUSEION_HOME and serves it: `python -m journeys.serving PORT`.

A process of its own, so that a journey meets what a visitor meets: granian, files on disk, no shared connection.
"""

import os
import sys
from datetime import UTC, datetime

import django
import orjson

OFFICER = ("noor@example.org", "a long sentence nobody guesses")
LIBRARIAN = ("maria@example.org", "a long sentence nobody guesses")


def make() -> dict[str, str]:
    """The addresses of what was made, by kind."""
    from django.core.management import call_command

    from museion.core.access import make_operator
    from museion.library.tests.shelf import fill_shelf
    from museion.network.actions import create_body
    from museion.response.actions.incidents import Report, report_incident
    from museion.screening.tests.lost_painting import make_loss
    from museion.website.tests.conftest import make_network

    call_command("migrate", verbosity=0)
    told = {"actor": make_operator(), "at": datetime(2026, 3, 14, 12, tzinfo=UTC)}
    values = {"kind": "national_committee", "names": {"en": "National Committee of Senegal"}, "country": "SN"}
    network = make_network(create_body(values, **told), told["actor"], told["at"])
    make_officer(*OFFICER)
    make_librarian(*LIBRARIAN)
    loss = make_loss(told["actor"], told["at"])
    work = fill_shelf(told["actor"], told["at"])
    report = Report(token="j" * 24, title="Toit du dépôt", description="Le toit s'est effondré.", country="SN")
    incident = report_incident(report, **told).incident
    return {type(record).__name__: record.url for record in (*network, loss, work, incident)}


def make_librarian(email: str, password: str) -> None:
    """Who catalogues for the secretariat."""
    from museion.core.access import AccessLevel, Role
    from museion.core.models import Account, Grant

    account = Account.objects.create_user(email, password, display_name="María Núñez")
    Grant.objects.create(account=account, role=Role.SECRETARIAT, level=AccessLevel.MEMBER)


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
