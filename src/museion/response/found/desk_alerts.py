"""How the desk's own alerts are found: the latest message of each, by its words, hazard and countries."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from museion.core.access import get_access_tokens
from museion.response.found.events import FIELDS
from museion.response.labels import HAZARD_LABELS
from museion.response.models import DeskAlert
from museion.search.documents import Card, Document, Source
from museion.search.sources import add_country, source_keys

_FOUND = Q(replaced_by__isnull=True)


def load_alerts(keys: Sequence[str]) -> Iterable[Document]:
    for alert in DeskAlert.objects.current().filter(_FOUND, key__in=keys):
        document = Document(alert.key, "desk_alert", get_access_tokens(alert.access, alert.scope_key))
        document.add_map("title", alert.headlines)
        for texts in (alert.descriptions, alert.instructions, alert.area_descriptions):
            document.add_map("description", texts)
        countries = (one["properties"].get("country") for one in alert.areas.get("features", ()))
        add_country(document, *countries)
        yield document


def present_alerts(keys: Sequence[str], _language: str) -> Iterable[Card]:
    for alert in DeskAlert.objects.current().filter(key__in=keys):
        facts = (str(HAZARD_LABELS.get(alert.hazard, "")), alert.sent_at.date().isoformat())
        yield Card(
            key=alert.key,
            kind="desk_alert",
            title=alert.headlines,
            summary=alert.area_descriptions,
            facts=tuple(filter(None, facts)),
            days=(alert.sent_at.date(), max(alert.sent_at, alert.expires_at).date()),
        )


DESK_ALERT_SOURCE = Source(
    "desk_alert", FIELDS, load=load_alerts, iterate_keys=source_keys(DeskAlert, _FOUND), present=present_alerts
)
