"""The kinds of record that the room holds."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind, Page
from museion.core.models import Record
from museion.heritage.actions import withdraw_element, withdraw_object
from museion.heritage.models import (
    ConditionCheck,
    CulturalObject,
    IntangibleElement,
    InventoryRound,
    Loan,
    Procedure,
    Survey,
    Transfer,
)
from museion.heritage.representations import REPRESENTATIONS
from museion.heritage.views.catalogue import show_element, show_object
from museion.heritage.views.checks import show_check
from museion.heritage.views.loans import show_loan
from museion.heritage.views.procedures import show_procedure
from museion.heritage.views.rounds import show_round
from museion.heritage.views.surveys import show_survey
from museion.heritage.views.transfers import show_record_of_transfer


def _make_closed(name: str, model: type[Record], labels: tuple[Any, Any], page: Page) -> Kind:
    """Records of one institution: no place in the main navigation."""
    forms = REPRESENTATIONS.get(name, ())
    return Kind(name, model, labels[0], labels[1], page, representations=forms, in_navigation=False)


KINDS = (
    Kind(
        name="object",
        model=CulturalObject,
        label=_("object"),
        label_plural=_("objects"),
        page=show_object,
        representations=REPRESENTATIONS.get("object", ()),
        in_navigation=True,
        withdraw=withdraw_object,
    ),
    Kind(
        name="element",
        model=IntangibleElement,
        label=_("intangible element"),
        label_plural=_("intangible elements"),
        page=show_element,
        representations=REPRESENTATIONS.get("element", ()),
        in_navigation=True,
        withdraw=withdraw_element,
    ),
    _make_closed("loan", Loan, (_("loan"), _("loans")), show_loan),
    _make_closed("condition_check", ConditionCheck, (_("condition check"), _("condition checks")), show_check),
    _make_closed("inventory_round", InventoryRound, (_("inventory round"), _("inventory rounds")), show_round),
    _make_closed("survey", Survey, (_("survey of condition"), _("surveys of condition")), show_survey),
    _make_closed("procedure", Procedure, (_("procedure"), _("procedures")), show_procedure),
    _make_closed("transfer", Transfer, (_("transfer"), _("transfers")), show_record_of_transfer),
)
