"""Tags of the results page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from museion.core.templatetags.localized import mark_up, pick
from museion.search.highlight import highlight
from museion.search.reasons import Explained, Part
from museion.website.facets import Facet
from museion.website.timeline import ShownBar

register = template.Library()

_CHOICE = (
    '<li><label class="depth-{depth}" for="{id}"><input type="checkbox" id="{id}" name="{name}" value="{code}"{checked}>'
    '<bdi class="label">{label}</bdi><span class="count">{count}</span></label></li>\n'
)
_REASON = (
    '<li><span class="cap">{label}</span><span>{held}</span>'
    '<meter min="0" max="100" value="{share}" aria-label="{told}">{share} %</meter></li>'
)
_BAR = (
    '<a href="{url}" tabindex="-1" data-first="{first}" data-last="{last}"><title>{title}</title>'
    '<rect class="slot" x="{x:.2f}" y="0" width="{width:.2f}" height="56"/>'
    '<rect class="bar" x="{x:.2f}" y="{y:.1f}" width="{width:.2f}" height="{height:.1f}"/></a>\n'
)


@register.simple_tag(takes_context=True)
def highlighted(context: template.Context, texts: Mapping[str, str], words: Sequence[str]) -> SafeString:
    """Like `localized`, with the matched words marked."""
    shown = pick(context, texts)
    return mark_up(replace(shown, text=highlight(shown.text, words, shown.language)))


@register.simple_tag
def facet_choices(facet: Facet) -> SafeString:
    """A page has a hundred of them, and as nodes of a template they cost a quarter of the page."""
    name = escape(facet.name)
    shown = (
        _CHOICE.format(
            depth=choice.depth,
            id=f"f-{name}-{number}",
            name=name,
            code=escape(str(choice.code)),
            checked=" checked" if choice.is_checked else "",
            label=escape(str(choice.label)),
            count=escape(choice.count_text),
        )
        for number, choice in enumerate(facet.choices, 1)
    )
    return mark_safe("".join(shown))  # noqa: S308 (each text is escaped above)


@register.simple_tag
def timeline_bars(bars: Sequence[ShownBar]) -> SafeString:
    """Those that hold something, each a link to its years."""
    shown = (
        _BAR.format(
            url=escape(bar.url),
            first=escape(bar.first),
            last=escape(bar.last),
            title=escape(bar.title),
            x=bar.x,
            y=bar.y,
            width=bar.width,
            height=bar.height,
        )
        for bar in bars
        if bar.url
    )
    return mark_safe("".join(shown))  # noqa: S308 (each text is escaped above)


@register.simple_tag
def reason_rows(reasons: Sequence[Explained]) -> SafeString:
    """A page has a hundred of them: as nodes of a template, half of what it costs."""
    told = escape(_("Share of the score"))
    shown = (
        _REASON.format(
            label=escape(str(reason.part.label)), held=_show_part(reason.part), share=reason.share, told=told
        )
        for reason in reasons
    )
    return mark_safe("".join(shown))  # noqa: S308 (each text is escaped above)


def _show_part(part: Part) -> str:
    tag = f' lang="{escape(part.tag)}"' if part.tag else ""
    via = ", ".join(escape(text) for text in (part.via, part.language) if text) if part.via else ""
    path = " → ".join(f"<bdi>{escape(label)}</bdi>" for label in part.path)
    shown = [f"<bdi{tag}>{escape(part.held)}</bdi>"]
    if via:
        shown.append(f' <span class="small">({via})</span>')
    if path:
        shown.append(f'<span class="small path">{path}</span>')
    return "".join(shown)
