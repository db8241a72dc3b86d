"""Makes PDFs for the first invented books and reports, two to five pages each, and attaches them; begun again, it goes on."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import QuerySet
from fpdf import FPDF, XPos, YPos

from museion.core.access import Actor
from museion.library.actions.files import NewFile, attach_file
from museion.library.actions.opening import Opening
from museion.library.models import Work
from museion.library.sample.references import read_words
from museion.network.sample.marking import NOTICES, SOURCE, make_random

_TYPES = ("book", "report", "article")


def count_unfiled(most: int) -> int:
    return max(0, min(most - Work.objects.filter(source=SOURCE, files__isnull=False).count(), _unfiled().count()))


def file_pdfs(seed: int, most: int, *, actor: Actor, at: datetime, report: Callable[[int], None] | None = None) -> None:
    for work in list(_unfiled()[: count_unfiled(most)]):
        random = make_random(seed, f"pdf {work.source_id}")
        attach_file(work, _make_file(work, random, at.date()), actor=actor, at=at)
        if report:
            report(1)


def _unfiled() -> QuerySet[Work]:
    """Works in languages that the standard fonts of PDF can write."""
    rows = Work.objects.filter(source=SOURCE, source_id__startswith="reference/", files__isnull=True)
    return rows.filter(reference_type__in=_TYPES, languages__in=[["en"], ["fr"], ["es"]], access="public").order_by(
        "id"
    )


def _make_file(work: Work, random: Random, today: date) -> NewFile:
    language = work.languages[0]
    return NewFile(
        content=make_pdf(work.titles.pick(language).text, language, random),
        name=f"{work.key}.pdf",
        language=language,
        opening=Opening(
            closed_until=today + timedelta(days=random.randint(2, 700)) if random.random() < 0.04 else None,
            is_reading_room_only=random.random() < 0.04,
        ),
    )


def make_pdf(title: str, language: str, random: Random) -> bytes:
    """With the fonts that every reader of PDF has, so that one is made in milliseconds."""
    sheet = FPDF(format="A4")
    sheet.set_margins(24, 24, 24)
    sheet.set_auto_page_break(auto=True, margin=24)
    sheet.set_creation_date(datetime(2026, 1, 1))  # noqa: DTZ001 (a fixed day: the same seed makes the same bytes)
    for page in range(random.randint(2, 5)):
        sheet.add_page()
        sheet.set_font("times", "B", 17 if page == 0 else 12)
        sheet.multi_cell(0, 8, _plain(title), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        sheet.set_font("times", size=11)
        if page == 0:
            sheet.multi_cell(0, 6, _plain(NOTICES[language]), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        for _ in range(random.randint(5, 9)):
            sheet.ln(3)
            sheet.multi_cell(
                0,
                6,
                _plain(" ".join(random.sample(read_words()["sentences"][language], k=5))),
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
            )
    return bytes(sheet.output())


def _plain(text: str) -> str:
    """The standard fonts know Latin-1 alone."""
    return text.replace("’", "'").replace("–", "-").encode("latin-1", "replace").decode("latin-1")
