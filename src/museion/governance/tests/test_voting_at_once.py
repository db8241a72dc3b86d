"""Voters in several processes, two tabs at once, and a process killed in the middle: no vote is lost and none is doubled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from museion.core.testing.home import make_home_environment

VOTERS = 40
CHECK = """
import django
django.setup()
from museion.governance.models import BallotVoter, CastVote
print(CastVote.objects.count(), BallotVoter.objects.filter(has_voted=True).count())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return make_home_environment(tmp_path)


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "museion.governance.tests.voters_at_once", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_no_vote_is_lost_or_doubled_when_voters_meet_and_a_server_is_killed(environment: dict[str, str]) -> None:
    told, problem = start(environment, "make", str(VOTERS)).communicate(timeout=120)
    key = told.strip()
    assert key, problem
    doomed = start(environment, "vote", key, "0", str(VOTERS))
    assert doomed.stdout
    for _ in range(10):
        assert doomed.stdout.readline() == "counted\n"
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.communicate()
    # Both halves go over some of the same voters with the same forms, as two tabs do.
    runs = [start(environment, "vote", key, first, last) for first, last in (("0", "30"), ("15", str(VOTERS)))]
    outputs = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    assert "again" in outputs[0][0]
    done = subprocess.run([sys.executable, "-c", CHECK], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(VOTERS), str(VOTERS)]
