"""A publication with a file, and the laws, for tests that look at them from outside."""

from datetime import datetime

from museion.core.access import Actor
from museion.library.actions.files import NewFile, attach_file
from museion.library.actions.works import create_work
from museion.library.laws.loading import load_laws
from museion.library.models import Work
from museion.library.tests.conftest import make_pdf
from museion.library.tests.publications import make_report
from museion.library.values import make_values


def fill_shelf(actor: Actor, at: datetime) -> Work:
    load_laws(actor=actor, at=at)
    work = create_work(make_values(make_report()), actor=actor, at=at)
    pages = ("The stores were flooded in March.", "Every jar was carried upstairs.")
    attach_file(work, NewFile(make_pdf(*pages), "flood.pdf", language="en"), actor=actor, at=at)
    return work
