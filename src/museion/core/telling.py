"""Saying a `Wording` in the reader's language, with what somebody else wrote set apart from the sentence around it."""

import unicodedata
from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext

from museion.core.languages import join_words
from museion.core.wording import Wording

# First strong isolate and its end (Unicode Standard Annex 9): the direction of a value must not turn the sentence.
_ISOLATE, _END = "\u2068", "\u2069"


def tell(text: str) -> str:
    """The sentence as plain text. A text that is no wording stays as it is."""
    return text.write(gettext, _isolate, _join) if isinstance(text, Wording) else text


def tell_html(text: str) -> SafeString:
    """For pages: a text that there is only in English is marked as that."""
    if isinstance(text, Wording) or not text:
        return escape(tell(text))
    return format_html('<span lang="en" dir="ltr">{}</span>', text)


def _isolate(value: str | int) -> str:
    shown = str(number_format(value, use_l10n=True, force_grouping=True)) if isinstance(value, int) else value
    return f"{_ISOLATE}{shown}{_END}" if get_language_bidi() or _has_right_to_left(shown) else shown


def _join(words: Iterable[str]) -> str:
    return join_words(words, get_language() or "en")


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
