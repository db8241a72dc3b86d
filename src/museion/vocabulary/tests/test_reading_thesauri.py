"""Thesauri in SKOS and Iconclass come in whole; what is wrong in them is told and the rest goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import PUBLIC_VIEWER, Actor
from museion.core.imports.mapping import load_mapping
from museion.core.imports.registry import IMPORTERS
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.models import QuarantinedRow
from museion.vocabulary.bridge import find_meanings
from museion.vocabulary.formats.skos_writing import write_skos
from museion.vocabulary.linked import iterate_scheme
from museion.vocabulary.models import Concept, ConceptMatch, Label, Scheme

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "vocabulary"

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <https://words.example/> .
:pots a skos:ConceptScheme ; dct:title "Pots of the world"@en , "أواني العالم"@ar ; dct:license <https://cc0.example/> .
:vessel a skos:Concept ; skos:inScheme :pots ; skos:prefLabel "vessel"@en , "récipient"@fr ; skos:narrower :jar .
:jar a skos:Concept ; skos:inScheme :pots ; skos:notation "J1" ; skos:prefLabel "jar"@en , "jarre"@fr , "جرة"@ar , "壺"@ja ;
  skos:altLabel "crock"@en ; skos:exactMatch <https://other.example/300195348> ; skos:related <https://other.example/lid> .
"""
JSON_LD = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@id": "https://words.example/jar",
 "@type": "skos:Concept", "skos:inScheme": {"@id": "https://words.example/pots"},
 "skos:prefLabel": [{"@value": "jar", "@language": "en"}]}"""
RDF_XML = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="https://words.example/jar">
 <skos:prefLabel xml:lang="en">jar</skos:prefLabel></skos:Concept></rdf:RDF>"""


@pytest.fixture
def bring(tmp_path: Path, operator: Actor, settings: Any) -> Callable[..., Outcome]:
    settings.HOME = tmp_path
    importer = IMPORTERS["concepts"]

    def bring(content: str | Path, mapping: str = "skos") -> Outcome:
        path = content if isinstance(content, Path) else tmp_path / "thesaurus.rdf"
        if isinstance(content, str):
            path.write_text(content)
        return import_file(Order(importer, load_mapping(mapping, importer), path, operator, timezone.now))

    return bring


def test_a_thesaurus_in_turtle_becomes_scheme_tree_and_matches(bring: Callable[..., Outcome]) -> None:
    outcome = bring(TURTLE)
    assert (outcome.created, outcome.rejected, outcome.left_out) == (2, 0, 0)
    scheme = Scheme.objects.get()
    assert (scheme.slug, scheme.titles["ar"], scheme.licence) == (
        "pots-of-the-world",
        "أواني العالم",
        "https://cc0.example/",
    )
    jar = Concept.objects.get(notation="J1")
    assert jar.pref_labels == {"en": "jar", "fr": "jarre", "ar": "جرة", "ja": "壺"}
    assert [concept.uri for concept in jar.broader.all()] == ["https://words.example/vessel"]
    assert set(ConceptMatch.objects.values_list("relation", "uri")) == {
        ("exactMatch", "https://other.example/300195348"),
        ("relatedMatch", "https://other.example/lid"),
    }
    assert set(Label.objects.filter(concept=jar, tag="en").values_list("text", "rank")) == {("jar", 0), ("crock", 1)}


@pytest.mark.parametrize("content", [JSON_LD, RDF_XML])
def test_the_same_concept_is_read_from_json_ld_and_rdf_xml(bring: Callable[..., Outcome], content: str) -> None:
    bring(content)
    assert Concept.objects.get().pref_labels == {"en": "jar"}


def test_a_second_import_changes_nothing(bring: Callable[..., Outcome]) -> None:
    bring(TURTLE)
    again = bring(TURTLE + "\n")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


CIRCLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://circle.example/> .
:a a skos:Concept ; skos:prefLabel "a thing"@en ; skos:broader :b .
:b a skos:Concept ; skos:prefLabel "b thing"@en ; skos:broader :c .
:c a skos:Concept ; skos:prefLabel "c thing"@en ; skos:broader :a .
"""


def test_a_circle_is_opened_and_told_each_time(bring: Callable[..., Outcome]) -> None:
    assert (bring(CIRCLE).created, bring(CIRCLE + "\n").updated) == (3, 0)
    links = {(row.uri[-1], above.uri[-1]) for row in Concept.objects.all() for above in row.broader.all()}
    assert len(links) == 2
    assert [row.field for row in QuarantinedRow.objects.all()] == ["broader"] * 2, "once in each import"


FLAWED = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://flaws.example/nothing> a skos:Concept .
<https://flaws.example/tagged> a skos:Concept ; skos:prefLabel "lamp"@en , "Lampe"@de-x-123456789012 , "lampada"@it_IT .
<https://flaws.example/a b> a skos:Concept ; skos:prefLabel "spaced"@en .
<https://flaws.example/linked> a skos:Concept ; skos:prefLabel "bowl"@en ; skos:exactMatch <https://x.example/a b> .
<https://flaws.example/open> a skos:Concept ; skos:prefLabel "never closed ;
"""


