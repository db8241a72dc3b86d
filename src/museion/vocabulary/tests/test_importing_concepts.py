"""A table of words becomes a scheme with concepts, whatever the order of its rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from museion.core.access import Actor
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.journal import verify_journal
from museion.core.models import QuarantinedRow
from museion.vocabulary.models import Concept, Scheme

pytestmark = pytest.mark.django_db

WORDS = (
    "id,scheme,label_en,label_fr,label_ar,other_labels_en,broader\n"
    "jar,Vessels,jar,jarre,جرة,crock|storage jar,vessel\n"
    "vessel,Vessels,vessel,récipient,وعاء,,\n"
    "amphora,Vessels,amphora,amphore,,,jar|transport\n"
)


@pytest.fixture
def bring(tmp_path: Path, operator: Actor, settings: Any) -> Callable[[str], Outcome]:
    settings.HOME = tmp_path

    def bring(content: str) -> Outcome:
        (tmp_path / "words.csv").write_text(content)
        importer = IMPORTERS["concepts"]
        return import_file(
            Order(importer, load_mapping("concepts", importer), tmp_path / "words.csv", operator, timezone.now)
        )

    return bring


def test_the_scheme_is_made_and_broader_concepts_are_found_below(bring: Callable[[str], Outcome]) -> None:
    outcome = bring(WORDS)
    assert (outcome.created, outcome.rejected, outcome.left_out) == (3, 0, 1)
    scheme = Scheme.objects.get()
    assert (scheme.slug, scheme.concepts.count()) == ("vessels", 3)
    jar = Concept.objects.get(source_id="jar")
    assert jar.pref_labels == {"en": "jar", "fr": "jarre", "ar": "جرة"}
    assert jar.alt_labels == {"en": ["crock", "storage jar"]}
    assert [concept.source_id for concept in jar.broader.all()] == ["vessel"]
    assert [concept.source_id for concept in jar.narrower.all()] == ["amphora"]
    assert QuarantinedRow.objects.get().value == "transport"
    assert list(verify_journal()) == []


def test_the_same_words_again_change_nothing(bring: Callable[[str], Outcome]) -> None:
    bring(WORDS)
    again = bring(WORDS)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_a_concept_without_a_word_is_told(bring: Callable[[str], Outcome]) -> None:
    outcome = bring(WORDS + "lid,Vessels,,,,,\n")
    assert (outcome.created, outcome.rejected) == (3, 1)
    assert outcome.examples[0].field == "pref_labels"
