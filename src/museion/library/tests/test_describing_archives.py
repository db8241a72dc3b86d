"""An archivist describes a fonds and what stands within it, moves nothing out of order, and takes away only what is empty."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from museion.core.access import AccessLevel
from museion.core.models import Account, JournalLine
from museion.library.models import ArchiveUnit, LibraryFile
from museion.library.tests.conftest import make_pdf
from museion.library.tests.test_filing import send
from museion.network.models import Body

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
FONDS = {
    "reference_code": "MUS F9",
    "level": "fonds",
    "titles": "fr: Archives du Comité\nar: أرشيف اللجنة",
    "date_text": "1950–1960",
    "languages": "fr ar",
    "scope_and_content": "fr: Lettres.\n\nProcès-verbaux: 1950 et 1951.\n\nen: Letters.",
    "access": "public",
}


@pytest.fixture
def archivist(secretariat: Account, sign_in: SignIn) -> Client:
    return sign_in(secretariat)


def describe(client: Client, parent: ArchiveUnit | None = None, **sent: str) -> Any:
    return client.post(f"/library/archives/new{f'?parent={parent.key}' if parent else ''}", FONDS | sent)


def test_a_fonds_is_described_and_filled_from_the_top(archivist: Client, committee: Body) -> None:
    describe(archivist, creator_text=f"Comité [{committee.key}]")
    fonds = ArchiveUnit.objects.get()
    assert (fonds.date_earliest, fonds.date_latest, fonds.creator) == (19500101, 19601231, committee)
    assert fonds.scope_and_content == {"fr": "Lettres.\n\nProcès-verbaux: 1950 et 1951.", "en": "Letters."}
    suggested = archivist.get(f"/library/archives/new?parent={fonds.key}").content.decode()
    assert 'value="MUS F9-1"' in suggested
    assert committee.key in suggested
    answer = describe(archivist, fonds, reference_code="MUS F9-1", level="series", titles="fr: Lettres", and_new="1")
    assert answer.headers["Location"] == f"/library/archives/new?parent={fonds.key}"
    describe(archivist, fonds, reference_code="MUS F9-2", level="series", titles="fr: Photographies")
    assert list(fonds.units.order_by("position").values_list("reference_code", flat=True)) == ["MUS F9-1", "MUS F9-2"]
    page = archivist.get(fonds.url).content.decode()
    assert page.index("MUS F9-1") < page.index("MUS F9-2")
    assert f"/library/archives/new?parent={fonds.key}" in page


def test_a_description_is_changed_and_its_files_close_with_it(archivist: Client) -> None:
    describe(archivist)
    fonds = ArchiveUnit.objects.get()
    send(archivist, fonds.key, make_pdf("Lettre."))
    form = archivist.get(f"/library/archives/{fonds.key}").content.decode()
    assert "Procès-verbaux: 1950 et 1951." in form
    archivist.post(f"/library/archives/{fonds.key}", FONDS | {"access": "member", "closed_until": "2090-01-01"})
    fonds.refresh_from_db()
    assert (fonds.access, fonds.closed_until) == (AccessLevel.MEMBER, date(2090, 1, 1))
    assert LibraryFile.objects.get().access == AccessLevel.MEMBER
    assert Client().get(fonds.url).status_code == 404
    line = JournalLine.objects.filter(key=fonds.key, action="archive_unit.update").get()
    assert line.after["access"] == "member"
    assert "titles" not in line.after


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"level": "fonds"}, "does not stand within one of the level “series”"),
        ({"level": "volume"}, "is none of the choices"),
        ({"titles": ""}, "has a title"),
        ({"reference_code": " "}, "has a reference code"),
        ({"closed_until": "soon"}, "is no day"),
        ({"creator_text": "Nobody [b0000000]"}, "No record has the key"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    archivist: Client, sent: dict[str, str], told: str
) -> None:
    describe(archivist, level="series")
    answer = describe(archivist, ArchiveUnit.objects.get(), **sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert sent.get("titles", "Archives du Comité") in answer.content.decode()
    assert ArchiveUnit.objects.count() == 1


def test_a_unit_that_holds_others_stays_and_an_empty_one_goes(archivist: Client) -> None:
    describe(archivist)
    fonds = ArchiveUnit.objects.get()
    describe(archivist, fonds, reference_code="MUS F9-1", level="series")
    series = ArchiveUnit.objects.get(level="series")
    raised = archivist.post(f"/library/archives/{fonds.key}", FONDS | {"level": "file"})
    assert "It holds MUS F9-1" in raised.content.decode()
    assert archivist.post(f"/library/archives/{fonds.key}/withdraw").status_code == 409
    answer = archivist.post(f"/library/archives/{series.key}/withdraw", {"reason": "described twice"})
    assert answer.headers["Location"] == fonds.url
    assert archivist.post(f"/library/archives/{fonds.key}/withdraw").status_code == 302
    assert not ArchiveUnit.objects.current().exists()


def test_who_only_reads_describes_nothing(archivist: Client, member: Account, sign_in: SignIn) -> None:
    describe(archivist)
    fonds = ArchiveUnit.objects.get()
    reader = sign_in(member)
    for address in ("new", f"new?parent={fonds.key}", fonds.key):
        assert reader.get(f"/library/archives/{address}").status_code == 403
    assert reader.post(f"/library/archives/{fonds.key}/withdraw").status_code == 403
    assert "/library/archives/" not in reader.get(fonds.url).content.decode()