def test_a_flaw_costs_what_it_spoils_and_is_told(bring: Callable[..., Outcome]) -> None:
    bring(FLAWED)
    kept = {concept.uri.rpartition("/")[2]: concept for concept in Concept.objects.all()}
    assert {"tagged", "linked"} <= set(kept)
    assert kept["tagged"].pref_labels["en"] == "lamp"
    assert kept["linked"].matches == {}
    told = {(row.field, row.problem[:12]) for row in QuarantinedRow.objects.all()}
    assert {"pref_labels", "uri", "bad_addresses"} <= {name for name, _ in told}
    assert any(problem.startswith("not RDF") for _, problem in told)


SILENT = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://silent.example/untagged> a skos:Concept ; skos:prefLabel "Krug" .
<https://silent.example/arabic> a skos:Concept ; skos:prefLabel "جرة"@ar ; skos:broader <https://silent.example/untagged> .
<https://silent.example/alternative> a skos:Concept ; skos:altLabel "crock"@en .
"""


def test_labels_without_a_language_or_in_one_alone_are_shown_and_found(
    bring: Callable[..., Outcome], client: Client
) -> None:
    outcome = bring(SILENT)
    concepts = {concept.uri.rpartition("/")[2]: concept for concept in Concept.objects.all()}
    assert {"untagged", "arabic"} <= set(concepts)
    assert outcome.created + outcome.rejected == 3
    for name, text in (("untagged", "Krug"), ("arabic", "جرة")):
        for language in ("en", "fr", "ar"):
            page = client.get(concepts[name].url, headers={"accept-language": language})
            assert text in page.content.decode()
    assert [found.meaning.key for found in find_meanings(["جرة"], "en")] == [concepts["arabic"].key]


def test_a_file_without_concepts_says_so(bring: Callable[..., Outcome]) -> None:
    outcome = bring("<https://a.example/b> <https://a.example/c> <https://a.example/d> .")
    assert (outcome.created, outcome.rejected) == (0, 1)
    assert "skos:Concept" in outcome.examples[0].problem


def test_nothing_is_fetched_for_a_context_that_is_elsewhere(bring: Callable[..., Outcome]) -> None:
    outcome = bring('{"@context": "https://elsewhere.example/skos.json", "@id": "https://a.example/b"}')
    assert "context" in outcome.examples[0].problem


@pytest.mark.skipif(not DATA.exists(), reason="the published thesauri are not here")
def test_silknow_comes_in_whole(bring: Callable[..., Outcome]) -> None:
    outcome = bring(DATA / "silknow.ttl.gz")
    assert (outcome.created, outcome.rejected) == (666, 0)
    brocade = Concept.objects.get(uri="http://data.silknow.org/vocabulary/105")
    assert brocade.matches["exactMatch"] == ["http://www.wikidata.org/entity/Q52800022"]
    assert Label.objects.filter(concept=brocade, text="Brocade").exists()


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld"])
def test_what_is_written_reads_back_the_same(bring: Callable[..., Outcome], tmp_path: Path, suffix: str) -> None:
    bring(TURTLE)
    before = list(Concept.objects.order_by("uri").values("uri", "notation", "pref_labels", "alt_labels", "matches"))
    with (tmp_path / "out.rdf").open("wb") as target:
        write_skos(iterate_scheme(Scheme.objects.get(), PUBLIC_VIEWER), suffix, target)
    again = bring(tmp_path / "out.rdf")
    assert (again.created, again.rejected, again.left_out) == (0, 0, 0)
    after = list(Concept.objects.order_by("uri").values("uri", "notation", "pref_labels", "alt_labels", "matches"))
    assert after == before


def test_a_concept_and_a_whole_thesaurus_have_turtle_at_their_address(
    bring: Callable[..., Outcome], client: Client
) -> None:
    bring(TURTLE)
    jar, scheme = Concept.objects.get(notation="J1"), Scheme.objects.get()
    one, whole = client.get(f"{jar.url}.ttl").content.decode(), client.get(f"{scheme.url}.ttl").content.decode()
    assert '"جرة"@ar' in one
    assert "récipient" not in one
    assert "récipient" in whole
    assert "ConceptScheme" in whole
