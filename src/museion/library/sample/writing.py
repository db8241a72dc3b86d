"""Writes the invented library through the room's actions; doing it again changes nothing."""

from collections.abc import Callable
from datetime import datetime

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.heritage.models import CulturalObject
from museion.library.actions.archives import save_units
from museion.library.actions.curating import save_set
from museion.library.actions.templates import save_template
from museion.library.actions.works import save_works
from museion.library.laws.loading import load_laws
from museion.library.models import ArchiveUnit, Work
from museion.library.sample.references import Shelf, draft_references
from museion.library.sample.serials import write_newsletters, write_series
from museion.library.sample.sizes import LibrarySize
from museion.network.models import Body
from museion.network.sample.marking import REASON, SOURCE, add_notice
from museion.vocabulary.models import Concept

BATCH = 1000
Report = Callable[[str, int], None]


def make_sample(seed: int, *, actor: Actor, at: datetime, size: LibrarySize, report: Report | None = None) -> None:
    """Laws, archives, series with gaps, and the first references; `make_rest` writes the others."""
    load_laws(actor=actor, at=at)
    _write_archives(seed, actor=actor, at=at)
    write_series(seed, actor=actor, at=at)
    save_set(
        "floods-spanish",
        titles={"en": "Floods, in Spanish", "fr": "Inondations, en espagnol", "es": "Inundaciones, en español"},
        query="floods language=es",
        body_id=None,
        actor=actor,
        at=at,
    )
    save_template("Article", {"reference_type": "article", "languages": ["en"]}, actor=actor)
    _write_references(seed, 0, size.first, actor=actor, at=at, report=report)


def make_rest(seed: int, *, actor: Actor, at: datetime, size: LibrarySize, report: Report | None = None) -> None:
    """What `make_sample` left; begun again, it goes on where it stopped."""
    written = Work.objects.filter(source=SOURCE, source_id__startswith="reference/").count()
    _write_references(seed, written // BATCH * BATCH, size.references, actor=actor, at=at, report=report)
    write_newsletters(seed, size.series, actor=actor, at=at)


def _write_references(seed: int, first: int, last: int, *, actor: Actor, at: datetime, report: Report | None) -> None:
    shelf = _read_shelf()
    for start in range(first, last, BATCH):
        drafts = list(draft_references(seed, start, min(start + BATCH, last), shelf))
        save_works(drafts, actor=actor, at=at, reason=REASON)
        if report:
            report("references", len(drafts))


def _read_shelf() -> Shelf:
    return Shelf(
        bodies=list(Body.objects.filter(source=SOURCE).order_by("id").values_list("id", flat=True)[:200]),
        concepts=list(Concept.objects.filter(scheme__slug="museum-skills").order_by("id").values_list("id", flat=True)),
        objects=list(CulturalObject.objects.filter(source=SOURCE).order_by("id").values_list("id", flat=True)[:2000]),
    )


def _write_archives(seed: int, *, actor: Actor, at: datetime) -> None:
    """Three fonds with their series and files."""
    bodies = list(Body.objects.filter(source=SOURCE).order_by("id")[:3])
    for place, body in enumerate(bodies, start=1):
        fonds = _draft_unit(f"F{place}", None, "fonds", body, f"{1946 + place}–1998", place)
        save_units([fonds], actor=actor, at=at, reason=REASON)
        top = ArchiveUnit.objects.get(source=SOURCE, source_id=f"unit/F{place}")
        for number in range(1, 4):
            series = _draft_unit(
                f"F{place}-{number}", top.id, "series", body, f"{1950 + number * 10}–{1960 + number * 10}", number
            )
            save_units([series], actor=actor, at=at, reason=REASON)
            parent = ArchiveUnit.objects.get(source=SOURCE, source_id=f"unit/F{place}-{number}")
            units = [
                _draft_unit(f"F{place}-{number}-{leaf}", parent.id, "file", body, str(1950 + number * 10 + leaf), leaf)
                for leaf in range(1, 6)
            ]
            save_units(units, actor=actor, at=at, reason=REASON)


_UNIT_TITLES = {
    "fonds": {"en": "Archives of {}", "fr": "Archives de {}", "es": "Archivo de {}"},
    "series": {"en": "Correspondence, series {}", "fr": "Correspondance, série {}", "es": "Correspondencia, serie {}"},
    "file": {
        "en": "Letters received, file {}",
        "fr": "Lettres reçues, dossier {}",
        "es": "Cartas recibidas, expediente {}",
    },
}


def _draft_unit(code: str, parent: int | None, level: str, body: Body, dates: str, position: int) -> Draft:
    titles = {
        tag: text.format(body.names.pick(tag).text if level == "fonds" else position)
        for tag, text in _UNIT_TITLES[level].items()
    }
    return Draft(
        {
            "source": SOURCE,
            "source_id": f"unit/{code}",
            "reference_code": f"MUS {code}",
            "titles": titles,
            "date_text": dates,
            "date_earliest": int(dates[:4]) * 10_000 + 101,
            "date_latest": int(dates[-4:]) * 10_000 + 1231,
            "level": level,
            "extent": "0.4 m" if level != "file" else "32 f.",
            "creator_id": body.id,
            "parent_id": parent,
            "position": position,
            "access": "public" if level != "file" else "member",
            "scope_and_content": add_notice(
                {
                    "en": "Letters, minutes and photographs.",
                    "fr": "Lettres, procès-verbaux et photographies.",
                    "es": "Cartas, actas y fotografías.",
                }
            ),
        }
    )
