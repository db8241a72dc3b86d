"""What stands in deploy/ agrees with itself, with the settings, with the command line, and with the guide."""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from museion.cli.commands import NOUNS, load_command

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = set(re.findall(r"^\| `(MUSEION_\w+)`", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE))
GUIDE = (ROOT / "docs/guides/operating.md").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text()))


def is_setting(name: str) -> bool:
    return name in SETTINGS or name.removesuffix("_FILE") in SETTINGS


def expect_command(words: list[str]) -> None:
    """The command is there and knows each option that it is given."""
    assert words[0] in NOUNS
    known = {name for option in load_command(words[0]).params for name in (*option.opts, *option.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_container_has_no_right_too_many_and_comes_back(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["restart"] == "unless-stopped", name
        assert "privileged" not in service, name
    for name in ("web", "worker", "proxy"):
        assert compose["services"][name]["read_only"] is True
    assert compose["networks"]["inside"] == {"internal": True}
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_compose_names_settings_commands_secrets_and_volumes_that_exist(compose: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        service = compose["services"][name]
        expect_command(service["command"])
        assert [key for key in service["environment"] if not is_setting(key)] == []
        assert set(service["secrets"]) <= compose["secrets"].keys()
    volumes = {each.partition(":")[0] for one in compose["services"].values() for each in one.get("volumes", [])}
    assert volumes - {"./Caddyfile"} == set(compose["volumes"])
    assert [name for name in compose["secrets"] if f"deploy/secrets/{name}" not in GUIDE] == []


def test_the_container_file_copies_what_is_there_and_sent_to_it() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    sent = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert set(copied) == sent
    assert "USER 10001" in lines


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists_with_few_rights(unit: Path) -> None:
    held = configparser.RawConfigParser(strict=False)
    held.optionxform = str  # type: ignore[assignment,method-assign]
    held.read(unit)
    service = held["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program == "/opt/museion/bin/museion"
    expect_command(words)
    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("museion", "strict", "yes")
    assert service["CapabilityBoundingSet"] == ""
    assert [name for name in re.findall(r"\bMUSEION_\w+", unit.read_text()) if not is_setting(name)] == []


def test_the_example_of_the_environment_holds_settings() -> None:
    names = re.findall(r"^(\w+)=", (DEPLOY / "systemd/museion.env").read_text(), re.MULTILINE)
    assert names
    assert [name for name in names if not is_setting(name)] == []


def test_the_guide_sets_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"\bMUSEION_[A-Z_]+\b", GUIDE))
    assert [name for name in sorted(named - {"MUSEION_DOMAIN"}) if not is_setting(name)] == []
