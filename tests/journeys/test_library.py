"""The library in a real browser: cataloguing with the keyboard alone, reading a page, asking which law applied."""

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import Site
from journeys.serving import LIBRARIAN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("address", ["/library", "/laws", "/library/missing", "/library/sets"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_break_no_rule_on_a_phone(page: Page, site: Site, address: str, language: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}?lang={language}")
    assert find_offences(page) == {}


def test_a_work_is_read_and_cited(page: Page, site: Site) -> None:
    page.goto(site.paths["Work"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Museos e inundaciones")
    assert find_offences(page) == {}
    page.get_by_role("link", name="Read here").click()
    expect(page.get_by_role("img", name="Page 1")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("img", name="Page 2")).to_be_visible()
    assert find_offences(page) == {}
    page.get_by_role("searchbox", name="Search in this file").fill("flooded")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Found on page")).to_be_visible()


def test_a_law_is_asked_for_by_country_and_day(page: Page, site: Site) -> None:
    page.goto("/laws")
    page.get_by_label("Country").select_option("EG")
    page.get_by_label("On the day").fill("1990-01-01")
    page.get_by_label("Class of object").select_option("archaeological")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Law 117 of 1983").first).to_be_visible()
    expect(page.get_by_text("Law 215 of 1951")).to_have_count(0)


def test_a_publication_is_catalogued_with_the_keyboard_alone(page: Page, site: Site) -> None:
    email, password = LIBRARIAN
    page.goto("/sign-in")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto("/library/catalogue/new")
    page.keyboard.type("fr: Les jarres du fleuve")
    page.keyboard.press("Tab")
    page.keyboard.type("Fall, Aïssatou")
    page.keyboard.press("Tab")
    page.keyboard.type("fr")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Les jarres du fleuve")
