"""How bodies are found: committees, alliances, organs."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.countries import get_country_name
from museion.network.found import fields
from museion.network.found.belonging import BODY, add_bodies, read_body_paths
from museion.network.models import Body
from museion.network.terms import BodyKind
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, label_choices, source_keys

_LANGUAGES = ("en", "fr", "es", "ar")
_label_kind = label_choices(BodyKind)

FIELDS = (
    fields.TITLE,
    fields.TYPE,
    fields.PLACE,
    fields.DESCRIPTION,
    Field("body_kind", FieldKind.TERM, _("kind of body"), is_facet=True, label_of=_label_kind),
    BODY,
    fields.COUNTRY,
    REGION,
    fields.SOURCE,
    fields.DATE,
)


def load_bodies(keys: Sequence[str]) -> Iterable[Document]:
    paths = read_body_paths()
    for body in Body.objects.current().filter(key__in=keys):
        document = Document(body.key, "body", get_access_tokens(body.access, body.scope_key))
        document.add_map("title", body.names)
        document.add_text("title", body.acronym)
        document.add_map("description", body.missions)
        for language in _LANGUAGES:
            document.add_text("type", _label_kind(body.kind, language), language)
            if body.country:
                document.add_text("place", get_country_name(body.country, language), language)
        document.add_term("body_kind", body.kind)
        add_bodies(document, paths, body.id)
        add_country(document, body.country)
        document.add_term("source", body.source)
        if body.founded_date:
            last = body.dissolved_date or body.founded_date
            document.years["date"] = (body.founded_date.year, last.year)
        yield document


def present_bodies(keys: Sequence[str], language: str) -> Iterable[Card]:
    for body in Body.objects.current().filter(key__in=keys):
        country = get_country_name(body.country, language) if body.country else ""
        facts = (body.acronym, _label_kind(body.kind, language), country)
        yield Card(
            key=body.key,
            kind="body",
            title=body.names,
            summary=body.missions,
            facts=tuple(fact for fact in facts if fact),
        )


BODY_SOURCE = Source("body", FIELDS, load=load_bodies, iterate_keys=source_keys(Body), present=present_bodies)
