"""What the form of an intangible element shows, and what was typed there as columns again; only what was changed is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from museion.core.imports.registry import FieldError
from museion.heritage.incoming.elements import TEXTS, read_tags
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.queries.named import find_named, split_lines

_PLAIN = ("domains", "viability", "countries", "place", "access")


def fill_element(element: IntangibleElement | None, language: str) -> dict[str, Any]:
    if element is None:
        return {}
    keys = element.related_objects.order_by("id").values_list("key", flat=True)
    return {
        **{name: getattr(element, name).get(language, "") for name in TEXTS},
        **{name: getattr(element, name) for name in _PLAIN},
        "language_tags": " ".join(element.language_tags),
        "related_objects": "\n".join(keys),
    }


def read_element_changes(
    sent: Mapping[str, Any], changed: Iterable[str], element: IntangibleElement | None, language: str
) -> tuple[dict[str, Any], list[int] | None]:
    """Columns to write, and the numbers of the objects that belong to it (None: as they are). Raises `FieldError`."""
    names = set(changed)
    values: dict[str, Any] = {name: sent[name] for name in names & {*_PLAIN} - {"access"}}
    for name in names & TEXTS:
        texts = {**(getattr(element, name) if element else {}), language: sent[name].strip()}
        values[name] = {tag: text for tag, text in texts.items() if text}
    if "language_tags" in names:
        values["language_tags"] = read_tags(sent["language_tags"].replace(",", " ").split())
    return values, _find_objects(sent["related_objects"]) if "related_objects" in names else None


def _find_objects(text: str) -> list[int]:
    lines = split_lines(text)
    found = find_named(lines, CulturalObject.objects.current())
    for line in lines:
        if line not in found:
            raise FieldError("related_objects", line, _("No object has the key %(key)s.") % {"key": line[:40]})
    return [found[line].id for line in lines]
