"""The form of a roster entry: the same fields whether they come from the register or were just sent, so that nothing typed is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from museion.core.access import Viewer
from museion.core.countries import is_country, list_countries
from museion.core.http.forms import FormError, read_form_day, read_form_key
from museion.core.languages import list_tongues
from museion.core.numerals import read_whole
from museion.core.places import read_degrees
from museion.network.models import Person
from museion.network.queries import get_bodies, get_museums
from museion.response.actions.roster_entries import Span, WrittenEntry
from museion.response.labels import list_hazards
from museion.response.mobilisation.requests import LEVELS
from museion.response.models import RosterEntry
from museion.vocabulary.models import Concept

LANGUAGE_ROWS = 6
MORE_PERIODS = 3
MOST_MISSIONS = 100
Fields = MultiValueDict[str, str]


def fill_fields(person: Person, entry: RosterEntry) -> Fields:
    fields: Fields = MultiValueDict()
    fields.setlist("skills", [str(number) for number in person.specialities.values_list("id", flat=True)])
    fields.setlist("countries", list(person.countries_of_experience))
    for number, spoken in enumerate(person.languages):
        fields[f"language-{number}"], fields[f"level-{number}"] = spoken["tag"], spoken["level"]
    for number, period in enumerate(person.availability.order_by("begins_at", "ends_at")):
        fields[f"from-{number}"] = period.begins_at.date().isoformat()
        fields[f"to-{number}"] = _get_last_day(period.ends_at).isoformat()
    for hazard, missions in entry.hazards.items():
        fields[f"hazard-{hazard}"] = str(missions)
    fields["conflicts"] = " ".join(entry.conflicts)
    fields["last_mission"] = entry.last_mission_date.isoformat() if entry.last_mission_date else ""
    for name in ("country", "city", "time_zone"):
        fields[name] = getattr(person, name)
    for name in ("latitude", "longitude"):
        value = getattr(person, name)
        fields[name] = "" if value is None else f"{value:g}"
    for name, is_ticked in (("deployable", person.is_deployable), ("standing", entry.in_good_standing)):
        if is_ticked:
            fields[name] = "1"
    return fields


def describe_fields(fields: Fields) -> dict[str, Any]:
    language = get_language() or "en"
    skills = Concept.objects.current().filter(scheme__slug="museum-skills").order_by("notation", "id")
    chosen, countries = set(fields.getlist("skills")), set(fields.getlist("countries"))
    names = list_countries(language)
    return {
        "fields": fields.dict(),
        "skills": [(str(c.pk), c.pref_labels.pick(language), str(c.pk) in chosen) for c in skills],
        "countries": [(code, name, code in countries) for code, name in names],
        "languages": [
            (row, fields.get(f"language-{row}", ""), fields.get(f"level-{row}", ""))
            for row in range(_count_rows(fields, "language", LANGUAGE_ROWS))
        ],
        "periods": [
            (row, fields.get(f"from-{row}", ""), fields.get(f"to-{row}", ""))
            for row in range(_count_rows(fields, "from", 0) + MORE_PERIODS)
        ],
        "hazards": [(code, label, fields.get(f"hazard-{code}", "")) for code, label in list_hazards()],
        "levels": LEVELS,
        "tongues": list_tongues(language),
    }


def read_entry(
    fields: Fields, *, person: Person, entry: RosterEntry, keeps_standing: bool, viewer: Viewer
) -> WrittenEntry:
    """Raises `FormError`. Standing stays as it is where the writer may not judge it."""
    latitude, longitude = _read_degrees(fields, "latitude", 90), _read_degrees(fields, "longitude", 180)
    if (latitude is None) != (longitude is None):
        raise FormError(_("Please give both latitude and longitude of the home, or neither."))
    return WrittenEntry(
        is_deployable="deployable" in fields,
        skills=_read_skills(fields, person),
        languages=list(_read_languages(fields)),
        countries=sorted(code for code in set(fields.getlist("countries")) if is_country(code)),
        country=_read_country(fields),
        city=_read(fields, "city")[:200],
        latitude=latitude,
        longitude=longitude,
        time_zone=_read_zone(fields),
        hazards=dict(_read_hazards(fields)),
        conflicts=list(dict.fromkeys(_read_conflicts(fields, viewer))),
        last_mission_date=read_form_day(_read(fields, "last_mission")),
        in_good_standing="standing" in fields if keeps_standing else entry.in_good_standing,
        free=list(_read_periods(fields, person)),
    )


def _read(fields: Fields, name: str) -> str:
    return str(fields.get(name) or "").strip()


def _count_rows(fields: Fields, name: str, least: int) -> int:
    filled = [
        read_whole(field.rpartition("-")[2]) for field in fields if field.startswith(f"{name}-") and fields[field]
    ]
    return max(least, min(max((row for row in filled if row is not None), default=-1) + 1, 50))


def _read_skills(fields: Fields, person: Person) -> list[int]:
    """Specialities from other thesauri are no part of this form, and stay."""
    offered = set(Concept.objects.filter(scheme__slug="museum-skills").values_list("id", flat=True))
    others = [pk for pk in person.specialities.values_list("id", flat=True) if pk not in offered]
    return [*others, *sorted(offered & {read_whole(text) for text in fields.getlist("skills")})]


def _read_languages(fields: Fields) -> Iterator[tuple[str, str]]:
    for row in range(_count_rows(fields, "language", LANGUAGE_ROWS)):
        tag, level = _read(fields, f"language-{row}"), _read(fields, f"level-{row}")
        if not tag:
            continue
        if not (2 <= len(tag) <= 35 and tag.replace("-", "").isalnum() and tag.isascii()):
            raise FormError(_("“%(text)s” is no language tag; write es, pt-BR, zh-Hant.") % {"text": tag})
        yield tag, level if level in LEVELS else "B1"


def _read_hazards(fields: Fields) -> Iterator[tuple[str, int]]:
    for code, label in list_hazards():
        text = _read(fields, f"hazard-{code}")
        if not text:
            continue
        missions = read_whole(text, most=MOST_MISSIONS)
        if missions is None:
            raise FormError(_("%(hazard)s: please give the number of missions.") % {"hazard": label})
        if missions:
            yield code, missions


def _read_conflicts(fields: Fields, viewer: Viewer) -> Iterator[str]:
    for text in _read(fields, "conflicts").replace(",", " ").split():
        if len(text) == 2 and is_country(text.upper()):
            yield text.upper()
            continue
        key = read_form_key(text)
        if not (get_museums(viewer).filter(key=key).exists() or get_bodies(viewer).filter(key=key).exists()):
            raise FormError(_("No museum or body has the key %(key)s.") % {"key": text})
        yield key


def _read_periods(fields: Fields, person: Person) -> Iterator[Span]:
    """Days as the form shows them; a period that was not touched keeps its hours."""
    held = {
        (period.begins_at.date(), _get_last_day(period.ends_at)): (period.begins_at, period.ends_at)
        for period in person.availability.all()
    }
    for row in range(_count_rows(fields, "from", 0) + MORE_PERIODS):
        first, last = read_form_day(_read(fields, f"from-{row}")), read_form_day(_read(fields, f"to-{row}"))
        if first is None and last is None:
            continue
        if first is None or last is None or last < first:
            raise FormError(
                _("Free period %(number)s: please give a first day and a last day after it.") % {"number": row + 1}
            )
        yield held.get((first, last)) or (_begin_day(first), _begin_day(last + timedelta(days=1)))


def _get_last_day(ends_at: datetime) -> date:
    return (ends_at - timedelta(microseconds=1)).date()


def _begin_day(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _read_degrees(fields: Fields, name: str, most: int) -> float | None:
    text = _read(fields, name)
    try:
        return read_degrees(text, most)
    except ValueError:
        raise FormError(_("“%(text)s” is no latitude or longitude in degrees.") % {"text": text}) from None


def _read_country(fields: Fields) -> str:
    code = _read(fields, "country")
    return code if is_country(code) else ""


def _read_zone(fields: Fields) -> str:
    zone = _read(fields, "time_zone")
    if zone and zone not in available_timezones():
        raise FormError(_("“%(text)s” is no time zone; write it as America/Lima.") % {"text": zone})
    return zone
