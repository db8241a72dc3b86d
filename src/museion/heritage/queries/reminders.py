"""The ladder of reminders: thirty and seven days before, on the day, seven and thirty days after, then once a month.

Enough to be noticed, too few to be filtered away. Days are counted from the due date; after it they are positive.
"""

from datetime import date

from babel.languages import get_official_languages
from django.conf import settings

from museion.core.languages import FALLBACK_CHAIN
from museion.core.models import Account
from museion.heritage.models import Loan
from museion.heritage.queries.crossing import get_partner_country

LADDER = (-30, -7, 0, 7, 30)
EVERY = 30


def find_step(due_date: date, today: date) -> int | None:
    """The last step that has come; None before the first."""
    days = (today - due_date).days
    if days >= LADDER[-1]:
        return days - days % EVERY
    return max((step for step in LADDER if step <= days), default=None)


def find_mail_language(loan: Loan, address: str) -> str:
    """What the reader chose for an account; else a language of their country that the site speaks; else the fallback."""
    chosen = Account.objects.filter(email__iexact=address).values_list("language", flat=True).first()
    country = loan.museum.country if address == loan.registrar_email else get_partner_country(loan)
    spoken = {code for code, _name in settings.LANGUAGES}
    offered = [chosen or "", *(get_official_languages(country) if country else ())]
    wanted = (tag.replace("_", "-").split("-")[0] for tag in offered if tag)
    return next((tag for tag in wanted if tag in spoken), FALLBACK_CHAIN[0])
