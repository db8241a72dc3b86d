"""People, bodies and subjects as the catalogue names them: looked up while typing, checked when saved, met again at import."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from museion.core.access import Viewer
from museion.core.bulk import chunk
from museion.core.keys import InvalidKeyError
from museion.core.kinds import find_record
from museion.library.models import Work
from museion.library.terms import SERIALS
from museion.network.models import Body, Person
from museion.vocabulary.models import Concept

MOST = 12
NAME_KINDS = frozenset({"person", "body", "museum"})
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Authority:
    """`text` goes into the field; `hint` tells which of several it is, or by which other name it was found."""

    key: str
    text: str
    hint: str


@dataclass(slots=True)
class Known:
    """An authority by its number, which is 0 while it is being imported, and the names that lead to it."""

    id: int
    variants: set[str] = field(default_factory=set)


def look_up(text: str, kind: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    """`kind`: `name` for people and bodies, `body`, `subject` for concepts, `work`. Another name leads to the one to use."""
    if kind in _OTHERS:
        return _OTHERS[kind](text, viewer, languages)
    people = Person.objects.current().visible_to(viewer)
    begins = people.filter(Q(sort_name__istartswith=text) | Q(name__istartswith=text)).order_by("sort_name")
    found = [Authority(held.key, held.sort_name or held.name, held.life_text) for held in begins[:MOST]]
    if len(found) < MOST:
        known = {held.key for held in found}
        found += [held for held in _look_up_other_names(text, people) if held.key not in known]
    return [*found, *_look_up_bodies(text, viewer, languages)[: max(1, MOST - len(found))]]


def _look_up_bodies(text: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    named = Q(acronym__istartswith=text) | Q(names__icontains=text)
    bodies = Body.objects.current().visible_to(viewer).filter(named)
    return [Authority(body.key, body.names.pick(languages).text, body.acronym) for body in bodies[:MOST]]


def _look_up_works(text: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    """Those that others stand in mostly come first: serials and larger works."""
    rows = Work.objects.current().visible_to(viewer).filter(titles__icontains=text)
    ordered = rows.annotate(is_serial=Q(reference_type__in=SERIALS)).order_by("-is_serial", "id")
    return [Authority(work.key, work.titles.pick(languages).text, work.date_text) for work in ordered[:MOST]]


def _look_up_other_names(text: str, people: "Iterable[Person]") -> Iterator[Authority]:
    for held in people.filter(other_names__icontains=text)[:MOST]:  # type: ignore[attr-defined]
        other = next((each["text"] for each in held.other_names if text.casefold() in each["text"].casefold()), "")
        if other:
            yield Authority(held.key, held.sort_name or held.name, f"← {other}")


def _look_up_concepts(text: str, viewer: Viewer, languages: tuple[str, ...]) -> list[Authority]:
    rows = Concept.objects.current().visible_to(viewer).select_related("scheme")
    concepts = rows.filter(Q(pref_labels__icontains=text) | Q(labels__text__istartswith=text)).distinct()
    return [
        Authority(concept.key, concept.pref_labels.pick(languages).text, concept.scheme.titles.pick(languages).text)
        for concept in concepts[:MOST]
    ]


_OTHERS = {"subject": _look_up_concepts, "body": _look_up_bodies, "work": _look_up_works}


def is_name(key: str, viewer: Viewer) -> bool:
    """Whether the key is that of a person, body or museum that the asker may see."""
    try:
        found = find_record(key)
    except InvalidKeyError:
        return False
    return bool(found and found[0].name in NAME_KINDS and not found[1].withdrawn_at and viewer.sees_record(found[1]))


def find_concepts(keys: Sequence[str], viewer: Viewer) -> dict[str, Concept]:
    rows = Concept.objects.current().visible_to(viewer).filter(key__in=keys)
    return {concept.key: concept for concept in rows}


def find_people(names: Iterable[str]) -> dict[str, str]:
    """By name as written, the key of the one person or body of exactly that name; names that several have are left."""
    wanted, keys = sorted(set(names)), dict[str, set[str]]()
    for part in chunk(wanted, _AT_ONCE):
        rows = Person.objects.current().filter(Q(sort_name__in=part) | Q(name__in=part), access="public")
        for key, sort_name, name in rows.values_list("key", "sort_name", "name"):
            for text in {sort_name, name} & set(part):
                keys.setdefault(text, set()).add(key)
    return {name: found.pop() for name, found in keys.items() if len(found) == 1}


def find_known(wanted: set[tuple[str, str, str]]) -> dict[tuple[str, str, str], Known]:
    """Authorities by (source, `name` or `subject`, preferred name), of those wanted."""
    found: dict[tuple[str, str, str], Known] = {}
    for source in {source for source, _, _ in wanted}:
        names = sorted({name for held, group, name in wanted if held == source and group == "name"})
        for part in chunk(names):
            rows = Person.objects.current().filter(source=source, sort_name__in=part)
            for number, name, others in rows.values_list("id", "sort_name", "other_names"):
                found[(source, "name", name)] = Known(number, {other["text"] for other in others})
        subjects = {name for held, group, name in wanted if held == source and group == "subject"}
        if subjects:
            found |= _find_subjects(source, subjects)
    return found


def _find_subjects(source: str, names: set[str]) -> dict[tuple[str, str, str], Known]:
    rows = Concept.objects.current().filter(source=source).values_list("id", "pref_labels", "alt_labels")
    return {
        (source, "subject", label): Known(number, {text for texts in alternatives.values() for text in texts})
        for number, labels, alternatives in rows
        for label in labels.values()
        if label in names
    }
