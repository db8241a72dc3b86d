"""Saves the shipped thesauri through the room's actions."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.core.saving import Draft
from museion.vocabulary.actions import save_concepts, save_schemes
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.thesauri import read_thesauri, read_thesaurus

SOURCE = "museion"
_Pair = tuple[dict[str, Any], dict[str, Any]]
_REASON = "the thesauri that Museion ships"


def make_sample(seed: int, *, actor: Actor, at: datetime) -> int:
    """Save every shipped thesaurus; the seed changes nothing here. Returns how many concepts there are."""
    documents = list(read_thesauri())
    save_schemes([_draft_scheme(document) for document in documents], actor=actor, at=at, reason=_REASON)
    schemes = dict(Scheme.objects.filter(source=SOURCE).values_list("slug", "id"))
    pairs = [(document, concept) for document in documents for concept in document["concepts"]]
    for level in _split_levels(pairs):
        ids = dict(Concept.objects.filter(source=SOURCE).values_list("source_id", "id"))
        drafts = [_draft_concept(document, concept, schemes, ids) for document, concept in level]
        save_concepts(drafts, actor=actor, at=at, reason=_REASON)
    return len(pairs)


def read_labels(slug: str) -> dict[str, LanguageMap]:
    """A shipped thesaurus as concept id → labels, without the database."""
    return {concept["id"]: LanguageMap(concept["labels"]) for concept in read_thesaurus(slug)["concepts"]}


def _split_levels(pairs: list[_Pair]) -> Iterator[list[_Pair]]:
    """From the top down: a narrower concept links to a row, so the broader ones are written first."""
    above: set[tuple[str, str | None]] = {(document["slug"], None) for document, _ in pairs}
    waiting = pairs
    while waiting:
        level = [pair for pair in waiting if (pair[0]["slug"], pair[1].get("broader")) in above]
        if not level:
            raise LookupError(f"{waiting[0][1]['id']}: its broader concept is missing, or leads back to it")
        yield level
        above |= {(document["slug"], concept["id"]) for document, concept in level}
        waiting = [pair for pair in waiting if pair not in level]


def _draft_scheme(document: Mapping[str, Any]) -> Draft:
    return Draft(
        {
            "source": SOURCE,
            "source_id": document["slug"],
            "slug": document["slug"],
            "uri": document["uri"],
            "titles": document["titles"],
            "descriptions": document["descriptions"],
            "licence": document["licence"],
        }
    )


def _draft_concept(
    document: Mapping[str, Any], concept: Mapping[str, Any], schemes: Mapping[str, int], ids: Mapping[str | None, int]
) -> Draft:
    slug = document["slug"]
    values = {
        "source": SOURCE,
        "source_id": f"{slug}/{concept['id']}",
        "scheme_id": schemes[slug],
        "uri": f"{document['uri']}/{concept['id']}",
        "notation": concept["notation"],
        "pref_labels": concept["labels"],
        "alt_labels": concept.get("alt", {}),
        # Whoever types a code of a list means its concept.
        "hidden_labels": {"und": codes} if (codes := sorted(concept.get("identifiers", {}).values())) else {},
        "identifiers": concept.get("identifiers", {}),
    }
    broader = [ids[f"{slug}/{concept['broader']}"]] if "broader" in concept else []
    return Draft(values, links={"broader": broader})
