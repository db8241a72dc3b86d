"""What of the room is found: concepts by every label, in every language."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import source_keys
from museion.vocabulary.models import Concept

FIELDS = (
    Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True),
    Field("description", FieldKind.TEXT, _("description")),
    Field("number", FieldKind.TEXT, _("number or identifier"), weight=2.0, is_name=True, is_said=False),
    Field("scheme", FieldKind.TERM, _("thesaurus"), is_facet=True),
    Field("source", FieldKind.TERM, _("source"), is_facet=True),
)


def load_concepts(keys: Sequence[str]) -> Iterable[Document]:
    for concept in Concept.objects.current().filter(key__in=keys).select_related("scheme"):
        document = Document(concept.key, "concept", get_access_tokens(concept.access, concept.scope_key), weight=0.5)
        document.add_map("title", concept.pref_labels)
        for labels in (concept.alt_labels, concept.hidden_labels):
            for tag, texts in labels.items():
                for text in texts:
                    document.add_text("title", text, tag)
        document.add_map("description", concept.scope_notes)
        document.add_text("number", concept.notation)
        document.add_term("scheme", concept.scheme.slug)
        document.add_term("source", concept.source)
        yield document


def present_concepts(keys: Sequence[str], language: str) -> Iterable[Card]:
    for concept in Concept.objects.current().filter(key__in=keys).select_related("scheme"):
        facts = (concept.scheme.titles.pick(language).text, concept.notation)
        yield Card(
            key=concept.key,
            kind="concept",
            title=concept.pref_labels,
            summary=concept.scope_notes,
            facts=tuple(fact for fact in facts if fact),
        )


SOURCES: tuple[Source, ...] = (
    Source("concept", FIELDS, load=load_concepts, iterate_keys=source_keys(Concept), present=present_concepts),
)
