"""Asking to belong: the applicant asks, the committee advises, the secretariat decides, the board hears an appeal.

Each step carries words that the applicant reads. The applicant's own steps need no role; everybody else's do.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, check_right, may
from museion.core.documents import SentDocument
from museion.core.models import Account
from museion.core.saving import Draft, save_drafts
from museion.network.actions.documents import get_store
from museion.network.actions.dues import ask_due
from museion.network.actions.membership import create_membership, link_account, name_representative
from museion.network.actions.register import create_museum, create_person
from museion.network.belonging.terms import get_first_day, get_terms
from museion.network.models import ApplicationStep, Body, MembershipApplication, Museum, Person
from museion.network.queries.fees import choose_band
from museion.network.queries.members import count_members
from museion.network.terms import ApplicationState, BodyKind, MemberCategory


class ApplicationError(ValueError):
    """The application cannot take this step; the message says why."""


MOVES: dict[str, tuple[ApplicationState, ...]] = {
    ApplicationState.COMMITTEE: (ApplicationState.SECRETARIAT, ApplicationState.QUESTION),
    ApplicationState.QUESTION: (ApplicationState.COMMITTEE,),
    ApplicationState.SECRETARIAT: (ApplicationState.ADMITTED, ApplicationState.REFUSED, ApplicationState.QUESTION),
    ApplicationState.REFUSED: (ApplicationState.APPEAL,),
    ApplicationState.APPEAL: (ApplicationState.ADMITTED, ApplicationState.CLOSED),
}
_OPEN = (ApplicationState.COMMITTEE, ApplicationState.QUESTION, ApplicationState.SECRETARIAT, ApplicationState.APPEAL)
_OF_APPLICANT = (ApplicationState.APPEAL, ApplicationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Request:
    """What an applicant writes. `budget`: of an institution, in euros a year; it sets the band."""

    category: MemberCategory
    name: str
    country: str
    language: str = "en"
    position: str = ""
    statement: str = ""
    budget: int | None = None
    is_professional: bool = True
    trades_in_cultural_goods: bool = False
    accepts_code: bool = False
    documents: tuple[SentDocument, ...] = ()


@transaction.atomic
def apply_for_membership(request: Request, account: Account, *, actor: Actor, at: datetime) -> MembershipApplication:
    """Goes to the committee of the country; where there is none, to the secretariat. One open application an account."""
    if actor.account_id != account.pk:
        raise NotAllowedError(actor, "application.create", ())
    _check_request(request, account)
    committee = Body.objects.current().filter(kind=BodyKind.NATIONAL_COMMITTEE, country=request.country).first()
    person = Person.objects.current().filter(account_link__account=account).first()
    is_museum = request.category == MemberCategory.INSTITUTIONAL and request.budget is not None
    state = ApplicationState.COMMITTEE if committee else ApplicationState.SECRETARIAT
    values: dict[str, Any] = {
        "access": AccessLevel.COMMITTEE.value,
        "scope_key": committee.key if committee else "",
        "account_id": account.pk,
        "person_id": person.pk if person and not is_museum else None,
        "committee_id": committee.pk if committee else None,
        "state": state.value,
        "code_edition": get_terms(at.date()).code_edition,
        "submitted_at": at,
        "documents": [asdict(document.keep(get_store())) for document in request.documents],
    }
    for field in ("category", "name", "country", "language", "position", "statement", "budget", "is_professional"):
        values[field] = getattr(request, field)
    return _save(Draft(values), state, "", actor=actor, at=at)


def _check_request(request: Request, account: Account) -> None:
    if request.trades_in_cultural_goods:
        raise ApplicationError(_("People and firms that trade in cultural goods cannot be members."))
    if not request.accepts_code:
        raise ApplicationError(_("Membership asks that you accept the code of ethics."))
    if MembershipApplication.objects.filter(account=account, state__in=_OPEN).exists():
        raise ApplicationError(_("You have an application already that is not decided."))


@transaction.atomic
def take_application_step(
    application: MembershipApplication, state: ApplicationState, *, reason: str, actor: Actor, at: datetime
) -> MembershipApplication:
    """Raises `ApplicationError` where the step does not follow, or lacks its reason."""
    application = (
        MembershipApplication.objects.select_for_update(of=("self",)).select_related("committee").get(pk=application.pk)
    )
    _check_who(application, state, actor)
    if state not in _list_following(application):
        raise ApplicationError(
            _("The application is %(state)s; this step does not follow.") % {"state": application.get_state_display()}
        )
    if not reason and state in {ApplicationState.REFUSED, ApplicationState.QUESTION, ApplicationState.CLOSED}:
        raise ApplicationError(_("The applicant reads why: write a reason."))
    values: dict[str, Any] = {"state": state.value}
    if state == ApplicationState.ADMITTED:
        values |= _admit(application, actor=actor, at=at)
    return _save(Draft(values, id=application.pk), state, reason, actor=actor, at=at)


def list_steps(application: MembershipApplication, actor: Actor) -> list[ApplicationState]:
    """What the actor may do next, so that no page offers what would be refused."""
    return [state for state in _list_following(application) if _may_take(application, state, actor)]


def _list_following(application: MembershipApplication) -> tuple[ApplicationState, ...]:
    withdrawal = (ApplicationState.WITHDRAWN,) if application.state in _OPEN else ()
    return (*MOVES.get(application.state, ()), *withdrawal)


def _may_take(application: MembershipApplication, state: ApplicationState, actor: Actor) -> bool:
    is_applicant = actor.account_id is not None and actor.account_id == application.account_id
    if state in _OF_APPLICANT or application.state == ApplicationState.QUESTION:
        return is_applicant
    return (
        not is_applicant
        and may(actor, "application.update", _list_scopes(application))
        and not _refused(application, actor)
    )


def _list_scopes(application: MembershipApplication) -> tuple[str, ...]:
    """The committee's own while it advises; from then on the whole network's."""
    committee = application.committee if application.state == ApplicationState.COMMITTEE else None
    return committee.scope_keys() if committee else ()


def _refused(application: MembershipApplication, actor: Actor) -> bool:
    """Whether it is an appeal, and the actor is who refused."""
    if application.state != ApplicationState.APPEAL or actor.account_id is None:
        return False
    return application.steps.filter(state=ApplicationState.REFUSED, account=actor.account_id).exists()


def _check_who(application: MembershipApplication, state: ApplicationState, actor: Actor) -> None:
    """The applicant answers, appeals and withdraws; the committee advises on its own; the rest is the secretariat's."""
    is_applicant = actor.account_id == application.account_id
    if state in _OF_APPLICANT or application.state == ApplicationState.QUESTION:
        if not is_applicant:
            raise NotAllowedError(actor, "application.answer", ())
        return
    check_right(actor, "application.update", _list_scopes(application))
    if is_applicant:
        raise ApplicationError(_("Nobody decides on their own application."))
    if _refused(application, actor):
        raise ApplicationError(
            _("Whoever refused does not decide on the appeal: somebody else notes what the board decided.")
        )


