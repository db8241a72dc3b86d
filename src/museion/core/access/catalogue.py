"""Every action that a right can be asked for, in words. Rooms add theirs when Django starts; an unknown one is a fault.

An action is `noun.verb`. Most follow from a noun and a general verb; those with words of their own, those that a level decides
and those that are nobody's by role are declared singly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.access.levels import AccessLevel

VERBS: dict[str, Any] = {
    "create": _("add %(things)s"),
    "update": _("change %(things)s"),
    "withdraw": _("withdraw %(things)s"),
    "import": _("import %(things)s"),
    "merge": _("merge %(things)s"),
}


# In a record's history, where the thing need not be named again.
_DONE: dict[str, Any] = {
    "create": _("added"),
    "update": _("changed"),
    "withdraw": _("withdrawn"),
    "import": _("imported"),
    "merge": _("merged"),
}


# Deeds of one room that neither a general verb nor a right tells well, by the journal's action.
_DEEDS: dict[str, Any] = {}


class UnknownActionError(LookupError):
    """No room declared the action: a misspelt one would otherwise be refused, or allowed by a pattern, in silence."""


@dataclass(frozen=True, slots=True)
class Action:
    """`needs_level`: of the grant that lets do it. `is_reading`: who reads that level may, whatever the role.

    `is_personal`: no role gives it; it is for the person whom it is about.
    """

    name: str
    words: Any
    things: Any = ""
    needs_level: AccessLevel | None = None
    is_reading: bool = False
    is_personal: bool = False

    @property
    def label(self) -> str:
        """What one does, as it follows “may”."""
        return str(self.words) % {"things": self.things} if self.things else str(self.words)


ACTIONS: dict[str, Action] = {}


def make_actions(noun: str, things: Any, verbs: Iterable[str] = tuple(VERBS)) -> tuple[Action, ...]:
    """The general verbs of a noun. `things`: its plural, lazily translated."""
    return tuple(Action(f"{noun}.{verb}", VERBS[verb], things) for verb in verbs)


def register_actions(actions: Iterable[Action]) -> None:
    for action in actions:
        ACTIONS[action.name] = action


def register_deeds(deeds: Mapping[str, Any]) -> None:
    """`deeds`: what was done, lazily translated, by the journal's action."""
    _DEEDS.update(deeds)


def get_action(name: str) -> Action:
    try:
        return ACTIONS[name]
    except KeyError:
        raise UnknownActionError(f"no room declared the action {name}") from None


register_actions(
    [
        Action("account.create", _("open accounts")),
        Action("account.invite", _("invite people to open an account")),
        Action("account.grant", _("give rights to accounts")),
        Action("sealed.ask", _("ask for the release of sealed data"), needs_level=AccessLevel.SEALED),
        Action("sealed.release", _("release sealed data to somebody"), needs_level=AccessLevel.SEALED),
        Action("right.ask", _("ask what somebody else may do")),
        Action("right.delegate", _("hand on a right that one holds"), is_personal=True),
    ]
)


def describe_done(name: str) -> str:
    """A journal's action for who reads a history; what no room declared, and no general verb tells, as it is written."""
    if name in _DEEDS:
        return str(_DEEDS[name])
    verb = name.rpartition(".")[2]
    if verb in _DONE:
        return str(_DONE[verb])
    return ACTIONS[name].label if name in ACTIONS else name
