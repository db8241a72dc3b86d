"""The programme on paper, for who has no line: days, rooms, speakers, languages."""

from collections.abc import Sequence
from itertools import groupby

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.languages import LanguageMap, get_direction, get_language_name
from museion.core.paper import Sheet
from museion.core.site_address import get_site_address
from museion.events.models import Event, Session
from museion.events.showing import describe_place, describe_time, get_local, get_locale
from museion.events.templatetags.events import session_time
from museion.events.terms import ContributionState


def draw_programme(event: Event, sessions: Sequence[Session], *, language: str) -> bytes:
    with translation.override(language):
        sheet = _begin(event, language)
        placed = [session for session in sessions if session.begins_at]
        for day, held in groupby(
            placed, key=lambda session: get_local(session.begins_at or event.begins_at, event).date()
        ):
            sheet.head(format_date(day, "full", get_locale(language)))
            for session in held:
                _draw(sheet, session, event, language)
        if not placed:
            sheet.tell(_("Nothing is scheduled yet."))
        return bytes(sheet.output())


def _begin(event: Event, language: str) -> Sheet:
    address = f"{get_site_address()}/events/{event.key}/programme"
    sheet = Sheet(foot=address, is_right_to_left=get_direction(language) == "rtl", made_at=event.changed_at)
    title = LanguageMap(event.titles).pick(language).text or event.key
    sheet.set_title(title)
    sheet.set_lang(language)
    sheet.head(title)
    sheet.tell(describe_time(event, language))
    sheet.tell(describe_place(event, language))
    return sheet


def _draw(sheet: Sheet, session: Session, event: Event, language: str) -> None:
    title = LanguageMap(session.titles).pick(language).text or session.get_kind_display()
    where = f" · {session.room}" if session.room else ""
    spoken = ", ".join(get_language_name(tag, language) for tag in session.languages)
    heard = ", ".join(get_language_name(tag, language) for tag in session.interpretation)
    sheet.ln(2)
    sheet.tell(f"{session_time(session, event.time_zone)}{where}", grey=True)
    sheet.tell(title)
    if spoken:
        sheet.tell(f"{spoken} → {heard}" if heard else spoken, small=True, grey=True)
    papers = [paper for paper in session.contributions.all() if paper.state == ContributionState.ACCEPTED]
    for paper in sorted(papers, key=lambda one: (one.position, one.pk)):
        names = ", ".join(speaker.name for speaker in paper.speakers.all())
        sheet.tell(f"– {LanguageMap(paper.titles).pick(language).text} ({names})", small=True)
