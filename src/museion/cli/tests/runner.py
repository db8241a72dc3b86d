"""Runs `museion` as people do: a process of its own, in a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from museion.core.testing.home import make_home_environment

COMMAND = str(Path(sys.executable).parent / "museion")


@dataclass(frozen=True, slots=True)
class Run:
    status: int
    output: str
    errors: str
    cpu_seconds: float
    """Of its own and of the processes that it ended; how long it took says more of the machine."""

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.output)


def run_museion(home: Path, *arguments: str, **variables: str) -> Run:
    environment = make_home_environment(home, NO_COLOR="1", COLUMNS="200", **variables)
    before = os.times()
    done = subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, timeout=400)
    after = os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(done.returncode, done.stdout, done.stderr, worked)
