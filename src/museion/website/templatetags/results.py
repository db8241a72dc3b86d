"""Tags of the results page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django import template
from django.utils.safestring import SafeString

from museion.core.templatetags.localized import mark_up, pick
from museion.search.highlight import highlight

register = template.Library()


@register.simple_tag(takes_context=True)
def highlighted(context: template.Context, texts: Mapping[str, str], words: Sequence[str]) -> SafeString:
    """Like `localized`, with the matched words marked."""
    shown = pick(context, texts)
    return mark_up(replace(shown, text=highlight(shown.text, words, shown.language)))
