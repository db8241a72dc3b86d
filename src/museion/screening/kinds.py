"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.screening.models import Case, Catalogue, LootedSite, LossRecord, RedList, RedListType, Screening
from museion.screening.red_lists.describing import REPRESENTATIONS as RED_LIST_REPRESENTATIONS
from museion.screening.representations import REPRESENTATIONS
from museion.screening.views import answers, cases, catalogues, red_lists, register

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
    Kind(
        name="catalogue",
        model=Catalogue,
        label=_("catalogue of a sale"),
        label_plural=_("catalogues of sales"),
        page=catalogues.show_catalogue_record,
        in_navigation=False,
    ),
    Kind(
        name="red_list",
        model=RedList,
        label=_("Red List"),
        label_plural=_("Red Lists"),
        page=red_lists.show_red_list,
        representations=RED_LIST_REPRESENTATIONS["red_list"],
        in_navigation=False,
    ),
    Kind(
        name="red_list_type",
        model=RedListType,
        label=_("kind at risk"),
        label_plural=_("kinds at risk"),
        page=red_lists.show_red_list_type,
        representations=RED_LIST_REPRESENTATIONS["red_list_type"],
        in_navigation=False,
    ),
)
