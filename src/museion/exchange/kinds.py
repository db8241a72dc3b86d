"""The kinds of record that the door holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.exchange.models import HarvestSource
from museion.exchange.representations import REPRESENTATIONS
from museion.exchange.views import sources

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
)
