"""Reading provenance paragraphs as museums write them, after the form of the American Alliance of Museums."""

from museion.heritage.custody.reading.paragraphs import Paragraph, read_paragraph

__all__ = ["Paragraph", "read_paragraph"]
