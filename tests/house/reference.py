"""Writes docs/reference/cli.md and rights.md from the commands and the table of rights themselves: `make reference`."""

import os
from enum import Enum
from pathlib import Path
from typing import Any

import django

from museion.cli.commands import NOUNS, load_command
from museion.core.access import READABLE_LEVELS, AccessLevel, Role
from museion.core.access.catalogue import ACTIONS, Action
from museion.core.access.roles import allows

ROOT = Path(__file__).parents[2]
CLI = ROOT / "docs" / "reference" / "cli.md"
RIGHTS = ROOT / "docs" / "reference" / "rights.md"
HEAD = """# Command line

Written by `make reference` from the commands themselves.

Every reading command takes `--json` and then prints exactly one JSON document on standard output; progress and messages go
to standard error. `MUSEION_HOME` says which home is meant.

Exit status, of every command alike:

| | |
| --- | --- |
| 0 | fine. What was given was read to its end; single records that cannot be used are told, and wait in a quarantine where they can be looked at and used later (rows of `import` and `sheet`, records of `harvest`, alerts of `alerts`) |
| 1 | the work failed, wholly or in part: a part of what was given was neither taken in nor put in quarantine (a cut file, a member of an archive that must not be opened, a partner's list that broke off, an e-mail that cannot be read, a question that cannot be asked). What could be done is done, and stands in the output of `--json` too |
| 2 | wrong usage: a file that is not there, a kind, mapping or option that does not exist. Nothing was done |
"""


def make_cli_reference() -> str:
    return HEAD + "".join(describe(f"museion {name}", load_command(name)) for name in NOUNS)


def describe(name: str, command: Any) -> str:
    inner = "".join(describe(f"{name} {each}", held) for each, held in getattr(command, "commands", {}).items())
    if inner and not command.invoke_without_command:
        return inner
    help_text = " ".join((command.help or "").split())
    return f"\n## {name}\n\n{help_text}\n\n{describe_parameters(command)}{inner}"


def describe_parameters(command: Any) -> str:
    rows = [
        (write_name(each), describe_one(each))
        for each in command.params
        if each.name != "help" and not getattr(each, "hidden", False)
    ]
    if not rows:
        return ""
    return "| parameter | |\n| --- | --- |\n" + "".join(f"| {name} | {text} |\n" for name, text in rows)


def write_name(parameter: Any) -> str:
    if not parameter.opts[0].startswith("-"):
        return f"`{parameter.name.upper()}`"
    return ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))


def describe_one(parameter: Any) -> str:
    text = " ".join((getattr(parameter, "help", "") or "").split()).replace("|", "\\|")
    annotation = parameter.type_descriptor.annotation
    is_enum = isinstance(annotation, type) and issubclass(annotation, Enum)
    choices = ", ".join(f"`{choice.value}`" for choice in annotation) if is_enum else ""
    return f"{text} One of {choices}." if choices else text


RIGHTS_HEAD = """# Rights

Written by `make reference` from the table that decides. A test asks every question of it again, with grants in the database.

A right is a role, for a body or institution (or the whole network), up to a level. It reaches everything under the body: what is
held for the general assembly or the secretariat reaches the whole network, an alliance its committees, a national committee its
museums; international committees stand beside. Nobody changes what they may not see. How to hand a right on, and how two people
open what is sealed: [the guide](../guides/rights.md).
"""


def make_rights_reference() -> str:
    return f"{RIGHTS_HEAD}\n## What each role lets do\n\n{_list_actions()}\n## What each level of a grant lets read\n\n{_list_levels()}"


def _list_actions() -> str:
    names = " | ".join(f"`{role.value}`" for role in Role)
    rows = [f"| action | in words | {names} | |", "| --- " * (len(Role) + 3) + "|"]
    for name in sorted(ACTIONS):
        marks = " | ".join("yes" if allows(role, name) and _is_by_role(ACTIONS[name]) else "" for role in Role)
        rows.append(f"| `{name}` | {ACTIONS[name].label} | {marks} | {_remark(ACTIONS[name])} |")
    return "\n".join(rows) + "\n"


def _is_by_role(action: Action) -> bool:
    return not (action.is_personal or action.is_reading)


def _remark(action: Action) -> str:
    if action.is_personal:
        return "of the person whom it is about"
    if action.is_reading:
        return f"whoever reads the level `{action.needs_level}`"
    return f"by a grant of level `{action.needs_level}`" if action.needs_level else ""


def _list_levels() -> str:
    rows = ["| grant | " + " | ".join(f"`{level}`" for level in AccessLevel) + " |", "| --- " * 7 + "|"]
    for granted in AccessLevel:
        reads = READABLE_LEVELS[granted]
        rows.append(f"| `{granted}` | " + " | ".join(_mark(level, granted, reads) for level in AccessLevel) + " |")
    return "\n".join(rows) + "\n"


def _mark(level: AccessLevel, granted: AccessLevel, reads: frozenset[AccessLevel]) -> str:
    if level == AccessLevel.COMMITTEE and granted in {AccessLevel.COMMITTEE, AccessLevel.SEALED}:
        return "of the body and what is under it"
    if level == AccessLevel.SEALED and granted == AccessLevel.SEALED:
        return "once a second person released it"
    return "yes" if level in reads else ""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    django.setup()
    CLI.write_text(make_cli_reference(), encoding="utf-8")
    RIGHTS.write_text(make_rights_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
