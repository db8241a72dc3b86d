"""Reads the shipped thesauri (`vocabulary/thesauri/*.json`) and saves them through the room's actions.

Unlike the rest of the sample they are not invented: they are the lists that the network itself works with.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

import orjson

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.core.saving import Draft
from museion.vocabulary.actions import save_concepts, save_schemes
from museion.vocabulary.models import Concept, Scheme

SOURCE = "museion"
_REASON = "the thesauri that Museion ships"


def make_sample(seed: int, *, actor: Actor, at: datetime) -> int:
    """Save every shipped thesaurus; the seed changes nothing here. Returns how many concepts there are."""
    documents = list(read_thesauri())
    save_schemes([_draft_scheme(document) for document in documents], actor=actor, at=at, reason=_REASON)
    schemes = dict(Scheme.objects.filter(source=SOURCE).values_list("slug", "id"))
    pairs = [(document, concept) for document in documents for concept in document["concepts"]]
    # A narrower concept links to a row, so the broader ones are written first.
    for is_top in (True, False):
        ids = dict(Concept.objects.filter(source=SOURCE).values_list("source_id", "id"))
        drafts = [
            _draft_concept(document, concept, schemes, ids)
            for document, concept in pairs
            if ("broader" not in concept) is is_top
        ]
        save_concepts(drafts, actor=actor, at=at, reason=_REASON)
    return len(pairs)


def read_thesauri() -> Iterator[dict[str, Any]]:
    folder = files("museion.vocabulary") / "thesauri"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            yield orjson.loads(entry.read_bytes())


def read_labels(slug: str) -> dict[str, LanguageMap]:
    """A shipped thesaurus as concept id → labels, without the database."""
    found = next(document for document in read_thesauri() if document["slug"] == slug)
    return {concept["id"]: LanguageMap(concept["labels"]) for concept in _concepts(found)}


def _concepts(document: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    concepts: Iterable[dict[str, Any]] = document["concepts"]
    return concepts


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
    }
    broader = [ids[f"{slug}/{concept['broader']}"]] if "broader" in concept else []
    return Draft(values, links={"broader": broader})
