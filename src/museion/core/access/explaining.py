"""Why somebody may or may not, in plain words: which right reaches, which is missing, where, and who can give it.

The answer names only bodies that its reader may know of, and says nothing of what is there: to ask about a record that one may
not see is answered like asking about none.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from museion.core.access.catalogue import Action, get_action
from museion.core.access.deciding import Actor, Target, find_right, fits, list_scopes, may
from museion.core.access.hierarchy import name_places
from museion.core.access.levels import Viewer
from museion.core.access.rights import Right
from museion.core.access.roles import Role, allows, list_roles

_LIMIT = 8  # bodies named before the list says no more


@dataclass(frozen=True, slots=True)
class Answer:
    """`places`: key, name and address of the bodies where a role of `roles` would do; the whole network always would."""

    is_allowed: bool
    sentence: str
    reasons: tuple[str, ...]
    roles: tuple[Role, ...]
    places: tuple[dict[str, str], ...]
    granters: str

    def describe(self, action: str) -> dict[str, Any]:
        """As problem details hold it."""
        return {
            "action": action,
            "reasons": list(self.reasons),
            "would_allow": {
                "roles": [{"role": role.value, "name": str(role.label)} for role in self.roles],
                "at": list(self.places),
            },
            "granted_by": self.granters,
        }


def explain(actor: Actor, action: str, target: Target = (), *, reader: Viewer, name: str = "") -> Answer:
    """`reader`: whom the answer is for. `name`: of whom it speaks, where that is not the reader."""
    known, scopes = get_action(action), list_scopes(target)
    is_allowed = may(actor, action, target)
    places = name_places({*scopes, *(right.scope_key for right in (*actor.rights, *actor.held))}, reader)
    by_role = not (known.is_personal or known.is_reading)
    return Answer(
        is_allowed=is_allowed,
        sentence=_word(known, is_allowed=is_allowed, name=name),
        reasons=tuple(_give_reasons(actor, known, target, places)),
        roles=tuple(list_roles(action)) if by_role and not is_allowed else (),
        places=tuple(_point(key, places) for key in scopes if key in places)[:_LIMIT] if by_role else (),
        granters="" if is_allowed else _name_granters(known),
    )


def _word(known: Action, *, is_allowed: bool, name: str) -> str:
    parts = {"name": name, "deed": known.label}
    if name:
        return (_("%(name)s may %(deed)s here.") if is_allowed else _("%(name)s may not %(deed)s here.")) % parts
    return (_("You may %(deed)s here.") if is_allowed else _("You may not %(deed)s here.")) % parts


def _give_reasons(actor: Actor, known: Action, target: Target, places: dict[str, str]) -> list[str]:
    if known.is_personal:
        return [_("No role gives this right: it is for the person whom it is about.")]
    if known.is_reading:
        return [_("It takes a right that reads the level “%(level)s”.") % {"level": _level(known)}]
    right = find_right(actor, known.name, target)
    if right:
        return [_("By the role %(role)s, held for %(place)s.") % _describe(right, places)]
    if actor.account_id is None and not actor.rights:
        return [_("Nobody is signed in.")]
    if not actor.rights and not actor.held:
        return [_("No role is in force for this account.")]
    return list(
        dict.fromkeys(
            [*_name_others(actor, known, target, places), *(_refuse(held, known, places) for held in actor.rights)]
        )
    )


def _name_others(actor: Actor, known: Action, target: Target, places: dict[str, str]) -> list[str]:
    """Roles of the account that would do, while it acts in another one."""
    reached = {"", *list_scopes(target)}
    sentence = _(
        "You also hold the role %(role)s for %(place)s, which lets you: choose on your account's page to act as that."
    )
    others = [right for right in actor.held if right not in actor.rights]
    return [
        sentence % _describe(right, places)
        for right in others
        if right.scope_key in reached and fits(right, known.name)
    ]


def _refuse(right: Right, known: Action, places: dict[str, str]) -> str:
    parts = _describe(right, places) | {"deed": known.label, "level": _level(known)}
    if not allows(right.role, known.name):
        return _("The role %(role)s, held for %(place)s, does not let one %(deed)s.") % parts
    if not fits(right, known.name):
        return _("The role %(role)s, held for %(place)s, does not reach the level “%(level)s”.") % parts
    return _("The role %(role)s is held for %(place)s, and this is not under it.") % parts


def _describe(right: Right, places: dict[str, str]) -> dict[str, str]:
    place = places.get(right.scope_key, right.scope_key) if right.scope_key else _("the whole network")
    return {"role": str(right.role.label), "place": place}


def _point(key: str, places: dict[str, str]) -> dict[str, str]:
    return {"key": key, "name": places[key], "url": f"/id/{key}"}


def _level(known: Action) -> str:
    return str(known.needs_level.label) if known.needs_level else ""


def _name_granters(known: Action) -> str:
    if known.is_personal:
        return ""
    return _(
        "An administrator gives the right for good; whoever holds it there, or higher up, may hand it on for a time."
    )
