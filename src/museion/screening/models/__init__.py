"""Screening: what is sought, what is at risk, what was asked and found, and the cases that follow.

Do not put personal data into the public columns of a loss; the owner and the reporter are restricted.
"""

from museion.screening.models.cases import Case, CaseNote, CaseOpinion, CaseReferral, CaseTask
from museion.screening.models.catalogues import Catalogue, Lot
from museion.screening.models.losses import LootedSite, LossPhotograph, LossRecord
from museion.screening.models.red_lists import RedList, RedListCategory, RedListType
from museion.screening.models.runs import Judgement, Screening, ScreeningMatch

__all__ = [
    "Case",
    "CaseNote",
    "CaseOpinion",
    "CaseReferral",
    "CaseTask",
    "Catalogue",
    "Judgement",
    "LootedSite",
    "LossPhotograph",
    "LossRecord",
    "Lot",
    "RedList",
    "RedListCategory",
    "RedListType",
    "Screening",
    "ScreeningMatch",
]
