"""The catalogue: cultural objects by Object ID, intangible elements, their pictures, and what is known of their care."""

from museion.heritage.models.custody import CustodyLine
from museion.heritage.models.description import ObjectDescription, PictureOfObject
from museion.heritage.models.elements import IntangibleElement
from museion.heritage.models.objects import CulturalObject
from museion.heritage.models.photographs import Photograph

__all__ = ["CulturalObject", "CustodyLine", "IntangibleElement", "ObjectDescription", "Photograph", "PictureOfObject"]
