"""The situation report on paper, in the reader's language, from what was kept when it was issued."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.countries import get_country_name
from museion.core.languages import get_direction
from museion.core.paper import Sheet
from museion.response.labels import HAZARD_LABELS
from museion.response.models import SituationReport
from museion.response.terms import DamageExtent, IncidentState


def draw_report(report: SituationReport, *, language: str) -> bytes:
    with translation.override(language):
        content = report.content
        is_actual = content["status"] == "Actual"
        sort = _("incident") if is_actual else _("exercise")
        title = _("Situation report %(number)s") % {"number": report.number}
        sheet = Sheet(
            foot=f"{title} · {sort} {content['key']}",
            is_right_to_left=get_direction(language) == "rtl",
            made_at=report.issued_at,
        )
        sheet.set_title(title)
        sheet.set_lang(language)
        sheet.head(f"{title} · {content['title']}")
        sheet.facts(_list_facts(report, content, sort, language))
        _draw_texts(sheet, content)
        _draw_lists(sheet, content)
        return bytes(sheet.output())


def _list_facts(report: SituationReport, content: dict[str, Any], sort: str, language: str) -> list[tuple[str, str]]:
    museum = content["museum"]["name"] if content["museum"] else ""
    country = get_country_name(content["country"], language) if content["country"] else ""
    return [
        (sort, content["key"]),
        (_("issued"), f"{_tell(report.issued_at)} UTC, {report.issued_by}"),
        (_("state"), str(IncidentState(content["state"]).label)),
        (_("cause"), str(HAZARD_LABELS.get(content["hazard"], ""))),
        (_("place"), ", ".join(filter(None, (content["place"], museum, country)))),
    ]


def _draw_texts(sheet: Sheet, content: dict[str, Any]) -> None:
    for head, name in ((_("Where it stands"), "summary"), (_("What comes next"), "outlook")):
        if content.get(name):
            sheet.head(head)
            sheet.tell(content[name])


def _draw_lists(sheet: Sheet, content: dict[str, Any]) -> None:
    damage = content["damage"]["items"].items()
    parts = (
        (_("People on the mission"), [f"{person['name']}, {person['seat']}" for person in content["people"]]),
        (_("Damage"), [f"{DamageExtent(code).label}: {count}" for code, count in damage if count]),
        (_("Tasks"), [_write_task(task) for task in content["tasks"]]),
        (_("Log of the incident"), [f"{line['at'][:16]} {line['by']}: {line['text']}" for line in content["log"]]),
    )
    for head, lines in parts:
        if lines:
            sheet.head(head)
            for line in lines:
                sheet.tell(line)


def _write_task(task: dict[str, Any]) -> str:
    state = _("done") if task["is_done"] else _("open")
    return " · ".join(filter(None, (task["text"], task["assigned_to"], state)))


def _tell(moment: datetime) -> str:
    return date_format(moment, "DATETIME_FORMAT")
