"""Reads of thesauri that span tables."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from museion.core.access import AccessLevel, Viewer
from museion.core.bulk import chunk
from museion.core.models.records import RecordQuerySet
from museion.vocabulary.labelling import HIDDEN, PREFERRED, make_form
from museion.vocabulary.matching import Candidate, find_candidates
from museion.vocabulary.meeting import Edition, get_edition
from museion.vocabulary.models import Concept, Label, Scheme
from museion.vocabulary.sameness import find_same

_FORMS_AT_ONCE = 500
_MOST_CONCEPTS_OF_A_TERM = 6
_MOST_FORMS_KEPT = 200_000
_MOST_OF_A_LETTER = 3000


class Term(NamedTuple):
    """Words of a record that may name a concept, with their language."""

    tag: str
    text: str


def get_schemes(viewer: Viewer) -> RecordQuerySet[Scheme]:
    return Scheme.objects.current().visible_to(viewer)


def get_concepts(viewer: Viewer) -> RecordQuerySet[Concept]:
    rows = Concept.objects.current().visible_to(viewer).select_related("scheme")
    return rows.prefetch_related("broader", "narrower", "related")


def get_neighbours(concept: Concept, relation: str, viewer: Viewer) -> list[Concept]:
    """The concepts at the other end of `broader`, `narrower` or `related`."""
    return list(getattr(concept, relation).current().visible_to(viewer).order_by("notation", "id"))


def get_paths_to_top(concept: Concept, viewer: Viewer) -> list[list[Concept]]:
    """One way up for each broader concept; thesauri are shallow, and one that runs in a circle ends where it began."""
    return [[*_climb(broader, viewer, {concept.id}), broader] for broader in get_neighbours(concept, "broader", viewer)]


def read_broader() -> dict[int, set[int]]:
    """Of each concept those above it, by number, as one read."""
    above: dict[int, set[int]] = {}
    for narrower, broader in Concept.broader.through.objects.values_list("from_concept_id", "to_concept_id"):
        above.setdefault(narrower, set()).add(broader)
    return above


def find_numbers(origins: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Of the concepts that came from there, by source and the source's own name of them."""
    by_source: dict[str, list[str]] = {}
    for source, name in origins:
        by_source.setdefault(source, []).append(name)
    found: dict[tuple[str, str], int] = {}
    for source, names in by_source.items():
        for part in chunk(names):
            rows = Concept.objects.filter(source=source, source_id__in=part)
            found |= {(source, str(name)): number for name, number in rows.values_list("source_id", "id")}
    return found


def _climb(concept: Concept, viewer: Viewer, seen: set[int]) -> list[Concept]:
    above: list[Concept] = []
    here: Concept | None = concept
    while here and here.id not in seen:
        seen.add(here.id)
        here = next(iter(get_neighbours(here, "broader", viewer)), None)
        if here and here.id not in seen:
            above.append(here)
    return above[::-1]


def get_top_concepts(scheme: Scheme, viewer: Viewer, *, limit: int) -> tuple[list[Concept], int]:
    """The first concepts with nothing above them, and how many there are."""
    tops = Concept.objects.current().visible_to(viewer).filter(scheme=scheme, broader__isnull=True)
    return list(tops.order_by("notation", "id")[:limit]), tops.count()


def find_concept_keys(terms: Iterable[Term]) -> dict[Term, tuple[str, ...]]:
    """Public concepts of which a term is a label in its language, in any ending; terms that name none are left out."""
    forms = {term: make_form(term.text, term.tag) for term in terms}
    held = _KNOWN_FORMS.look_up({form for form in forms.values() if form})
    found = {term: held[form].get(term.tag.partition("-")[0], ()) for term, form in forms.items() if form}
    return {term: keys for term, keys in found.items() if keys}


class _KnownForms:
    """Forms that were looked up in these thesauri: records repeat the same few thousand words."""

    def __init__(self) -> None:
        self._edition: Edition = ()
        self._held: dict[str, dict[str, tuple[str, ...]]] = {}

    def look_up(self, forms: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Form → language → keys."""
        edition = get_edition()
        if self._edition != edition or len(self._held) > _MOST_FORMS_KEPT:
            self._edition, self._held = edition, {}
        held = self._held
        for part in chunk(sorted(form for form in forms if form not in held), _FORMS_AT_ONCE):
            held.update(_read_form_keys(part))
        return held

    def forget(self) -> None:
        self._edition = ()


_KNOWN_FORMS = _KnownForms()


def forget_forms() -> None:
    """For tests, which change thesauri faster than minutes pass."""
    _KNOWN_FORMS.forget()


def _read_form_keys(forms: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    rows = Label.objects.filter(form__in=forms, rank__lt=HIDDEN).order_by("rank", "concept_id")
    numbers = list(rows.values_list("form", "tag", "concept_id"))
    public = Concept.objects.current().filter(access=AccessLevel.PUBLIC)
    keys = dict(public.filter(id__in={number for _, _, number in numbers}).values_list("id", "key"))
    found: dict[str, dict[str, tuple[str, ...]]] = {form: {} for form in forms}
    for form, tag, number in numbers:
        held = found[form].get(tag.partition("-")[0], ())
        if number in keys and keys[number] not in held and len(held) < _MOST_CONCEPTS_OF_A_TERM:
            found[form][tag.partition("-")[0]] = (*held, keys[number])
    return found


def find_matches(one: Scheme, other: Scheme) -> list[Candidate]:
    """Concepts of the two thesauri that say the same in several languages and are not stated to be one yet."""
    held = [
        Label.objects.filter(concept__scheme=scheme, concept__withdrawn_at__isnull=True, rank__lt=HIDDEN)
        .values_list("concept_id", "tag", "form")
        .iterator()
        for scheme in (one, other)
    ]
    return [found for found in find_candidates(*held) if found.other not in find_same(found.one)]


def list_schemes(viewer: Viewer) -> list[tuple[Scheme, int]]:
    """Every thesaurus with the number of its concepts, the largest first."""
    counted = Count("concepts", filter=Q(concepts__withdrawn_at__isnull=True, concepts__access__in=viewer.levels))
    return [(scheme, scheme.count) for scheme in get_schemes(viewer).annotate(count=counted).order_by("-count", "id")]


def list_alphabet(scheme: Scheme, viewer: Viewer, language: str) -> list[str]:
    """The first characters of its labels in the language, in order."""
    labels = _get_titles(scheme, viewer, language).annotate(start=Substr("form", 1, 1))
    return sorted(start for start in labels.values_list("start", flat=True).distinct() if start)


def list_by_letter(scheme: Scheme, viewer: Viewer, language: str, letter: str) -> list[tuple[str, str]]:
    """Label and key of its concepts that begin so in the language, in the order of the folded label."""
    labels = _get_titles(scheme, viewer, language).filter(form__startswith=letter).order_by("form", "id")
    return list(labels.values_list("text", "concept__key")[:_MOST_OF_A_LETTER])


def _get_titles(scheme: Scheme, viewer: Viewer, language: str) -> QuerySet[Label]:
    concepts = scheme.concepts.current().visible_to(viewer)
    return Label.objects.filter(concept__in=concepts, tag=language, rank=PREFERRED)


def label_concept(key: str, language: str) -> str:
    """The label of a public concept in the reader's language, for a filter's chip; its key where there is none."""
    labels = Concept.objects.current().filter(key=key, access=AccessLevel.PUBLIC).values_list("pref_labels", flat=True)
    return next((held.pick(language).text for held in labels), "") or key
