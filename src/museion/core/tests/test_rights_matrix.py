"""Each role against each action, each place and each level, as the reference says; and one place that decides.

The rows come from `docs/reference/rights.md`, which is written down and reviewed: a right without a row there fails.
"""

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from museion.core.access import AccessLevel, Actor, Right, Role, check_right, make_viewer, may
from museion.core.access.catalogue import ACTIONS, UnknownActionError
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant
from museion.network.actions import create_body, create_museum
from museion.network.models import Body, Museum
from museion.network.terms import BodyKind

ROOT = Path(__file__).parents[4]
SOURCE = ROOT / "src" / "museion"
_ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \|[^|]*\|((?:[^|]*\|){7})", re.MULTILINE)
_ASKING = {"check_right", "may", "NotAllowedError", "check_somewhere", "may_somewhere", "list_places", "find_right"}


def _read_rows() -> dict[str, set[Role]]:
    text = (ROOT / "docs" / "reference" / "rights.md").read_text(encoding="utf-8")
    rows = ((found[1], [cell.strip() for cell in found[2].split("|")[:-1]]) for found in _ROW.finditer(text))
    return {name: {role for role, cell in zip(Role, cells, strict=True) if cell == "yes"} for name, cells in rows}


ROWS = _read_rows()
PLACES = ("museum", "committee", "alliance", "secretariat", "other")


@pytest.fixture
def network(db: None, operator: Actor, now: datetime) -> dict[str, Body | Museum]:
    """A secretariat, an alliance, a national committee in it with a museum; an international committee beside."""

    def make(kind: BodyKind, name: str, **values: object) -> Body:
        return create_body({"kind": kind, "names": {"en": name}, **values}, actor=operator, at=now)

    made = {
        "secretariat": make(BodyKind.SECRETARIAT, "Secretariat"),
        "alliance": make(BodyKind.REGIONAL_ALLIANCE, "Alliance of the Andes"),
        "committee": make(BodyKind.NATIONAL_COMMITTEE, "National Committee of Peru", country="PE"),
        "other": make(BodyKind.INTERNATIONAL_COMMITTEE, "Committee for Textiles"),
    }
    made["committee"].alliances.add(made["alliance"])
    values = {"names": {"es": "Museo de Arte de Lima"}, "national_committee_id": made["committee"].pk}
    return {**made, "museum": create_museum(values, actor=operator, at=now)}


def test_every_right_has_a_row() -> None:
    assert ROWS.keys() == ACTIONS.keys()


@pytest.mark.parametrize("role", Role)
def test_a_role_lets_do_what_its_column_says_and_no_more(
    role: Role, network: dict[str, Body | Museum], member: Account, now: datetime
) -> None:
    """Held for each place of the hierarchy in turn, asked of the museum at its foot; at every level of grant."""
    Grant.objects.all().delete()
    grant = Grant.objects.create(account=member, role=role, valid_from=now)
    wrong = []
    scopes = network["museum"].scope_keys()
    for place in PLACES:
        for level in AccessLevel:
            Grant.objects.filter(pk=grant.pk).update(scope_key=network[place].key, level=level)
            actor = make_actor(member)
            for name, action in ACTIONS.items():
                level_fits = not action.needs_level or level == action.needs_level or role == Role.ADMINISTRATOR
                expected = role in ROWS[name] and place != "other" and level_fits
                if action.is_reading and action.needs_level:
                    expected = make_viewer([Right(role, "", level)]).sees(action.needs_level)
                if may(actor, name, scopes) != expected:
                    wrong.append((place, level, name))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", AccessLevel)
def test_nobody_changes_what_they_may_not_see(
    role: Role, level: AccessLevel, network: dict[str, Body | Museum]
) -> None:
    museum = network["museum"]
    museum.access, museum.scope_key = level, museum.key
    for granted in AccessLevel:
        rights = (Right(role, museum.key, granted),)
        sees = make_viewer(rights).sees(level, museum.key)
        assert may(Actor("Rosa Quispe", rights=rights), "museum.update", museum) == (
            role in ROWS["museum.update"] and sees
        )


def test_what_a_committee_keeps_to_itself_is_read_from_above_and_not_from_beside(
    network: dict[str, Body | Museum], member: Account, now: datetime
) -> None:
    Grant.objects.all().delete()
    grant = Grant.objects.create(account=member, role=Role.READER, level=AccessLevel.COMMITTEE, valid_from=now)
    seen = {}
    for place in PLACES:
        Grant.objects.filter(pk=grant.pk).update(scope_key=network[place].key)
        seen[place] = make_actor(member).viewer.sees(AccessLevel.COMMITTEE, network["museum"].key)
    assert seen == {"museum": True, "committee": True, "alliance": True, "secretariat": True, "other": False}


def test_an_action_that_no_room_declared_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(UnknownActionError, match="musuem"):
        check_right(Actor("Rosa Quispe", rights=(Right(Role.ADMINISTRATOR),)), "musuem.update")


def test_every_action_that_a_room_asks_for_is_declared() -> None:
    asked = {name for path in _list_modules() for name in _list_asked(path)}
    assert len(asked) > 100
    assert asked - ACTIONS.keys() == set()


def test_one_place_decides() -> None:
    """Nobody else reads roles or grants to find out who may: they ask."""
    own = {"ALLOWED_ACTIONS", "allows", "is_superuser", "is_staff", "has_perm"}
    # Those who give and take rights, show them, or turn grants into an actor.
    let = {
        "core/http/asking.py",
        "core/models/accounts.py",
        "core/delegation.py",
        "cli/account.py",
        "core/accounts.py",
        "core/own_account.py",
        "network/queries/invitations.py",
    }
    wrong = [
        (name, node.lineno)
        for path in _list_modules()
        if not (name := path.relative_to(SOURCE).as_posix()).startswith("core/access/") and name not in let
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in own)
        or (isinstance(node, ast.Name) and node.id in own)
        or (isinstance(node, ast.Attribute) and node.attr == "rights" and _is_actor(node.value))
    ]
    assert wrong == []


def _is_actor(node: ast.expr) -> bool:
    return "actor" in ast.unparse(node)


def _list_modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if not {"tests", "migrations", "sample"} & set(path.parts)]


def _list_asked(path: Path) -> Iterator[str]:
    """Names of actions written as they are; those put together from a kind are met by the tests of their rooms."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in _ASKING
            and len(node.args) > 1
        ):
            asked = node.args[1]
            if isinstance(asked, ast.Constant):
                yield str(asked.value)
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and ast.unparse(node.targets[0]) in {"RIGHT", "_RIGHT"}
        ):
            yield str(node.value.value)
