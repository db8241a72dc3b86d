"""How hazard events are found: by their words, kind, state and countries, and on the map."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.response.labels import HAZARD_LABELS
from museion.response.models import HazardEvent
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, label_country, source_keys

FIELDS = (
    Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True),
    Field("description", FieldKind.TEXT, _("description")),
    Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country),
    REGION,
)


def load_events(keys: Sequence[str]) -> Iterable[Document]:
    for event in HazardEvent.objects.current().filter(key__in=keys):
        document = Document(event.key, "hazard_event", get_access_tokens(event.access, event.scope_key))
        document.add_map("title", event.titles)
        document.add_map("description", event.descriptions)
        for country in event.countries:
            add_country(document, country)
        yield document


def present_events(keys: Sequence[str], _language: str) -> Iterable[Card]:
    for event in HazardEvent.objects.current().filter(key__in=keys):
        begins = event.begins_at.date().isoformat() if event.begins_at else ""
        facts = (str(HAZARD_LABELS.get(event.hazard, "")), str(event.get_state_display()), begins)
        yield Card(
            key=event.key,
            kind="hazard_event",
            title=event.titles,
            summary=event.descriptions,
            facts=tuple(fact for fact in facts if fact),
            days=(event.begins_at.date(), event.begins_at.date()) if event.begins_at else None,
        )


EVENT_SOURCE = Source(
    "hazard_event", FIELDS, load=load_events, iterate_keys=source_keys(HazardEvent), present=present_events
)
