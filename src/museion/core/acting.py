"""In whose name somebody acts: one role in one body at a time, or one's own name. Reading takes all roles together.

A choice is written as `registrar:b0000123`, so that it stays the same while grants of that role in that body are renewed.
"""

from collections.abc import Iterable

from museion.core.access import Right, Role

OWN_NAME = "own"
SESSION_KEY = "acting_as"


def write_choice(right: Right) -> str:
    return f"{right.role}:{right.scope_key}"


def list_choices(rights: Iterable[Right]) -> dict[str, Right]:
    """Every role in every body once, in the order in which they were given."""
    choices: dict[str, Right] = {}
    for right in rights:
        choices.setdefault(write_choice(right), right)
    return choices


def narrow(rights: tuple[Right, ...], choice: str) -> tuple[Right, ...]:
    """The rights of the role chosen; where none was, of the first that does more than read.

    A role that has ended leaves one's own name, never another role.
    """
    if not choice:
        working = (right for right in rights if right.role != Role.READER)
        first = next(working, rights[0] if rights else None)
        choice = write_choice(first) if first else OWN_NAME
    return tuple(right for right in rights if write_choice(right) == choice)
