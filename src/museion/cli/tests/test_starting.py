"""A command that asks one short question must not load what it does not use."""

import subprocess
import sys

# Libraries that print, draw tables or train, each of which costs a tenth of a second or more.
SLOW = {"fpdf", "fontTools", "sklearn", "scipy", "pandas", "matplotlib"}


def test_a_command_starts_without_the_libraries_that_few_commands_use() -> None:
    told = (
        "import sys; from museion.core.starting import set_up; set_up(); import museion.cli.screening; "
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert not SLOW & set(done.stdout.split())
