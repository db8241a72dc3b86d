"""People who ask to belong to the committee of the demo's secretary, one at each step of the way."""

from datetime import datetime, timedelta

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.network.actions.applications import Request, apply_for_membership, take_application_step
from museion.network.models import Body, MembershipApplication
from museion.network.terms import ApplicationState, MemberCategory

# Slug, name, position, what was decided so far with its words.
_PEOPLE: tuple[tuple[str, str, str, tuple[tuple[ApplicationState, str], ...]], ...] = (
    ("rania", "Rania Haddad", "Conservator of paper", ()),
    ("oumar", "Oumar Diallo", "Guide", ((ApplicationState.QUESTION, "Please add a letter of your museum."),)),
    ("ines", "Inés Carvajal", "Registrar", ((ApplicationState.SECRETARIAT, "Known to us; we recommend admission."),)),
    (
        "teo",
        "Teo Marušić",
        "Collector",
        (
            (ApplicationState.SECRETARIAT, "We leave the decision to you."),
            (ApplicationState.REFUSED, "What you describe is a trade in cultural goods."),
            (ApplicationState.APPEAL, "I sold my last piece in 2019 and have catalogued since."),
        ),
    ),
)


def write_applications(committee: Body, *, actor: Actor, at: datetime) -> None:
    """Doing it again changes nothing: who has an account already has asked."""
    for number, (slug, name, position, steps) in enumerate(_PEOPLE):
        address = f"{slug}.applicant@museion.example"
        if not committee.country or Account.objects.filter(email=address).exists():
            continue
        account = Account.objects.create_user(address, None, display_name=name)
        request = Request(
            MemberCategory.INDIVIDUAL,
            name,
            committee.country,
            position=position,
            statement="Invented for the sample network.",
            accepts_code=True,
        )
        asked_at = at - timedelta(days=30 - number)
        application = apply_for_membership(request, account, actor=make_actor(account), at=asked_at)
        for day, (state, reason) in enumerate(steps, start=1):
            _take(application, state, reason, account, actor, asked_at + timedelta(days=day * 4))


def _take(
    application: MembershipApplication,
    state: ApplicationState,
    reason: str,
    account: Account,
    actor: Actor,
    at: datetime,
) -> None:
    """An appeal is the applicant's own step."""
    who = make_actor(account) if state == ApplicationState.APPEAL else actor
    take_application_step(application, state, reason=reason, actor=who, at=at)
