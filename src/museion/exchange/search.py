"""What of the door is found: harvest sources, by who may see them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.languages import LanguageMap
from museion.exchange.models import HarvestSource
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import source_keys

FIELDS = (Field("title", FieldKind.TEXT, _("title"), weight=6.0, is_name=True),)


def load_sources(keys: Sequence[str]) -> Iterable[Document]:
    for source in HarvestSource.objects.current().filter(key__in=keys):
        document = Document(source.key, "harvest_source", get_access_tokens(source.access, source.scope_key))
        document.add_text("title", source.title)
        document.add_text("title", source.address)
        yield document


def present_sources(keys: Sequence[str], _language: str) -> Iterable[Card]:
    for source in HarvestSource.objects.current().filter(key__in=keys):
        title = LanguageMap({"und": source.title})
        yield Card(source.key, "harvest_source", title, facts=(source.address,))


SOURCES = (
    Source(
        "harvest_source",
        FIELDS,
        load=load_sources,
        iterate_keys=source_keys(HarvestSource),
        present=present_sources,
    ),
)
