"""A real browser before a real server with the invented network of the site's tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from journeys.browser import CHROMIUM, FLAGS, PHONE, know_arriving_pages, wait_for_arrival
from museion.core.testing.home import make_home_environment

TESTS = Path(__file__).parents[1]
START_SECONDS = 60
WAIT_MILLISECONDS = 15_000
# Opens a page in a context of its own, as somebody else's browser; what `Browser.new_context` takes.
OpenPage = Callable[..., Page]


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
        know_arriving_pages(playwright)
        expect.set_options(timeout=WAIT_MILLISECONDS)
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
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []

    def open_context(**settings: Any) -> Page:
        context = browser.new_context(base_url=site.address, **settings)
        context.set_default_timeout(WAIT_MILLISECONDS)
        contexts.append(context)
        return wait_for_arrival(context.new_page())

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def line(page: Page) -> Iterator[BrowserContext]:
    """The line that a test cuts; it holds again afterwards."""
    yield page.context
    page.context.set_offline(False)


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
