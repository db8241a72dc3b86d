"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.screening.models import Case, LootedSite, LossRecord, Screening
from museion.screening.representations import REPRESENTATIONS
from museion.screening.views import answers, cases, register

KINDS = (
    Kind(
        name="loss",
        model=LossRecord,
        label=_("loss"),
        label_plural=_("losses"),
        page=register.show_loss,
        representations=REPRESENTATIONS["loss"],
        in_navigation=False,
    ),
    Kind(
        name="looted_site",
        model=LootedSite,
        label=_("looted site"),
        label_plural=_("looted sites"),
        page=register.show_looted_site,
        representations=REPRESENTATIONS["looted_site"],
        in_navigation=False,
    ),
    Kind(
        name="screening",
        model=Screening,
        label=_("run"),
        label_plural=_("runs"),
        page=answers.show_screening,
        in_navigation=False,
    ),
    Kind(
        name="case",
        model=Case,
        label=_("case"),
        label_plural=_("cases"),
        page=cases.show_case_record,
        in_navigation=False,
    ),
)
