"""Laws, with what they ask for and who is bound by them, as JSON and JSON-LD."""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import WriterContext
from museion.core.representations import RecordJson, Texts, describe_record, link_texts
from museion.library.models import Law


class LawRuleJson(BaseModel):
    """What a law asks for. Ages in years, values in `currency`; both are exceeded, not reached, where the law says so."""

    kind: str
    object_classes: list[str]
    article: str
    texts: Texts
    least_age: int | None
    least_value: Decimal | None
    currency: str
    from_date: date | None
    to_date: date | None


class LawPartyJson(BaseModel):
    country: str
    from_date: date
    to_date: date | None
    certainty: str


class LawJson(RecordJson):
    """A law as a dated fact with its source. `country`: ISO 3166-1, `EU`, or empty for a convention. Not legal advice."""

    law_kind: str
    country: str
    titles: Texts
    citation: str
    adopted_date: date | None
    from_date: date | None
    to_date: date | None
    certainty: str
    source_text: str
    source_url: str
    notes: Texts
    rules: list[LawRuleJson]
    parties: list[LawPartyJson]


_LAW_COLUMNS = [
    name for name in LawJson.model_fields if name not in {*RecordJson.model_fields, "law_kind", "rules", "parties"}
]


def describe_law(law: Law, viewer: Viewer) -> LawJson:
    return LawJson(
        **describe_record(law, "law"),
        **{name: getattr(law, name) for name in _LAW_COLUMNS},
        law_kind=law.kind,
        rules=[
            LawRuleJson(**{name: getattr(rule, name) for name in LawRuleJson.model_fields}) for rule in law.rules.all()
        ],
        parties=[
            LawPartyJson(**{name: getattr(party, name) for name in LawPartyJson.model_fields})
            for party in law.parties.all()
        ],
    )


def link_law(law: Law, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "name": link_texts(law.titles),
        "legislationIdentifier": law.citation,
        "legislationDate": law.adopted_date.isoformat() if law.adopted_date else None,
        "legislationDateVersion": law.from_date.isoformat() if law.from_date else None,
        "legislationJurisdiction": law.country,
        "sameAs": law.source_url,
    }
