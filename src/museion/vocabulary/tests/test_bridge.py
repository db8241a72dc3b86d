"""What words mean, from the thesauri: in any language, in any ending, and never by a concept that is not public."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.search.questions import Meaning
from museion.vocabulary import meeting
from museion.vocabulary.actions import save_concepts, save_schemes, withdraw_concept
from museion.vocabulary.bridge import find_meanings, forget_meanings
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.queries import Term, find_concept_keys, forget_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(operator: Actor) -> dict[str, Concept]:
    at = timezone.now()
    schemes = [{"slug": slug, "uri": f"https://{slug}.example/", "titles": {"en": slug}} for slug in ("pots", "art")]
    save_schemes([Draft(values) for values in schemes], actor=operator, at=at)
    pots, art = (Scheme.objects.get(slug=slug).id for slug in ("pots", "art"))

    def add(name: str, scheme: int, labels: dict[str, str], *broader: str, **more: Any) -> None:
        values = {"source": "t", "source_id": name, "scheme_id": scheme, "uri": f"https://t.example/{name}"}
        links = {"broader": [Concept.objects.get(source_id=above).id for above in broader]}
        save_concepts([Draft({**values, "pref_labels": labels, **more}, links=links)], actor=operator, at=at)

    add("vessel", pots, {"en": "vessels", "fr": "récipients", "es": "recipientes"})
    add("jar", pots, {"en": "jar", "fr": "jarre", "ar": "جرة", "ja": "壺"}, "vessel", alt_labels={"en": ["crock"]})
    add("amphora", pots, {"en": "amphora", "fr": "amphore", "el": "αμφορέας"}, "jar")
    add("art-jar", art, {"en": "jars", "fr": "jarres", "it": "giara"})
    add("bread", art, {"en": "bread", "fr": "pain"})
    add("pain", art, {"en": "pain", "fr": "douleur"})
    add("brocade", art, {"en": "Brocade (fabric)", "fr": "Brocart (tissu)"})
    add("right", art, {"fr": "Droit à l'éducation", "en": "Right to education"})
    add("secret", art, {"fr": "jarre", "en": "hoard"}, access="desk")
    add("vanity", art, {"it": "vanità", "en": "vanity"})
    add("lekythos", art, {"en": "lekythos", "el": "λήκυθος"}, matches={"exactMatch": ["https://t.example/oil-jar"]})
    add("oil-jar", pots, {"en": "oil jar", "fr": "jarre à huile"})
    forget_meanings()
    return {concept.source_id or "": concept for concept in Concept.objects.all()}


def mean(text: str, language: str) -> list[Meaning]:
    return [found.meaning for found in find_meanings(text.split(), language)]


def forms(meanings: Sequence[Meaning]) -> set[str]:
    return {form.text for meaning in meanings for form in meaning.forms}


@pytest.mark.parametrize(
    ("text", "language"),
    [("jarre", "fr"), ("Jarres", "fr"), ("jarre", "en"), ("جرة", "ar"), ("壺", "ja"), ("crock", "en"), ("JAR", "es")],
)
def test_a_label_in_any_language_or_ending_names_its_concept(
    words: dict[str, Concept], text: str, language: str
) -> None:
    assert words["jar"].key in {meaning.key for meaning in mean(text, language)} | _list_codes(mean(text, language))


def _list_codes(meanings: Sequence[Meaning]) -> set[str]:
    return {marked.code for meaning in meanings for marked in meaning.marked}


def test_other_languages_synonyms_and_narrower_concepts_come_weighed(words: dict[str, Concept]) -> None:
    (meaning,) = mean("jarre", "fr")
    weights = {form.text: form.weight for form in meaning.forms}
    assert {"jar", "crock", "جرة", "壺", "giara", "amphora"} <= set(weights)
    assert weights["jar"] > weights["crock"] > weights["amphora"]
    amphora = next(form for form in meaning.forms if form.text == "amphora")
    assert (amphora.path, amphora.is_narrower) == (("jarre", "jarre", "amphore"), True)


def test_concepts_of_two_thesauri_that_say_the_same_are_one_meaning(words: dict[str, Concept]) -> None:
    (meaning,) = mean("jarre", "fr")
    assert {words["jar"].key, words["art-jar"].key, words["amphora"].key} <= {marked.code for marked in meaning.marked}


def test_an_exact_match_lends_its_labels(words: dict[str, Concept]) -> None:
    assert "jarre à huile" in forms(mean("λήκυθος", "el"))
    assert "λήκυθος" in forms(mean("oil jar", "en"))


def test_a_word_means_what_it_means_in_the_readers_language(words: dict[str, Concept]) -> None:
    assert forms(mean("pain", "fr")) == {"bread"}
    assert forms(mean("pain", "en")) == {"douleur"}


def test_the_longest_stretch_counts_and_a_qualifier_may_be_missing(words: dict[str, Concept]) -> None:
    (found,) = find_meanings(["le", "droit", "à", "l'éducation", "au", "Mali"], "fr")
    assert (found.first, found.end, found.meaning.label) == (1, 4, "Droit à l'éducation")
    assert "Brocart" in forms(mean("brocade", "en"))


def test_short_words_are_not_taken_for_endings_of_other_languages(words: dict[str, Concept]) -> None:
    assert mean("van gogh", "en") == []


def test_thesauri_are_read_anew_when_they_changed_and_not_by_the_clock(
    words: dict[str, Concept], operator: Actor
) -> None:
    before = mean("amphore", "fr")
    meeting._read_edition.cache_clear()  # a minute later
    with CaptureQueriesContext(connection) as queries:
        assert mean("amphore", "fr") == before
    assert len(queries) == 2
    withdraw_concept(words["amphora"], actor=operator, at=timezone.now(), reason="gone")
    meeting._read_edition.cache_clear()
    assert mean("amphore", "fr") == []


def test_what_is_not_public_means_nothing(words: dict[str, Concept], operator: Actor) -> None:
    assert "hoard" not in forms(mean("jarre", "fr"))
    withdraw_concept(words["amphora"], actor=operator, at=timezone.now(), reason="gone")
    forget_meanings()
    assert mean("amphore", "fr") == []


def test_a_question_costs_few_reads(words: dict[str, Concept]) -> None:
    mean("jarre", "fr")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        mean("jarre amphore vessels pain brocade", "fr")
    assert len(caught) <= 4


@pytest.mark.parametrize("text", ["", "'", "l'", "x" * 5000, "\0", "🏺 🏺", "le la les", " ".join(["jarre"] * 300)])
def test_odd_questions_are_answered(words: dict[str, Concept], text: str) -> None:
    assert isinstance(find_meanings(text.split(), "fr"), list)


def test_records_meet_their_concepts_by_the_words_they_use(words: dict[str, Concept]) -> None:
    forget_forms()
    keys = find_concept_keys([Term("fr", "Jarres"), Term("en", "Amphora"), Term("es", "jarre"), Term("fr", "?")])
    assert set(keys[Term("fr", "Jarres")]) == {words["jar"].key, words["art-jar"].key}
    assert keys[Term("en", "Amphora")] == (words["amphora"].key,)
    assert Term("es", "jarre") not in keys
