"""Which papers a loan or transfer needs at each border: asked of the base of laws, with what people noted of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from museion.core.dates.days import get_year
from museion.heritage.care_terms import LoanDirection, PaperState, TransferKind, TransferLeg
from museion.heritage.laws import LawAnswer, LawQuestion, NoLawBaseError, find_laws
from museion.heritage.models import CrossingPaper, CulturalObject, Loan, Transfer
from museion.heritage.papers import ASKED_AT_EXPORT, ASKED_AT_IMPORT, ASKED_OF_ORIGIN
from museion.heritage.queries.custody import find_origin

EU = "EU"
_ASKED: dict[str, Mapping[str, Any]] = {
    "export": ASKED_AT_EXPORT,
    "import": ASKED_AT_IMPORT,
    "origin": ASKED_OF_ORIGIN,
}


@dataclass(frozen=True, slots=True)
class Border:
    """`leg`: handed over or brought back; countries ISO 3166-1, empty where nobody stated one."""

    leg: TransferLeg
    from_country: str
    to_country: str
    day: date

    @property
    def is_crossed(self) -> bool:
        return bool(self.from_country and self.to_country and self.from_country != self.to_country)


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """`side`: export, import, origin, or own (a person named it). `law`: none for those. `objects`: whom it concerns."""

    leg: TransferLeg
    rule: str
    side: str
    country: str
    title: Any
    law: LawAnswer | None = None
    unsure: tuple[str, ...] = ()
    objects: tuple[CulturalObject, ...] = ()
    noted: CrossingPaper | None = None

    @property
    def is_settled(self) -> bool:
        return bool(self.noted and self.noted.state in {PaperState.AT_HAND, PaperState.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Checklist:
    """`has_laws`: False where no base of laws is kept here, which is not the same as "no law asks for a paper"."""

    border: Border
    papers: tuple[AskedPaper, ...]
    has_laws: bool = True

    @property
    def settled(self) -> int:
        return sum(paper.is_settled for paper in self.papers)


def list_borders(crossing: Loan | Transfer) -> list[Border]:
    """The way out, and the way back of what comes back."""
    if isinstance(crossing, Transfer):
        begin, end = crossing.giver.country, crossing.taker.country
        keeps = crossing.kind in {TransferKind.TRANSFER, TransferKind.RESTITUTION}
    else:
        own, other = crossing.museum.country, get_partner_country(crossing)
        begin, end = (own, other) if crossing.direction == LoanDirection.OUT else (other, own)
        keeps = False
    borders = [Border(TransferLeg.OUT, begin, end, crossing.begins_date)]
    if not keeps and crossing.due_date:
        borders.append(Border(TransferLeg.BACK, end, begin, crossing.due_date))
    return borders


def get_partner_country(loan: Loan) -> str:
    return loan.partner.country if loan.partner else loan.partner_country


def list_crossing_objects(crossing: Loan | Transfer) -> list[CulturalObject]:
    items = crossing.items.select_related("object")
    return [item.object for item in items if item.object]


def make_checklists(crossing: Loan | Transfer) -> list[Checklist]:
    objects = list_crossing_objects(crossing)
    value = crossing.insurance_eur if isinstance(crossing, Loan) and len(objects) == 1 else None
    noted = {(paper.leg, paper.rule): paper for paper in crossing.crossing_papers.all()}
    return [_make_checklist(border, objects, value, noted) for border in list_borders(crossing)]


def find_asked(crossing: Loan | Transfer, leg: str, rule: str) -> AskedPaper | None:
    papers = (paper for checklist in make_checklists(crossing) for paper in checklist.papers)
    return next((paper for paper in papers if (paper.leg, paper.rule) == (leg, rule)), None)


def _make_checklist(
    border: Border,
    objects: list[CulturalObject],
    value: Decimal | None,
    noted: Mapping[tuple[str, str], CrossingPaper],
) -> Checklist:
    has_laws, asked = True, dict[str, AskedPaper]()
    if border.is_crossed:
        try:
            asked = _ask(border, objects, value)
        except NoLawBaseError:
            has_laws = False
    papers = [_join(paper, noted.get((border.leg, paper.rule))) for paper in asked.values()]
    papers += [_read_noted(paper) for (leg, rule), paper in noted.items() if leg == border.leg and rule not in asked]
    return Checklist(border, tuple(papers), has_laws)


def _ask(border: Border, objects: list[CulturalObject], value: Decimal | None) -> dict[str, AskedPaper]:
    """Each rule once, with the objects that it concerns. What the Union asks at its border is not asked within it."""
    asked: dict[str, AskedPaper] = {}
    groups = _group_by_age(objects, border.day)
    leaving = _find(border.from_country, border.day, groups, value)
    entering = _find(border.to_country, border.day, groups, value)
    shared = {law.key for law, _ in leaving if law.area == EU} & {law.key for law, _ in entering if law.area == EU}
    for side, country, found in (("export", border.from_country, leaving), ("import", border.to_country, entering)):
        _add(asked, border, side, country, ((law, held) for law, held in found if law.key not in shared))
    for country, held in _group_by_origin(objects).items():
        if country not in {border.from_country, border.to_country}:
            _add(asked, border, "origin", country, _find(country, border.day, _group_by_age(held, border.day), value))
    return asked


def _find(
    country: str, day: date, groups: Mapping[int | None, list[CulturalObject]], value: Decimal | None
) -> list[tuple[LawAnswer, list[CulturalObject]]]:
    return [
        (law, held)
        for age, held in groups.items()
        for law in find_laws(LawQuestion(country, day, age=age, value=value))
    ]


def _add(
    asked: dict[str, AskedPaper],
    border: Border,
    side: str,
    country: str,
    found: Iterable[tuple[LawAnswer, list[CulturalObject]]],
) -> None:
    for law, held in found:
        if title := _ASKED[side].get(law.rule_kind):
            rule = f"{side}:{country}:{law.key}:{law.rule_kind}:{law.article}"[:200]
            before = asked.get(rule)
            objects = (*(before.objects if before else ()), *held)
            unsure = tuple(dict.fromkeys((*(before.unsure if before else ()), *law.unsure)))
            asked[rule] = AskedPaper(border.leg, rule, side, country, title, law, unsure, objects)


def _group_by_age(objects: list[CulturalObject], day: date) -> dict[int | None, list[CulturalObject]]:
    """By the least age in years that is certain on that day; without objects of the catalogue nothing is certain."""
    groups: dict[int | None, list[CulturalObject]] = {}
    for record in objects:
        age = None if record.date_latest is None else day.year - get_year(record.date_latest)
        groups.setdefault(age, []).append(record)
    return groups or {None: []}


def _group_by_origin(objects: list[CulturalObject]) -> dict[str, list[CulturalObject]]:
    groups: dict[str, list[CulturalObject]] = {}
    for record in objects:
        if country := find_origin(record):
            groups.setdefault(country, []).append(record)
    return groups


def _join(paper: AskedPaper, noted: CrossingPaper | None) -> AskedPaper:
    if noted is None:
        return paper
    return AskedPaper(
        paper.leg, paper.rule, paper.side, paper.country, paper.title, paper.law, paper.unsure, paper.objects, noted
    )


def _read_noted(noted: CrossingPaper) -> AskedPaper:
    """What a person named, or a rule that was asked for when it was noted and is no longer."""
    return AskedPaper(
        TransferLeg(noted.leg), noted.rule, "own", noted.basis.get("country", ""), noted.basis.get("title") or noted.rule,
        noted=noted,
    )  # fmt: skip
