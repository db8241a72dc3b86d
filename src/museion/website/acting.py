"""In whose name the reader of a page acts, in words: the line under the head of every page, and the choice of another role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from museion.core.access import Right
from museion.core.acting import OWN_NAME, list_choices, write_choice
from museion.core.http.asking import get_actor, get_languages
from museion.core.kinds import find_record
from museion.core.languages import LanguageMap


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """`where`: the body or museum by its name; empty for one's own name."""

    choice: str
    label: str
    where: str
    scope_key: str
    is_chosen: bool


def list_roles(request: HttpRequest) -> list[RoleInWords]:
    """What the reader may act as: each role in each body, then their own name."""
    actor = get_actor(request)
    acting = write_choice(actor.acting) if actor.acting else OWN_NAME
    languages = get_languages(request)
    roles = [
        RoleInWords(choice, str(right.role.label), _name_scope(right, languages), right.scope_key, choice == acting)
        for choice, right in list_choices(actor.held).items()
    ]
    return [*roles, RoleInWords(OWN_NAME, _("in your own name"), "", "", acting == OWN_NAME)]


def _name_scope(right: Right, languages: tuple[str, ...]) -> str:
    if not right.scope_key:
        return _("everywhere")
    found = find_record(right.scope_key)
    names: Any = getattr(found[1], "names", None) if found else None
    return LanguageMap(names).pick(languages).text if isinstance(names, Mapping) else right.scope_key
