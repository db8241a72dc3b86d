"""What the calendar's filters and the forms of the room offer to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museion.core.access import PUBLIC_VIEWER, Actor, may
from museion.core.languages import get_language_name
from museion.core.models.records import RecordQuerySet
from museion.events.queries.events import EventFilter, get_organisers
from museion.events.terms import EventFormat, EventType
from museion.network.models import Body
from museion.network.terms import BodyKind
from museion.vocabulary.models import Concept

Option = tuple[str, str]
THEME_SCHEMES = ("collection-types", "museum-skills")
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh")
ORGANISING_KINDS = (
    BodyKind.GENERAL_ASSEMBLY,
    BodyKind.EXECUTIVE_BOARD,
    BodyKind.INTERNATIONAL_COMMITTEE,
    BodyKind.NATIONAL_COMMITTEE,
    BodyKind.REGIONAL_ALLIANCE,
    BodyKind.AFFILIATED_ORGANISATION,
    BodyKind.STANDING_COMMITTEE,
    BodyKind.WORKING_GROUP,
    BodyKind.SECRETARIAT,
)


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: list[Option]
    value: str


def list_filters(asked: EventFilter, language: str) -> list[Filter]:
    bodies = list_bodies(language)
    return [
        Filter("type", _("Type"), [(code, str(label)) for code, label in EventType.choices], asked.type),
        Filter("region", _("Region"), list_regions(language), asked.region),
        Filter("body", _("Organised by"), bodies, asked.body),
        Filter("theme", _("Theme"), list_themes(language), asked.theme),
        Filter("language", _("Language"), list_languages(language), asked.language),
        Filter("format", _("Format"), [(code, str(label)) for code, label in EventFormat.choices], asked.format),
    ]


def list_regions(language: str) -> list[Option]:
    return _name_bodies(_keep_standing(Body.objects.current()).filter(kind=BodyKind.REGIONAL_ALLIANCE), language)


def list_bodies(language: str) -> list[Option]:
    """Those that organise something."""
    return _name_bodies(_keep_standing(Body.objects.current()).filter(kind__in=ORGANISING_KINDS), language)


def list_own_bodies(actor: Actor, language: str) -> list[Option]:
    """Those in whose name the actor may make events."""
    rows = _keep_standing(get_organisers()).filter(kind__in=ORGANISING_KINDS)
    return _name_bodies([body for body in rows if may(actor, "event.create", body)], language)


def list_themes(language: str) -> list[Option]:
    rows = Concept.objects.current().visible_to(PUBLIC_VIEWER).filter(scheme__slug__in=THEME_SCHEMES)
    found = [(concept.key, concept.pref_labels.pick(language).text) for concept in rows.only("key", "pref_labels")]
    return sorted(found, key=lambda option: option[1].casefold())


def list_languages(language: str) -> list[Option]:
    return sorted(((tag, get_language_name(tag, language)) for tag in LANGUAGES), key=lambda option: option[1])


def _keep_standing(rows: RecordQuerySet[Body]) -> RecordQuerySet[Body]:
    return rows.visible_to(PUBLIC_VIEWER).filter(dissolved_date__isnull=True)


def _name_bodies(bodies: Iterable[Body], language: str) -> list[Option]:
    found = [(body.key, body.names.pick(language).text or body.acronym or body.key) for body in bodies]
    return sorted(found, key=lambda option: option[1].casefold())
