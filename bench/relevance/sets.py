"""Judged questions from real records and published labels; nobody's opinion is in them.

Known items: words of a record's own title and maker; every record with the same title and maker counts. Across languages: a label of
a published concept in another language; the objects whose museum tagged them with its English label count.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator

from bench.relevance.measures import Judged, Question
from bench.relevance.peers import fold
from bench.searching import misspell

KNOWN, ACROSS = 300, 150
LANGUAGES = ("fr", "es", "de", "ar")
_SCHEMES = ("unesco-thesaurus", "iconclass-keywords")
_SMALL = 3
_MOST_WORDS = 8
"""Of a title: readers paste whole ones."""
_FEW_WORDS = 4


def make_sets(chance: random.Random) -> list[Judged]:
    known = _make_known(chance)
    swedish = _make_titles(chance, "sv")
    english = _make_titles(chance, "en")
    sets = [
        Judged("known item, clean", tuple(known)),
        Judged("known item, a typo a word", tuple(_misspell(chance, question) for question in known)),
        Judged("known item, half of its words", tuple(_halve(chance, question) for question in known)),
        Judged("known item, at most 4 words of its title", tuple(_shorten(question) for question in known)),
        Judged("Swedish title", tuple(swedish)),
        Judged("English title of the same museum", tuple(english)),
    ]
    tagged = _read_tags()
    for tag in ("en", *LANGUAGES):
        sets.append(Judged(f"label {tag.upper()} → tagged in EN", tuple(_make_across(chance, tag, tagged))))
    return sets


def _make_known(chance: random.Random) -> list[Question]:
    from museion.heritage.models import CulturalObject

    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = CulturalObject.objects.filter(source="tate").values_list("key", "title", "makers").order_by("id")
    for key, title, makers in rows.iterator():
        maker = str(makers[0].get("name", "")) if makers else ""
        keys[title.pick("en").text, maker].add(key)
    able = [pair for pair in keys if len(_content(pair[0])) >= 2 and _content(pair[1])]
    questions = []
    for title, maker in chance.sample(able, KNOWN):
        words = [*_content(title)[:_MOST_WORDS], _content(maker)[-1]]
        questions.append(Question(" ".join(words), "en", frozenset(keys[title, maker])))
    return questions


def _content(text: str) -> list[str]:
    return [word for word in fold(text) if len(word) > _SMALL and not word.isdigit()]


def _misspell(chance: random.Random, question: Question) -> Question:
    words = [misspell(chance, word) if len(word) > _SMALL else word for word in question.text.split()]
    return Question(" ".join(words), question.language, question.relevant)


def _halve(chance: random.Random, question: Question) -> Question:
    words = question.text.split()
    kept = sorted(chance.sample(range(len(words)), max(2, (len(words) + 1) // 2)))
    return Question(" ".join(words[place] for place in kept), question.language, question.relevant)


def _shorten(question: Question) -> Question:
    *title, maker = question.text.split()
    return Question(" ".join([*title[:_FEW_WORDS], maker]), question.language, question.relevant)


def _make_titles(chance: random.Random, tag: str) -> list[Question]:
    from museion.heritage.models import CulturalObject

    keys: dict[str, set[str]] = defaultdict(set)
    for key, title in CulturalObject.objects.filter(source="nationalmuseum").values_list("key", "title"):
        if title.get(tag) and len(_content(title[tag])) > 1:
            keys[title[tag]].add(key)
    titles = sorted(keys)
    return [
        Question(" ".join(fold(title)), tag, frozenset(keys[title]))
        for title in chance.sample(titles, min(200, len(titles)))
    ]


def _read_tags() -> dict[str, set[str]]:
    """English subject as tagged by Tate, folded → keys of the objects."""
    from museion.heritage.models import CulturalObject

    tagged: dict[str, set[str]] = defaultdict(set)
    for key, subject in CulturalObject.objects.filter(source="tate").values_list("key", "subject").iterator():
        for term in re.split(r"\s*;\s*", subject.get("en", "")):
            tagged[" ".join(fold(term))].add(key)
    return tagged


def _make_across(chance: random.Random, tag: str, tagged: dict[str, set[str]]) -> list[Question]:
    found = sorted(set(_iterate_pairs(tag, tagged)))
    chosen = chance.sample(found, min(ACROSS, len(found)))
    return [Question(label, tag, frozenset(tagged[english])) for label, english in chosen]


def _iterate_pairs(tag: str, tagged: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Label in the language, English label; where the two are written alike nothing would be shown."""
    from museion.vocabulary.models import Concept

    concepts = Concept.objects.filter(scheme__slug__in=_SCHEMES).values_list("pref_labels", flat=True)
    for labels in concepts.iterator():
        label, english = labels.get(tag, ""), " ".join(fold(labels.get("en", "")))
        if not label or english not in tagged or len(english) <= _SMALL:
            continue
        if tag == "en" or " ".join(fold(label)) != english:
            yield label, english
