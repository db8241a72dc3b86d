"""Names and subjects as a librarian may take them over: from the register of people and bodies, and from the thesauri."""

from dataclasses import dataclass

from django.db.models import Q

from museion.core.access import Viewer
from museion.network.models import Body, Person
from museion.vocabulary.models import Concept

MOST = 12


@dataclass(frozen=True, slots=True)
class Authority:
    """`text` goes into the field; `hint` tells which of several it is."""

    key: str
    text: str
    hint: str


def look_up(text: str, kind: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    """`kind`: `name` for people and bodies, `subject` for concepts."""
    if kind == "subject":
        return _look_up_concepts(text, viewer, languages)
    people = Person.objects.current().visible_to(viewer).filter(sort_name__istartswith=text).order_by("sort_name")
    found = [Authority(person.key, person.sort_name or person.name, person.life_text) for person in people[:MOST]]
    named = Q(acronym__istartswith=text) | Q(names__icontains=text)
    bodies = Body.objects.current().visible_to(viewer).filter(named)
    found += [
        Authority(body.key, body.names.pick(languages).text, body.acronym) for body in bodies[: MOST - len(found) or 1]
    ]
    return found


def _look_up_concepts(text: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    concepts = Concept.objects.current().visible_to(viewer).filter(pref_labels__icontains=text).select_related("scheme")
    return [
        Authority(concept.key, concept.pref_labels.pick(languages).text, concept.scheme.titles.pick(languages).text)
        for concept in concepts[:MOST]
    ]
