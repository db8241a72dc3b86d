"""Template tags every page may use: texts in the reader's language, marked with their own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import translation
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from museion.core.access.catalogue import describe_done
from museion.core.languages import UNDETERMINED, LanguageMap, Localized, get_direction, get_language_name

register = template.Library()


@register.simple_tag(takes_context=True)
def localized(context: template.Context, texts: Mapping[str, str] | None) -> SafeString:
    """A language map in the reader's language, with `lang` and `dir`, and a mark where it is a fallback."""
    return mark_up(pick(context, texts))


@register.simple_tag(takes_context=True)
def localized_text(context: template.Context, texts: Mapping[str, str] | None) -> str:
    """The bare text, for titles and attributes."""
    return pick(context, texts).text


def pick(context: template.Context, texts: Mapping[str, str] | None) -> Localized:
    request = context.get("request")
    wanted = getattr(request, "languages", None) or (translation.get_language() or "en",)
    return LanguageMap(texts or {}).pick(wanted)


def mark_up(text: Localized) -> SafeString:
    if text.language in {UNDETERMINED, translation.get_language()} or not text.text:
        return format_html("<bdi>{}</bdi>", text.text)
    if not text.is_fallback:
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', text.language, text.direction, text.text)
    name = get_language_name(text.language, translation.get_language() or "en")
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi> <span class="fallback" title="{}">{}</span>',
        text.language,
        text.direction,
        text.text,
        _("shown in %(language)s: no text in your language yet") % {"language": name},
        text.language,
    )


@register.filter
def tongue(tag: str) -> str:
    """The language's name in the reader's language; Django's own `language_name` knows few, and in English."""
    return get_language_name(tag, translation.get_language() or "en")


@register.filter
def direction(tag: str) -> str:
    return get_direction(tag)


@register.filter
def grouped(number: int) -> str:
    """Thousands apart, as the reader's language parts them."""
    return number_format(number, force_grouping=True)


@register.filter
def moment(text: str) -> datetime:
    """What ISO 8601 says, for Django's `date`."""
    return datetime.fromisoformat(text)


@register.filter
def deed(action: str) -> str:
    """What a line of the journal tells, in words."""
    return describe_done(action)


@register.filter
def get_item(mapping: Mapping[str, Any] | str, name: str) -> Any:
    """What `mapping` holds there; a form of a new record has no mapping, which a template hands on as empty text."""
    return mapping.get(name, "") if isinstance(mapping, Mapping) else ""
