"""How looted sites are found: by name, place and what is expected to come from them. Exact coordinates are for the desk."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.screening.models import LootedSite
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, label_country, source_keys

FIELDS = (
    Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True),
    Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True),
    Field("material", FieldKind.TEXT, _("material and technique"), weight=1.5, is_list=True),
    Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True),
    Field("description", FieldKind.TEXT, _("description")),
    Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country),
    REGION,
)


def load_sites(keys: Sequence[str]) -> Iterable[Document]:
    for site in LootedSite.objects.current().filter(key__in=keys):
        document = Document(site.key, "looted_site", get_access_tokens(site.access, site.scope_key))
        document.add_map("title", site.names)
        document.add_map("description", site.descriptions)
        document.add_text("place", site.place)
        add_country(document, site.country)
        for expected in site.expected_types:
            document.add_text("type", expected.get("object_type"))
            document.add_text("material", expected.get("materials"))
        yield document


def present_sites(keys: Sequence[str], language: str) -> Iterable[Card]:
    for site in LootedSite.objects.current().filter(key__in=keys):
        country = label_country(site.country, language) if site.country else ""
        yield Card(
            key=site.key,
            kind="looted_site",
            title=site.names,
            summary=site.descriptions,
            facts=tuple(fact for fact in (site.place, country) if fact),
        )


SITE_SOURCE = Source(
    "looted_site", FIELDS, load=load_sites, iterate_keys=source_keys(LootedSite), present=present_sites
)
