"""Who a visitor of the invented network may be with one click: slug, who that is, where to begin."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.translation import gettext_lazy as _

from museion.core.models import Account


@dataclass(frozen=True, slots=True)
class DemoRole:
    slug: str
    label: Any
    text: Any
    begin: str


DEMO_ROLES = (
    DemoRole("voter", _("a delegate with a vote"), _("a ballot is open"), "/vote"),
    DemoRole("member", _("a member"), _("card, invoices, own data"), "/membership"),
    DemoRole("secretary", _("the secretary of a national committee"), _("applications, people"), "/membership"),
    DemoRole("representative", _("who stands for an institution"), _("its dues, its entry"), "/membership"),
    DemoRole("curator", _("a museum's curator"), _("objects, their care and loans"), "/care"),
    DemoRole("secretariat", _("the secretariat"), _("dues, assemblies, mandates"), "/membership/dues"),
    DemoRole("desk", _("an officer of the desk"), _("cases, incidents, alerts"), "/cases"),
    DemoRole("partner", _("a partner, such as the police"), _("what is shared with partners"), "/exchange"),
    DemoRole("administrator", _("the administrator"), _("everything"), "/account"),
)


def make_address(slug: str) -> str:
    """Of the sample's account for a role."""
    return f"{slug}@museion.example"


def list_demo_roles() -> list[DemoRole]:
    """Those whose account is there, and whom nobody gave a password; none outside the demo."""
    if not settings.DEMO:
        return []
    addresses = {make_address(role.slug): role for role in DEMO_ROLES}
    unclaimed = {"password__startswith": UNUSABLE_PASSWORD_PREFIX}
    rows = Account.objects.filter(email__in=addresses, is_active=True, **unclaimed)
    held = set(rows.values_list("email", flat=True))
    return [role for address, role in addresses.items() if address in held]
