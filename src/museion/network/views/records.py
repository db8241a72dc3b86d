"""The pages of museums, people, bodies and mandates."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Viewer, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.network.holdings import HOLDINGS, Holding
from museion.network.models import Body, Mandate, Museum, Person
from museion.network.queries import (
    get_ancestors,
    get_children,
    get_competences,
    get_mandates_of_body,
    get_mandates_of_person,
    get_members_of_alliance,
    get_museum_keys,
    get_nearest_museum_keys,
    get_people_of_museum,
    get_specialities,
)
from museion.network.terms import BodyKind, CollectionType, LanguageLevel
from museion.network.visibility import get_visible_fields
from museion.search.documents import Card, get_cards

RELATED = 8


@dataclass(frozen=True, slots=True)
class ShownHolding:
    """Some records of a museum, and where all are."""

    label: Any
    url: str
    cards: list[Card]


def show_museum(request: HttpRequest, record: Museum) -> HttpResponse:
    viewer, language = get_viewer(request), get_languages(request)[0]
    committee = record.national_committee
    context = {
        "title": record.names.pick(get_languages(request)).text or record.key,
        "collection_types": [CollectionType(code).label for code in record.collection_types if code in CollectionType],
        "committee": committee if committee and _is_visible(committee, viewer) else None,
        "sees_desk": viewer.sees(AccessLevel.DESK),
        "people": get_people_of_museum(record, viewer, limit=RELATED),
        "holdings": [shown for held in HOLDINGS if (shown := _show_holding(held, record, viewer, language)).cards],
        "neighbours": _get_cards(get_nearest_museum_keys(record, viewer, limit=RELATED), "museum", language),
        "deeds": _list_deeds(request, record),
    }
    return render_record(request, record, "network/museum.html", context)


def show_person(request: HttpRequest, record: Person) -> HttpResponse:
    viewer = get_viewer(request)
    shown = get_visible_fields(record, viewer)
    institution = record.institution if "institution" in shown else None
    context = {
        "title": record.name,
        "shown": shown,
        "institution": institution if institution and _is_visible(institution, viewer) else None,
        "mandates": get_mandates_of_person(record, viewer),
        "specialities": get_specialities(record, viewer),
        "competences": get_competences(record, viewer),
        "spoken": [(held.get("tag", ""), _name_level(held.get("level", ""))) for held in record.languages],
        "today": timezone.now().date(),
        "deeds": _list_deeds(request, record),
    }
    return render_record(request, record, "network/person.html", context)


_PAGES = {Museum: ("museum", "museums"), Person: ("person", "people"), Body: ("body", "bodies")}


def _list_deeds(request: HttpRequest, record: Museum | Person | Body) -> list[tuple[str, str]]:
    """What the reader may do with the record, as addresses with their words."""
    actor, (kind, page) = get_actor(request), _PAGES[type(record)]
    deeds = []
    if may(actor, f"{kind}.update", record):
        deeds.append((f"/{page}/{record.key}/edit", _("Change the entry")))
    if kind != "body" and may(actor, "payment.create", record):
        deeds.append((f"/{page}/{record.key}/membership", _("Membership")))
    if kind == "museum" and may(actor, "representative.create", record):
        deeds.append((f"/museums/{record.key}/representatives", _("Representatives")))
    if kind != "body" and may(actor, f"{kind}.merge", record):
        deeds.append((f"/doubles?kind={kind}&of={record.key}", _("Possible doubles")))
    return deeds


def show_body(request: HttpRequest, record: Body) -> HttpResponse:
    viewer, language = get_viewer(request), get_languages(request)[0]
    today = timezone.now().date()
    mandates = get_mandates_of_body(record, viewer)
    museum_keys = get_museum_keys(viewer, committee=record, limit=RELATED)
    context = {
        "title": record.names.pick(get_languages(request)).text or record.acronym or record.key,
        "kind_label": BodyKind(record.kind).label,
        "ancestors": [above for above in get_ancestors(record) if _is_visible(above, viewer)],
        "children": get_children(record, viewer),
        "members": get_members_of_alliance(record, viewer) if record.kind == BodyKind.REGIONAL_ALLIANCE else [],
        "alliances": [joined for joined in record.alliances.all() if _is_visible(joined, viewer)],
        "officers": [held for held in mandates if held.to_date is None or held.to_date >= today],
        "former_officers": [held for held in mandates if held.to_date and held.to_date < today],
        "museums": _get_cards(museum_keys, "museum", language),
        "deeds": _list_deeds(request, record),
        "keeps_seats": may(get_actor(request), "mandate.create", record),
    }
    return render_record(request, record, "network/body.html", context)


def show_mandate(request: HttpRequest, record: Mandate) -> HttpResponse:
    title = _("%(role)s, %(person)s") % {"role": record.get_role_display(), "person": record.person}
    viewer = get_viewer(request)
    context = {
        "title": title if _is_visible(record.person, viewer) else record.get_role_display(),
        "person": record.person if _is_visible(record.person, viewer) else None,
        "body": record.body if _is_visible(record.body, viewer) else None,
    }
    return render_record(request, record, "network/mandate.html", context)


def _is_visible(record: Museum | Body | Person, viewer: Viewer) -> bool:
    return record.withdrawn_at is None and viewer.sees_record(record)


def _show_holding(held: Holding, museum: Museum, viewer: Viewer, language: str) -> ShownHolding:
    cards = _get_cards(held.get_keys(museum, viewer, RELATED), held.kind, language)
    return ShownHolding(held.label, f"/search?kind={held.kind}&museum={museum.key}", cards)


def _get_cards(keys: list[str], kind: str, language: str) -> list[Card]:
    cards = get_cards([(key, kind) for key in keys], language)
    return [cards[key] for key in keys if key in cards]


def _name_level(code: str) -> Any:
    return LanguageLevel(code).label if code in LanguageLevel else code
