"""Concepts of several thesauri that are one: an exactMatch joins them, stated by either, or by both of a third."""

from functools import lru_cache

from museion.vocabulary.meeting import Edition, get_edition
from museion.vocabulary.models import Concept, ConceptMatch

SAME = "exactMatch"


def find_same(number: int) -> tuple[int, ...]:
    """The other concepts held here that are the same, over any number of matches."""
    return _read_groups(get_edition()).get(number, ())


def forget_groups() -> None:
    _read_groups.cache_clear()


@lru_cache(maxsize=2)
def _read_groups(edition: Edition) -> dict[int, tuple[int, ...]]:
    """By concept, for those that have any; `edition` lets a new match be noticed."""
    stated = list(ConceptMatch.objects.filter(relation=SAME).values_list("concept_id", "uri"))
    uris = {uri for _, uri in stated}
    held = {uri: number for uri, number in Concept.objects.values_list("uri", "id").iterator() if uri in uris}
    above: dict[object, object] = {}

    def find(place: object) -> object:
        while above.get(place, place) != place:
            above[place] = above.get(above[place], above[place])
            place = above[place]
        return place

    for number, uri in stated:
        above[find(number)] = find(held.get(uri, uri))
    groups: dict[object, set[int]] = {}
    for number in {number for number, _ in stated} | set(held.values()):
        groups.setdefault(find(number), set()).add(number)
    return {number: tuple(sorted(group - {number})) for group in groups.values() if len(group) > 1 for number in group}
