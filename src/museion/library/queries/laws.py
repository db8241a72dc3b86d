"""Which law spoke of a class of object, in a country, on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.core.models.records import RecordQuerySet
from museion.heritage.custody.windows import CountryRule, Window
from museion.heritage.laws import LawAnswer, LawQuestion
from museion.library.models import Law, LawParty, LawRule
from museion.library.terms import Certainty, LawRuleKind

_KEEPING = (LawRuleKind.EXPORT_FORBIDDEN, LawRuleKind.EXPORT_LICENCE, LawRuleKind.STATE_OWNERSHIP)
# The customs territory of the Union, by State and day of accession; the United Kingdom left with the end of 2020.
EU_MEMBERS: dict[str, tuple[date, date | None]] = {
    **dict.fromkeys(("BE", "DE", "FR", "IT", "LU", "NL"), (date(1958, 1, 1), None)),
    **dict.fromkeys(("DK", "IE"), (date(1973, 1, 1), None)),
    "GB": (date(1973, 1, 1), date(2020, 12, 31)),
    "GR": (date(1981, 1, 1), None),
    **dict.fromkeys(("ES", "PT"), (date(1986, 1, 1), None)),
    **dict.fromkeys(("AT", "FI", "SE"), (date(1995, 1, 1), None)),
    **dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), (date(2004, 5, 1), None)),
    **dict.fromkeys(("BG", "RO"), (date(2007, 1, 1), None)),
    "HR": (date(2013, 7, 1), None),
}


def get_laws(viewer: Viewer) -> RecordQuerySet[Law]:
    return Law.objects.current().visible_to(viewer).select_related("replaced_by").prefetch_related("rules", "parties")


def list_custody_rules(country: str) -> list[CountryRule]:
    """The laws of a country by which an object needed leave to go, or was the State's, from the year of each."""
    rows = Law.objects.current().visible_to(PUBLIC_VIEWER).filter(country=country, rules__kind__in=_KEEPING).distinct()
    days = ((law, law.from_date or law.adopted_date) for law in rows.order_by("from_date", "id"))
    return [
        CountryRule(Window.COUNTRY_LAW, country, day.year, law.citation or law.titles.pick("en").text)
        for law, day in days
        if day
    ]


def is_eu_member(country: str, day: date) -> bool:
    begins, ends = EU_MEMBERS.get(country, (None, None))
    return begins is not None and begins <= day and (ends is None or day <= ends)


def find_laws(question: LawQuestion, viewer: Viewer = PUBLIC_VIEWER) -> Sequence[LawAnswer]:
    """Rules in force on that day, national ones first; a law whose first day is unknown is told with that doubt."""
    laws = _get_laws_in_force(question.country.upper(), question.day, viewer)
    answers = [answer for law in laws for answer in _apply(law, question)]
    return sorted(answers, key=lambda answer: (answer.certainty == Certainty.UNCERTAIN, answer.key, answer.article))


def _get_laws_in_force(country: str, day: date, viewer: Viewer) -> Iterable[Law]:
    begun = Q(from_date__isnull=True) | Q(from_date__lte=day)
    lasting = Q(to_date__isnull=True) | Q(to_date__gte=day)
    bound = LawParty.objects.filter(lasting, country=country, from_date__lte=day)
    places = Q(country=country) | Q(parties__in=bound)
    if is_eu_member(country, day):
        places |= Q(country="EU")
    rows = Law.objects.current().visible_to(viewer).filter(begun, lasting).filter(places).distinct()
    return rows.prefetch_related(Prefetch("parties", bound, to_attr="bound_parties"), "rules").order_by("kind", "id")


def _apply(law: Law, question: LawQuestion) -> Iterable[LawAnswer]:
    for rule in law.rules.all():
        if not rule.speaks_of(question.object_class) or not _is_in_force(rule, question.day):
            continue
        unsure = _find_doubts(rule, question)
        if unsure is None:
            continue
        party = next(iter(getattr(law, "bound_parties", ())), None)
        yield LawAnswer(
            key=law.key,
            titles=law.titles,
            citation=law.citation,
            rule_kind=rule.kind,
            article=rule.article,
            texts=rule.texts,
            from_date=rule.from_date or (party.from_date if party else law.from_date),
            to_date=rule.to_date or law.to_date,
            certainty=_get_weaker(law.certainty, party.certainty if party else law.certainty),
            source_text=law.source_text,
            source_url=law.source_url,
            unsure=(*unsure, *(() if law.from_date or party else ("from_date",))),
            area=law.country,
        )


def _is_in_force(rule: LawRule, day: date) -> bool:
    return (rule.from_date is None or rule.from_date <= day) and (rule.to_date is None or day <= rule.to_date)


def _find_doubts(rule: LawRule, question: LawQuestion) -> tuple[str, ...] | None:
    """What the question does not say; None where it says that the rule does not reach the object."""
    doubts = []
    if rule.least_age is not None:
        if question.age is None:
            doubts.append("age")
        elif question.age <= rule.least_age:
            return None
    if rule.least_value is not None:
        if question.value is None or rule.currency != "EUR":
            doubts.append("value")
        elif question.value < rule.least_value:
            return None
    return tuple(doubts)


def _get_weaker(one: str, other: str) -> str:
    order = [Certainty.VERIFIED, Certainty.REPORTED, Certainty.UNCERTAIN]
    return max(one, other, key=lambda certainty: order.index(Certainty(certainty)))
