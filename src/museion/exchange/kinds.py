"""The kinds of record that the door holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.exchange.models import HarvestSource, Partner, PartnerPackage
from museion.exchange.representations import REPRESENTATIONS
from museion.exchange.views import partners, sources

KINDS = (
    Kind(
        name="harvest_source",
        model=HarvestSource,
        label=_("harvest source"),
        label_plural=_("harvest sources"),
        page=sources.show_source,
        representations=REPRESENTATIONS["harvest_source"],
        in_navigation=False,
    ),
    Kind(
        name="partner",
        model=Partner,
        label=_("partner"),
        label_plural=_("partners"),
        page=partners.show_partner,
        representations=REPRESENTATIONS["partner"],
        in_navigation=False,
    ),
    Kind(
        name="package",
        model=PartnerPackage,
        label=_("package"),
        label_plural=_("packages"),
        page=partners.show_package,
        representations=REPRESENTATIONS["package"],
        in_navigation=False,
    ),
)
