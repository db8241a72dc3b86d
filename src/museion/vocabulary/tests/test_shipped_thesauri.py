"""The thesauri that Museion ships are whole in four languages and agree with the codes of the rooms."""

import pytest

from museion.network.terms import MandateRole
from museion.response.feeds.terms import UNDRR_CODES, Hazard
from museion.vocabulary.thesauri import read_thesauri, read_thesaurus

DOCUMENTS = list(read_thesauri())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["slug"])
def test_every_concept_has_a_label_in_each_language(document: dict) -> None:
    for texts in (
        document["titles"],
        document["descriptions"],
        *(concept["labels"] for concept in document["concepts"]),
    ):
        assert {"en", "fr", "es", "ar"} <= set(texts)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["slug"])
def test_no_concept_is_twice_or_below_what_is_not_there(document: dict) -> None:
    ids = [concept["id"] for concept in document["concepts"]]
    assert len(ids) == len(set(ids))
    assert {concept["broader"] for concept in document["concepts"] if "broader" in concept} <= set(ids)


def test_the_hazards_are_those_of_the_alerts() -> None:
    stated = {concept["notation"]: concept.get("identifiers", {}) for concept in read_thesaurus("hazards")["concepts"]}
    glide = {notation: codes for notation, codes in stated.items() if codes}
    assert set(glide) == {str(hazard) for hazard in Hazard}
    assert {code: ids.get("undrr") for code, ids in glide.items() if ids.get("undrr")} == {
        str(hazard): code for hazard, code in UNDRR_CODES.items()
    }


def test_the_offices_are_those_of_the_mandates() -> None:
    roles = {concept["id"] for concept in read_thesaurus("roles")["concepts"] if concept.get("broader") == "offices"}
    assert roles == set(MandateRole.values)
