"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.network.actions import withdraw_body, withdraw_museum, withdraw_person
from museion.network.models import Body, Mandate, MembershipApplication, Museum, Person
from museion.network.representations import REPRESENTATIONS
from museion.network.vcards import VCARDS
from museion.network.views import applying
from museion.network.views import records as views

KINDS = (
    Kind(
        name="museum",
        model=Museum,
        label=_("museum"),
        label_plural=_("museums"),
        page=views.show_museum,
        representations=(*REPRESENTATIONS["museum"], VCARDS["museum"]),
        in_navigation=True,
        withdraw=withdraw_museum,
    ),
    Kind(
        name="person",
        model=Person,
        label=_("person"),
        label_plural=_("people"),
        page=views.show_person,
        representations=(*REPRESENTATIONS["person"], VCARDS["person"]),
        in_navigation=True,
        withdraw=withdraw_person,
    ),
    Kind(
        name="body",
        model=Body,
        label=_("body"),
        label_plural=_("bodies"),
        page=views.show_body,
        representations=(*REPRESENTATIONS["body"], VCARDS["body"]),
        in_navigation=True,
        withdraw=withdraw_body,
    ),
    Kind(
        name="mandate",
        model=Mandate,
        label=_("mandate"),
        label_plural=_("mandates"),
        page=views.show_mandate,
        representations=REPRESENTATIONS["mandate"],
        in_navigation=False,
    ),
    Kind(
        name="application",
        model=MembershipApplication,
        label=_("application for membership"),
        label_plural=_("applications for membership"),
        page=applying.show_application_record,
        in_navigation=False,
    ),
)
