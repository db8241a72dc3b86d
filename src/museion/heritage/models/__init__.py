"""The catalogue: cultural objects by Object ID, intangible elements, their pictures, and what is known of their care."""

from museion.heritage.models.care import (
    CheckPhotograph,
    ConditionCheck,
    InventoryRound,
    InventoryScan,
    Movement,
    Procedure,
    Survey,
)
from museion.heritage.models.consent import Consent, Recording, SafeguardingMeasure
from museion.heritage.models.crossing import CrossingPaper, Letter, SafeHaven
from museion.heritage.models.custody import CustodyLine
from museion.heritage.models.description import ObjectDescription, PictureOfObject
from museion.heritage.models.elements import IntangibleElement
from museion.heritage.models.loans import Loan, LoanCondition, LoanItem, LoanStep
from museion.heritage.models.objects import CulturalObject
from museion.heritage.models.photographs import Photograph
from museion.heritage.models.transfers import HandOver, Transfer, TransferBox, TransferItem

__all__ = [
    "CheckPhotograph",
    "ConditionCheck",
    "Consent",
    "CrossingPaper",
    "CulturalObject",
    "CustodyLine",
    "HandOver",
    "IntangibleElement",
    "InventoryRound",
    "InventoryScan",
    "Letter",
    "Loan",
    "LoanCondition",
    "LoanItem",
    "LoanStep",
    "Movement",
    "ObjectDescription",
    "Photograph",
    "PictureOfObject",
    "Procedure",
    "Recording",
    "SafeHaven",
    "SafeguardingMeasure",
    "Survey",
    "Transfer",
    "TransferBox",
    "TransferItem",
]
