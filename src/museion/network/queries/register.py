"""Reads of the register that span tables or sum it up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, FloatField, Func, QuerySet

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.network.models import Body, Competence, Mandate, Museum, Person
from museion.network.terms import MandateRole
from museion.network.visibility import get_visible_fields
from museion.vocabulary.models import Concept

_RANKS = {role: rank for rank, role in enumerate(MandateRole.values)}


@dataclass(frozen=True, slots=True)
class MuseumPlace:
    """Museums at about one position."""

    latitude: float
    longitude: float
    count: int


@dataclass(slots=True)
class BodyNode:
    """A body with the bodies under it."""

    body: Body
    children: list["BodyNode"] = field(default_factory=list)


class _Rounded(Func):
    function = "ROUND"
    output_field = FloatField()


def get_museums(viewer: Viewer) -> RecordQuerySet[Museum]:
    return Museum.objects.current().visible_to(viewer).select_related("national_committee")


def get_bodies(viewer: Viewer) -> RecordQuerySet[Body]:
    return Body.objects.current().visible_to(viewer).select_related("parent").prefetch_related("alliances")


def get_people(viewer: Viewer) -> RecordQuerySet[Person]:
    rows = Person.objects.current().visible_to(viewer).select_related("institution")
    return rows.prefetch_related("specialities")


def get_mandates(viewer: Viewer) -> RecordQuerySet[Mandate]:
    """Of people and in bodies that the viewer may know of."""
    rows = Mandate.objects.current().visible_to(viewer).select_related("person", "body")
    people, bodies = Person.objects.current().visible_to(viewer), Body.objects.current().visible_to(viewer)
    return rows.filter(person__in=people, body__in=bodies)


def get_museum_places(viewer: Viewer, *, country: str = "") -> list[MuseumPlace]:
    """Where museums are, added up by whole degrees; of one country by each position."""
    museums = Museum.objects.current().visible_to(viewer).filter(latitude__isnull=False)
    if country:
        at = museums.filter(country=country).values_list("latitude", "longitude")
    else:
        at = museums.annotate(north=_Rounded("latitude"), east=_Rounded("longitude")).values_list("north", "east")
    rows = at.annotate(count=Count("id")).order_by()
    return [MuseumPlace(float(north or 0), float(east or 0), count) for north, east, count in rows]


def count_museums_by_country(viewer: Viewer) -> dict[str, int]:
    return _count_by_country(Museum.objects.current().visible_to(viewer))


def get_bodies_of_country(country: str, viewer: Viewer) -> RecordQuerySet[Body]:
    return (
        Body.objects.current()
        .visible_to(viewer)
        .filter(country=country, dissolved_date__isnull=True)
        .order_by("kind", "id")
    )


def _count_by_country(rows: RecordQuerySet[Any]) -> dict[str, int]:
    counted = rows.exclude(country="").values_list("country").annotate(count=Count("id")).order_by()
    return dict(counted)


def get_museum_keys(
    viewer: Viewer, *, country: str = "", city: str = "", committee: Body | None = None, limit: int
) -> list[str]:
    """The first museums of a country, a city, a national committee; each that is given narrows."""
    asked = {"country": country, "city": city, "national_committee": committee}
    museums = (
        Museum.objects.current().visible_to(viewer).filter(**{name: value for name, value in asked.items() if value})
    )
    return list(museums.order_by("id").values_list("key", flat=True)[:limit])


def get_nearest_museum_keys(museum: Museum, viewer: Viewer, *, limit: int) -> list[str]:
    """Other museums of the country, nearest first; without a position those of the city."""
    if not museum.country:
        return []
    others = Museum.objects.current().visible_to(viewer).filter(country=museum.country).exclude(pk=museum.pk)
    if museum.latitude is None or museum.longitude is None:
        named = others.filter(city=museum.city) if museum.city else others.none()
        return list(named.order_by("id").values_list("key", flat=True)[:limit])
    # Within a country degrees on a plane order well enough, those of longitude shortened as at this latitude.
    north = F("latitude") - museum.latitude
    east = (F("longitude") - museum.longitude) * math.cos(math.radians(museum.latitude))
    placed = others.filter(latitude__isnull=False).annotate(far=north * north + east * east)
    return list(placed.order_by("far", "id").values_list("key", flat=True)[:limit])


def get_people_of_museum(museum: Museum, viewer: Viewer, *, limit: int) -> list[Person]:
    """Who works there, of those who agreed to say so to this viewer."""
    people = Person.objects.current().visible_to(viewer).filter(institution=museum).order_by("sort_name", "id")
    return [person for person in people[: limit * 4] if "institution" in get_visible_fields(person, viewer)][:limit]


def get_specialities(person: Person, viewer: Viewer) -> list[Concept]:
    return list(person.specialities.current().visible_to(viewer).order_by("id"))


def get_competences(person: Person, viewer: Viewer) -> list[Competence]:
    """What the person has learnt, with proof, newest first; as public as the specialities."""
    visible = Concept.objects.current().visible_to(viewer)
    rows = Competence.objects.filter(person=person, withdrawn_at__isnull=True, concept__in=visible)
    return list(rows.select_related("concept", "body"))


def get_countries_of_alliance(alliance: Body) -> list[str]:
    """The countries whose committees joined it."""
    members = Body.objects.current().filter(alliances=alliance).exclude(country="")
    return sorted(set(members.values_list("country", flat=True)))


def get_children(body: Body, viewer: Viewer) -> list[Body]:
    return list(Body.objects.current().visible_to(viewer).filter(parent=body).order_by("kind", "acronym", "id"))


def get_body_tree(viewer: Viewer) -> list[BodyNode]:
    """Every body under the one it belongs to, in one read; one whose parent is not visible stands at the top."""
    nodes = {body.id: BodyNode(body) for body in Body.objects.current().visible_to(viewer).order_by("kind", "id")}
    tops: list[BodyNode] = []
    for node in nodes.values():
        parent = nodes.get(node.body.parent_id or 0)
        (parent.children if parent else tops).append(node)
    return tops


def get_mandates_of_body(body: Body, viewer: Viewer) -> list[Mandate]:
    """Who held which office, newest first; of one term the chair before the board."""
    mandates = get_mandates(viewer).filter(body=body).order_by("id")
    return sorted(mandates, key=lambda held: (-held.from_date.toordinal(), _RANKS.get(held.role, len(_RANKS))))


def get_mandates_of_person(person: Person, viewer: Viewer) -> list[Mandate]:
    return list(get_mandates(viewer).filter(person=person).order_by("-from_date", "role"))


def get_members_of_alliance(body: Body, viewer: Viewer) -> Sequence[Body]:
    members: QuerySet[Body] = Body.objects.current().visible_to(viewer).filter(alliances=body)
    return list(members.order_by("country", "id"))


def get_ancestors(body: Body) -> list[Body]:
    """From the top down; as many reads as levels, which are three or four."""
    above: list[Body] = []
    parent = body.parent
    while parent and parent not in above:
        above.append(parent)
        parent = parent.parent
    return above[::-1]
