"""Roles and what each lets do: the one table that every room's question is answered from."""

from fnmatch import fnmatchcase
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a grant lets one do; the patterns are in `ALLOWED_ACTIONS`."""

    READER = "reader", _("reader")
    EDITOR = "editor", _("editor")
    REGISTRAR = "registrar", _("registrar")
    SECRETARIAT = "secretariat", _("secretariat")
    DESK_OFFICER = "desk_officer", _("desk officer")
    PARTNER = "partner", _("partner")
    ADMINISTRATOR = "administrator", _("administrator")


ALLOWED_ACTIONS: dict[Role, tuple[str, ...]] = {
    Role.READER: (),
    Role.EDITOR: ("*.update", "loss.propose"),
    Role.REGISTRAR: ("*.create", "*.update", "*.withdraw", "*.import", "account.invite", "loss.propose", "right.ask"),
    Role.SECRETARIAT: (
        "*.create",
        "*.update",
        "*.withdraw",
        "*.merge",
        "*.import",
        "mandate.*",
        "account.invite",
        "loss.propose",
        "sealed.*",
        "right.ask",
    ),
    Role.DESK_OFFICER: ("case.*", "incident.*", "alert.*", "loss.*", "risk.*", "package.*", "sealed.*"),
    Role.PARTNER: ("case.comment", "package.receive", "loss.propose"),
    Role.ADMINISTRATOR: ("*",),
}
# What only an administrator does, although a pattern above would fit.
RESERVED_ACTIONS = frozenset({"account.create", "account.grant"})


@cache
def allows(role: Role, action: str) -> bool:
    if action in RESERVED_ACTIONS and role != Role.ADMINISTRATOR:
        return False
    return any(fnmatchcase(action, pattern) for pattern in ALLOWED_ACTIONS[role])


def list_roles(action: str) -> list[Role]:
    """The roles that let do it."""
    return [role for role in Role if allows(role, action)]
