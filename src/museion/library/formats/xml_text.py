"""Text that XML may hold."""

import re

# XML 1.0 section 2.2 leaves out these control characters and surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Without the characters that no XML document may hold; each leaves a mark (U+FFFD), so that the loss is seen."""
    return _FORBIDDEN.sub("�", text)
