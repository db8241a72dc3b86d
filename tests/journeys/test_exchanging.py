"""Exchange in a real browser: what a visitor and the desk see of it, on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import Site
from journeys.serving import OFFICER

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_visitor_finds_the_doors(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/exchange")
    expect(page.get_by_role("link", name="/oai")).to_be_visible()
    expect(page.get_by_role("heading", name="What is held back, and why")).to_have_count(0)
    assert find_offences(page) == {}


def test_the_desk_sees_sources_and_partners(page: Page, site: Site) -> None:
    page.goto("/sign-in?next=/exchange")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What is held back, and why")).to_be_visible()
    for address in ("/exchange/sources", "/exchange/partners"):
        page.goto(address)
        assert find_offences(page) == {}
