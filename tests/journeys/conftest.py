"""A real browser before a real server with the invented network of the site's tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.browser import CHROMIUM, FLAGS, PHONE
from museion.core.testing.home import make_home_environment

TESTS = Path(__file__).parents[1]
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server answers, and the paths of its records by the names of their models."""

    address: str
    paths: dict[str, str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium is installed (set MUSEION_CHROMIUM to its path)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = _find_port()
    home = tmp_path_factory.mktemp("journeys")
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    environ = make_home_environment(home, MUSEION_DEMO="1", PYTHONPATH=path)
    with (
        (home / "errors.log").open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "journeys.serving", str(port)], env=environ, stdout=subprocess.PIPE, stderr=errors
        ) as server,
    ):
        try:
            told = server.stdout.readline() if server.stdout else b""
            assert told, (home / "errors.log").read_text()
            _wait_for(port)
            yield Site(f"http://127.0.0.1:{port}", orjson.loads(told))
        finally:
            server.terminate()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page


@pytest.fixture
def line(context: BrowserContext) -> Iterator[BrowserContext]:
    """The line that a test cuts; it holds again afterwards."""
    yield context
    context.set_offline(False)


def _find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port} after {START_SECONDS} seconds")
