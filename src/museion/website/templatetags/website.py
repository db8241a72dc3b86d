"""Tags that records' pages share."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import translation

from museion.core.countries import get_country_name
from museion.core.languages import Localized
from museion.core.templatetags.localized import pick
from museion.website.map.clusters import Place, cluster
from museion.website.map.frame import Frame
from museion.website.map.projection import project
from museion.website.map.world import get_shapes

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    return get_country_name(code, translation.get_language() or "en")


@register.filter
def at_width(address: str, width: int) -> str:
    """A picture's address at another width; cards name the smallest."""
    return re.sub(r"^/pictures/\d+/", f"/pictures/{width}/", address)


@register.simple_tag(takes_context=True)
def other_names(context: template.Context, names: Mapping[str, str]) -> list[Localized]:
    """The texts of a language map that the heading does not show, each once."""
    shown = pick(context, names)
    rest = {text: Localized(text, tag) for tag, text in names.items() if text != shown.text}
    return list(rest.values())


@register.inclusion_tag("components/map.html", takes_context=True)
def place_map(context: template.Context, latitude: float, longitude: float, country: str) -> dict[str, Any]:
    """One place on the map of its surroundings."""
    frame = Frame.around([project(latitude, longitude)]).widen(least=110)
    return {
        "request": context.get("request"),
        "shapes": get_shapes(),
        "here": country,
        "frame": str(frame),
        "dots": cluster(
            [Place(latitude, longitude, url=f"/countries/{country}" if country else "/countries")],
            frame=frame,
            enlarge=12,
        ),
    }