def _admit(application: MembershipApplication, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """The record, the membership from its first day, and the first due."""
    told: dict[str, Any] = {"actor": actor, "at": at, "reason": application.key}
    _check_share(application, at.date())
    is_museum = application.budget is not None
    holder = (application.museum or _make_museum(application, told)) if is_museum else _make_person(application, told)
    if isinstance(holder, Museum):
        _name_applicant(application, holder, told)
    band = choose_band(application.budget or 0, at.date()) if is_museum else None
    membership = create_membership(
        holder,
        MemberCategory(application.category),
        from_date=get_first_day(at.date()),
        committee=application.committee,
        band=band.code if band else "",
        is_professional=application.is_professional,
        **told,
    )
    ask_due(membership, membership.from_date.year, actor=actor, at=at, day=at.date())
    return {
        "membership_id": membership.pk,
        "museum_id": holder.pk if isinstance(holder, Museum) else None,
        "person_id": holder.pk if isinstance(holder, Person) else application.person_id,
    }


def _check_share(application: MembershipApplication, day: date) -> None:
    """Of people who are neither professionals nor students, as the terms of the day have it."""
    is_counted = application.budget is None and application.category != MemberCategory.STUDENT
    if application.is_professional or not is_counted or application.committee is None:
        return
    count, most = count_members(application.committee, day), get_terms(day).most_non_professionals
    if count.others + 1 > most * (count.people + 1):
        parts = {"share": f"{most:.0%}", "others": count.others, "people": count.people}
        raise ApplicationError(
            _(
                "At most %(share)s of a committee's people may be neither professionals nor students; it has %(others)s of %(people)s."
            )
            % parts
        )


def _make_museum(application: MembershipApplication, told: dict[str, Any]) -> Museum:
    values = {
        "names": {application.language: application.name},
        "country": application.country,
        "national_committee_id": application.committee_id,
    }
    return create_museum(values, **told)


def _name_applicant(application: MembershipApplication, museum: Museum, told: dict[str, Any]) -> None:
    """Whoever asked for the institution stands for it from now on, and so finds its invoices; others are named later."""
    account, clock = application.account, {"actor": told["actor"], "at": told["at"]}
    person = Person.objects.current().filter(account_link__account=account).first()
    if person is None and account.display_name:
        values: dict[str, Any] = {"name": account.display_name, "country": application.country}
        values |= {"position": application.position, "institution_id": museum.pk, "email": account.email}
        values["access"] = AccessLevel.MEMBER.value
        person = create_person(values, **told)
        link_account(account, person, **clock)
    if person:
        name_representative(museum, person, from_date=told["at"].date(), **clock)


def _make_person(application: MembershipApplication, told: dict[str, Any]) -> Person:
    """The applicant's own record, with a member number; the account becomes theirs."""
    person = application.person or create_person(
        {
            "name": application.name,
            "country": application.country,
            "position": application.position,
            "email": application.account.email,
            "access": AccessLevel.MEMBER.value,
        },
        **told,
    )
    number = person.member_number or f"M{person.pk:07d}"
    values = {"member_number": number, "member_category": application.category}
    save_drafts(Person, [Draft(values, id=person.pk)], kind="person", **told)
    link_account(application.account, person, actor=told["actor"], at=told["at"])
    return Person.objects.get(pk=person.pk)


def _save(draft: Draft, state: ApplicationState, reason: str, *, actor: Actor, at: datetime) -> MembershipApplication:
    saved = save_drafts(MembershipApplication, [draft], kind="application", actor=actor, at=at, reason=reason)
    application = MembershipApplication.objects.select_related("committee", "account").get(key=saved.keys[0])
    told = {"reason": reason, "by": actor.name, "account_id": actor.account_id, "at": at}
    ApplicationStep.objects.create(application=application, state=state, **told)
    return application
