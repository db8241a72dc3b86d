"""The concept bridge: what words of a question mean, and how every language says it. Registered with search as an expander.

Three small reads, whatever the number of concepts: the labels that the words are, what is narrower, and the labels of all of these.
Only public concepts take part, so that nobody learns of others by searching.
"""

from collections.abc import Sequence
from functools import lru_cache

from museion.search.analysis import fold
from museion.search.expansion import Found
from museion.search.questions import Form, Marked, Meaning
from museion.vocabulary.meeting import Edition, Met, forget_tags, get_edition, meet_labels
from museion.vocabulary.sameness import forget_groups
from museion.vocabulary.sayings import Saying, forget_schemes, gather_sayings

CONCEPT_FIELD = "concept"
"""The field of codes by which rooms state the concepts of their records."""

# Of the score of the word as typed, for a preferred and another label. Narrower words say less than was asked.
_WEIGHTS = (0.7, 0.6)
_NARROWER_SHARE = 0.5
_MOST_FORMS = 40


def find_meanings(texts: Sequence[str], language: str) -> list[Found]:
    return list(_find(tuple(texts), language, get_edition()))


def forget_meanings() -> None:
    """What is kept in memory, for tests, which change thesauri faster than minutes pass."""
    for forget in (_find.cache_clear, forget_tags, forget_groups, forget_schemes):
        forget()


@lru_cache(maxsize=2048)
def _find(texts: tuple[str, ...], language: str, edition: Edition) -> tuple[Found, ...]:
    met = meet_labels(texts, language)
    sayings = gather_sayings(dict.fromkeys(entry.concept for entry in met), language) if met else {}
    return tuple(
        Found(group[0].first, group[0].end, _make_meaning(group, texts, sayings))
        for group in _join_equals(met, sayings)
    )


def _join_equals(met: Sequence[Met], sayings: dict[int, Saying]) -> list[list[Met]]:
    """Concepts of different thesauri with more than one label in common are one meaning to the reader."""
    groups: list[list[Met]] = []
    for entry in (entry for entry in met if entry.concept in sayings):
        home = next((group for group in groups if _are_equal(entry, group, sayings)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def _are_equal(entry: Met, group: Sequence[Met], sayings: dict[int, Saying]) -> bool:
    here, others = sayings[entry.concept], [sayings[other.concept] for other in group]
    if (entry.first, entry.end) != (group[0].first, group[0].end) or here.scheme in {other.scheme for other in others}:
        return False
    return any(len(here.forms & other.forms) > 1 for other in others)


def _make_meaning(group: Sequence[Met], texts: Sequence[str], sayings: dict[int, Saying]) -> Meaning:
    typed = " ".join(texts[group[0].first : group[0].end])
    held = [sayings[entry.concept] for entry in group]
    first = held[0]
    forms = [form for saying in held for form in _list_forms(saying, typed, first.label)]
    marked = {mark.code: mark for saying in held for mark in _list_marks(saying, typed, first.label)}
    return Meaning(
        key=first.key,
        typed=typed,
        label=first.label,
        language=group[0].tag,
        scheme=first.scheme,
        forms=_keep_distinct(forms, typed)[:_MOST_FORMS],
        marked=tuple(marked.values()),
    )


def _list_forms(saying: Saying, typed: str, label: str) -> list[Form]:
    own = [Form(text, tag, _WEIGHTS[rank], (typed, label)) for tag, text, rank in saying.labels]
    return own + [
        Form(text, tag, _WEIGHTS[rank] * _NARROWER_SHARE, (typed, label, below.label), is_narrower=True)
        for below in saying.narrower
        for tag, text, rank in below.labels
    ]


def _keep_distinct(forms: Sequence[Form], typed: str) -> tuple[Form, ...]:
    """The weightiest of each wording in each language, without what was typed."""
    distinct: dict[tuple[str, str], Form] = {}
    for form in sorted(forms, key=lambda form: -form.weight):
        distinct.setdefault((fold(form.text), form.language), form)
    return tuple(form for (text, _), form in distinct.items() if text != fold(typed))


def _list_marks(saying: Saying, typed: str, label: str) -> list[Marked]:
    own = Form(saying.label, saying.label_tag, _WEIGHTS[0], (typed, label))
    weight = _WEIGHTS[0] * _NARROWER_SHARE
    below = [
        (child.key, Form(child.label, child.label_tag, weight, (typed, label, child.label), is_narrower=True))
        for child in saying.narrower
    ]
    return [Marked(CONCEPT_FIELD, key, form.weight, form) for key, form in ((saying.key, own), *below)]
