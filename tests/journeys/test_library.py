"""The library in a real browser: cataloguing with the keyboard alone, reading a page, asking which law applied."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import Site
from journeys.serving import KEEPER, LIBRARIAN
from journeys.signing_in import sign_in
from museion.library.tests.conftest import make_pdf

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("address", ["/library", "/laws", "/library/missing", "/library/sets"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_break_no_rule_on_a_phone(page: Page, site: Site, address: str, language: str) -> None:
    page.set_viewport_size(PHONE)
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
    sign_in(page, LIBRARIAN)
    page.goto("/library/catalogue/new")
    page.keyboard.type("fr: Les jarres du fleuve")
    page.keyboard.press("Tab")
    page.keyboard.type("National Comm")
    page.locator("[data-lookup-for=contributors] button").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Authors and contributors")).to_have_value(
        re.compile(r"^National Committee of Senegal \[b\w{8}\]$")
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("fr")
    assert find_offences(page) == {}
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Les jarres du fleuve")
    page.get_by_role("link", name="Files").click()
    assert find_offences(page) == {}
    cover = {"name": "jarres.jpg", "mimeType": "image/jpeg", "buffer": make_pdf("Les jarres.")}
    page.get_by_label("File", exact=True).set_input_files([cover])  # type: ignore[list-item]
    page.get_by_role("button", name="Attach the file").click()
    expect(page.get_by_text("named .jpg, but by its content it is application/pdf")).to_be_visible()


def test_the_reading_room_is_asked_and_answers(page: Page, site: Site) -> None:
    page.goto(site.paths["Work"].replace("/id/", "/library/request/"))
    page.get_by_label("Your name").fill("Lin Hui")
    page.get_by_label("E-mail").fill("lin@example.org")
    page.get_by_label("Which day would suit you?").fill("2099-05-04")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Wished for: 4 May 2099.")).to_be_visible()
    private = page.url
    sign_in(page, KEEPER)
    page.goto("/library/desk")
    assert find_offences(page) == {}
    page.get_by_role("button", name="Make the appointment").click()
    expect(page.get_by_text("No request waits.")).to_be_visible()
    page.goto(private)
    expect(page.get_by_text("appointment made")).to_be_visible()


def test_a_committee_hands_in_and_a_librarian_takes_it_in(page: Page, site: Site) -> None:
    page.goto("/")
    page.get_by_role("button", name="the secretary of a national committee").click()
    expect(page.locator(".acting")).to_contain_text("Mariama Cissé")
    page.goto("/library/deposits")
    page.get_by_label("Titles").fill("fr: Lettre du Comité, 12")
    page.get_by_label("Languages").fill("fr")
    sent = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": make_pdf("Les jarres.")}
    page.get_by_label("File").set_input_files([sent])  # type: ignore[list-item]
    assert find_offences(page) == {}
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("submitted", exact=True)).to_be_visible()
    address = page.url
    page.context.clear_cookies()
    sign_in(page, LIBRARIAN)
    page.goto(address)
    assert find_offences(page) == {}
    page.get_by_role("button", name="Take it into the catalogue").click()
    expect(page.get_by_role("link", name="Read here")).to_be_visible()
    expect(page.get_by_role("link", name="National Committee of Senegal").first).to_be_visible()
