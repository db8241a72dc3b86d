"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.governance.models import Advice, Assembly, Ballot, Motion
from museion.governance.representations import REPRESENTATIONS
from museion.governance.views import advice, assemblies, ballots, motions

KINDS = (
    Kind(
        name="assembly",
        model=Assembly,
        label=_("assembly"),
        label_plural=_("assemblies"),
        page=assemblies.show_assembly_record,
        representations=REPRESENTATIONS["assembly"],
        in_navigation=False,
    ),
    Kind(
        name="motion",
        model=Motion,
        label=_("motion"),
        label_plural=_("motions"),
        page=motions.show_motion_record,
        representations=REPRESENTATIONS["motion"],
        in_navigation=False,
    ),
    Kind(
        name="ballot",
        model=Ballot,
        label=_("ballot"),
        label_plural=_("ballots"),
        page=ballots.show_ballot_record,
        representations=REPRESENTATIONS["ballot"],
        in_navigation=False,
    ),
    Kind(
        name="advice",
        model=Advice,
        label=_("advice"),
        label_plural=_("advice taken"),
        page=advice.show_advice_record,
        representations=REPRESENTATIONS["advice"],
        in_navigation=False,
    ),
)
