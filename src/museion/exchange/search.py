"""What of the door is found: harvest sources, partners and packages, by who may see them."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.languages import LanguageMap
from museion.core.models import Record
from museion.exchange.models import HarvestSource, Partner, PartnerPackage
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import source_keys

FIELDS = (Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True),)
# What each kind is called by.
_NAMES: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "harvest_source": (HarvestSource, ("title", "address")),
    "partner": (Partner, ("name", "domain")),
    "package": (PartnerPackage, ("package_id", "purpose", "case")),
}


def _load(kind: str, keys: Sequence[str]) -> Iterable[Document]:
    model, names = _NAMES[kind]
    for record in model._default_manager.filter(key__in=keys, withdrawn_at__isnull=True):
        document = Document(record.key, kind, get_access_tokens(record.access, record.scope_key))
        for name in names:
            document.add_text("title", getattr(record, name))
        yield document


def _present(kind: str, keys: Sequence[str], _language: str) -> Iterable[Card]:
    model, names = _NAMES[kind]
    for record in model._default_manager.filter(key__in=keys, withdrawn_at__isnull=True):
        title, *facts = (str(getattr(record, name)) for name in names)
        yield Card(record.key, kind, LanguageMap({"und": title}), facts=tuple(fact for fact in facts if fact))


SOURCES = tuple(
    Source(kind, FIELDS, load=partial(_load, kind), iterate_keys=source_keys(model), present=partial(_present, kind))
    for kind, (model, _names) in _NAMES.items()
)
