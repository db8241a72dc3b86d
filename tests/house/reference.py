"""Writes docs/reference/cli.md from the commands themselves: `make reference`."""

import os
from enum import Enum
from pathlib import Path
from typing import Any

from museion.cli.commands import NOUNS, load_command

ROOT = Path(__file__).parents[2]
CLI = ROOT / "docs" / "reference" / "cli.md"
HEAD = """# Command line

Written by `make reference` from the commands themselves.

Every reading command takes `--json` and then prints exactly one JSON document on standard output; progress and messages go
to standard error. Exit status: 0 fine, 1 the work failed, 2 wrong usage. `MUSEION_HOME` says which home is meant.
"""


def make_cli_reference() -> str:
    return HEAD + "".join(describe(f"museion {name}", load_command(name)) for name in NOUNS)


def describe(name: str, command: Any) -> str:
    if getattr(command, "commands", None):
        return "".join(describe(f"{name} {each}", inner) for each, inner in command.commands.items())
    help_text = " ".join((command.help or "").split())
    return f"\n## {name}\n\n{help_text}\n\n{describe_parameters(command)}"


def describe_parameters(command: Any) -> str:
    rows = [(write_name(each), describe_one(each)) for each in command.params if each.name != "help"]
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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    CLI.write_text(make_cli_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
