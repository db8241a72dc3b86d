"""The catalogue: cultural objects by Object ID, intangible elements, and their pictures."""

from museion.heritage.models.description import ObjectDescription, PictureOfObject
from museion.heritage.models.elements import IntangibleElement
from museion.heritage.models.objects import CulturalObject
from museion.heritage.models.photographs import Photograph

__all__ = ["CulturalObject", "IntangibleElement", "ObjectDescription", "Photograph", "PictureOfObject"]
