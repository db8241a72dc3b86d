"""Addresses that open one page for whoever was given them: a run's answer, an expert's question. Nobody can guess one."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.translation import gettext as _

from museion.core.problems import ProblemError

ANSWER = "museion.screening.answer"
OPINION = "museion.screening.opinion"
REPORTED = "museion.screening.reported"
REFERRAL = "museion.screening.referral"
LASTING = timedelta(days=60)


def sign_link(name: str, purpose: str) -> str:
    return Signer(salt=purpose).sign(name)


def read_link(text: str, purpose: str) -> str:
    """The name that was signed. Raises `ProblemError` for what this site did not sign."""
    try:
        return Signer(salt=purpose).unsign(text)
    except BadSignature as error:
        raise _deny() from error


def sign_passing_link(name: str, purpose: str) -> str:
    """Like `sign_link`, with the moment, so that the link can grow old."""
    return TimestampSigner(salt=purpose).sign(name)


def read_passing_link(text: str, purpose: str, *, lasting: timedelta = LASTING) -> str:
    try:
        return TimestampSigner(salt=purpose).unsign(text, max_age=lasting)
    except BadSignature as error:
        raise _deny() from error


def _deny() -> ProblemError:
    detail = _("The link is incomplete, too old, or was not made by this site. Please ask for a new one.")
    return ProblemError(404, _("This link does not work"), detail, "invalid-link")
