"""A pytest plugin, loaded before the settings are: every test process gets a MUSEION_HOME of its own, gone afterwards.

Settings make the home's folder when they are imported, and pytest-django imports them before any conftest.py.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
HOME = tempfile.mkdtemp(prefix=f"museion-test-{_worker}-")
os.environ["MUSEION_HOME"] = HOME
# Tests ask faster than any visitor.
os.environ["MUSEION_SCREENINGS_PER_MINUTE"] = "0"
Path(HOME, "static").mkdir()
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
