"""Badges, eight on a page: name, institution, country, and the code that the door scans."""

import io
from collections.abc import Sequence
from datetime import datetime

import segno
from django.utils import translation

from museion.core.countries import get_country_name
from museion.core.languages import LanguageMap, get_direction
from museion.core.paper import GREY, INK, Sheet
from museion.events.letters import get_registration_address
from museion.events.models import Event, Registration

_WIDE, _HIGH, _LEFT, _TOP = 90.0, 62.0, 15.0, 16.0
_COLUMNS, _ROWS = 2, 4
_SIDE = 24.0


def draw_badges(event: Event, people: Sequence[Registration], *, language: str, at: datetime) -> bytes:
    with translation.override(language):
        title = LanguageMap(event.titles).pick(language).text or event.key
        sheet = Sheet(foot=title, is_right_to_left=get_direction(language) == "rtl", made_at=at)
        sheet.set_title(title)
        sheet.set_auto_page_break(auto=False)
        for number, person in enumerate(people):
            place = number % (_COLUMNS * _ROWS)
            if number and not place:
                sheet.add_page()
            _draw(sheet, person, title, language, place)
        return bytes(sheet.output())


def _draw(sheet: Sheet, person: Registration, title: str, language: str, place: int) -> None:
    x = _LEFT + _WIDE * (place % _COLUMNS)
    y = _TOP + _HIGH * (place // _COLUMNS)
    sheet.set_draw_color(200, 200, 200)
    sheet.rect(x, y, _WIDE, _HIGH)
    inner = _WIDE - 8
    _write(sheet, person.name, x + 4, y + 8, inner, 17 if len(person.name) < 24 else 12)
    country = get_country_name(person.country, language) if person.country else ""
    _write(sheet, person.institution, x + 4, y + 25, inner - _SIDE, 9, is_grey=True)
    _write(sheet, country, x + 4, y + 41, inner - _SIDE, 9)
    _write(sheet, title[:90], x + 4, y + 49, inner - _SIDE, 7, is_grey=True)
    out = io.BytesIO()
    segno.make(get_registration_address(person), error="m", micro=False).save(out, kind="png", scale=3, border=1)
    sheet.image(out, x=x + _WIDE - _SIDE - 4, y=y + _HIGH - _SIDE - 4, w=_SIDE)


def _write(sheet: Sheet, text: str, x: float, y: float, width: float, size: float, *, is_grey: bool = False) -> None:
    if not text:
        return
    sheet.set_font("text", size=size)
    sheet.set_text_color(*(GREY if is_grey else INK))
    sheet.set_xy(x, y)
    sheet.multi_cell(width, size * 0.45, text, align="L", max_line_height=size * 0.45)
