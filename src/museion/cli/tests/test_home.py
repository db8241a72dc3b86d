"""Commands make their home ready, one at a time, and help needs none."""

import subprocess
import sys
from pathlib import Path

import pytest

from museion.cli.tests.runner import run_museion


def test_help_is_shown_fast_and_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = run_museion(home, "--help")
    assert done.cpu_seconds < 1.5, "help must not load Django (0.3 s without)"
    assert done.status == 0
    assert "journal" in done.output
    assert not home.exists()


def test_help_does_not_load_django() -> None:
    code = "import sys; import museion.cli.commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_parallel_commands_in_a_fresh_home_do_not_collide(tmp_path: Path) -> None:
    code = "from museion.cli.tests.runner import *; import sys; sys.exit(run_museion(Path(sys.argv[1]), 'journal', 'head').status)"
    children = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(3)]
    assert [child.wait(120) for child in children] == [0, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["no-such-command"], 2),
        (["journal", "verify", "--head", "nonsense"], 2),
        (["export", "unicorn"], 2),
        (["account", "grant", "nobody@example.org", "editor"], 2),
        (["journal", "verify"], 0),
    ],
)
def test_the_exit_status_says_what_went_wrong(tmp_path: Path, arguments: list[str], status: int) -> None:
    done = run_museion(tmp_path, *arguments)
    assert done.status == status
    assert "Traceback" not in done.errors


def test_a_wrong_setting_stops_every_command_with_its_name(tmp_path: Path) -> None:
    done = run_museion(tmp_path, "journal", "head", MUSEION_DEBUG="perhaps")
    assert done.status == 1
    assert "MUSEION_DEBUG='perhaps': expected yes or no" in done.errors
