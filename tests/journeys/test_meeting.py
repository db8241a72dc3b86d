"""Meetings in a real browser: the calendar, registering on a telephone, arranging a programme, the door without a line, certificates."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from journeys.browser import PHONE, find_offences, wait_for_arrival
from journeys.conftest import Site
from journeys.serving import LIBRARIAN, TICKET
from journeys.signing_in import sign_in
from museion.events.tests.cast import SOON

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE = "Conference on jars"


@pytest.fixture
def organiser(page: Page, site: Site) -> Page:
    page.goto("/sign-in?next=/events")
    page.get_by_label("E-mail address").fill(LIBRARIAN[0])
    page.get_by_label("Password").fill(LIBRARIAN[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Events")).to_be_visible()
    return page


def get_path(site: Site, end: str) -> str:
    return f"/events/{site.paths['Event'].removeprefix('/id/')}/{end}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_break_no_rule_on_a_phone(phone: Page, site: Site, language: str) -> None:
    for address in ("/events", "/events?view=list", "/events?view=map", "/events/coverage", "/certificates/check"):
        phone.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert (address, find_offences(phone)) == (address, {})


def test_an_event_is_found_in_the_month_the_list_and_on_the_map(page: Page, site: Site) -> None:
    page.goto(f"/events?month={SOON:%Y-%m}")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_role("search", name="Narrow the calendar").get_by_label("Language").select_option("fr")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("have a place on the map")).to_be_visible()
    page.get_by_text("The same as a list").click()
    page.get_by_role("link", name=TITLE).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def test_somebody_registers_on_a_telephone_and_a_second_tab_changes_nothing(phone: Page, site: Site) -> None:
    second = wait_for_arrival(phone.context.new_page())
    for tab in (phone, second):
        tab.goto(get_path(site, "register"))
        tab.get_by_label("Name, as it shall stand on the badge").fill("مريم الهاشمي")
        tab.get_by_label("E-mail").first.fill("maryam@people.example")
        tab.get_by_label("I agree that the organisers").check()
    assert find_offences(phone) == {}
    phone.get_by_role("button", name="Register").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Confirmed")
    expect(phone.get_by_role("img", name="The code of your ticket")).to_be_visible()
    assert find_offences(phone) == {}
    second.get_by_role("button", name="Register").click()
    expect(second.get_by_role("alert")).to_contain_text("registered already")


def test_a_programme_is_arranged_by_keyboard_and_by_dragging(organiser: Page, site: Site) -> None:
    organiser.goto(get_path(site, "schedule"))
    rows = organiser.locator("table.schedule tbody tr")
    organiser.get_by_role("button", name="Opening").focus()
    with organiser.expect_navigation():
        for key in ("Enter", "ArrowDown", "Enter"):
            organiser.keyboard.press(key)
    expect(rows.nth(0).locator("td").nth(0)).to_contain_text("Opening")
    expect(organiser.get_by_role("button", name="Opening")).to_be_focused()
    with organiser.expect_navigation():
        organiser.get_by_role("button", name="Water").drag_to(rows.nth(1).locator("td").nth(0))
    expect(rows.nth(1).locator("td").nth(0)).to_contain_text("Water")
    expect(organiser.get_by_text("are in one room at the same time")).to_be_visible()
    assert find_offences(organiser) == {}


def test_the_door_opens_and_counts_without_a_line(organiser: Page, site: Site, line: BrowserContext) -> None:
    door = organiser
    door.set_viewport_size(PHONE)
    door.goto(get_path(site, "manage/check-in"))
    assert find_offences(door) == {}
    door.get_by_role("button", name="Keep the list on this device").click()
    expect(door.get_by_text("people are on this device")).to_be_visible()
    door.wait_for_function("caches.match(location.pathname, { ignoreVary: true }).then(Boolean)")
    line.set_offline(True)
    door.reload()
    for told in ("Welcome: Fatou Ndiaye", "Here already: Fatou Ndiaye"):
        door.get_by_label("Code of the ticket").fill(f"{site.address}/registrations/{TICKET}")
        door.keyboard.press("Enter")
        expect(door.locator("[data-result]")).to_contain_text(told)
    expect(door.locator("[data-waiting]")).to_have_text("2")
    line.set_offline(False)
    door.get_by_role("button", name="Send what waits").click()
    expect(door.locator("[data-waiting]")).to_have_text("0")
    expect(door.locator("[data-came]")).to_have_text("1")


def test_who_was_signed_out_at_the_door_is_told_and_loses_no_scan(organiser: Page, site: Site) -> None:
    door = organiser
    door.goto(get_path(site, "manage/check-in"))
    door.context.clear_cookies(name="sessionid")
    door.get_by_label("Code of the ticket").fill(TICKET)
    door.keyboard.press("Enter")
    expect(door.get_by_text("You are no longer signed in.")).to_be_visible()
    expect(door.locator("[data-waiting]")).to_have_text("1")
    sign_in(wait_for_arrival(door.context.new_page()), LIBRARIAN)
    door.get_by_role("button", name="Send what waits").click()
    expect(door.locator("[data-waiting]")).to_have_text("0")
    expect(door.get_by_text("You are no longer signed in.")).to_be_hidden()


def test_a_certificate_is_checked_by_its_link_and_by_its_file(page: Page, site: Site, tmp_path: Path) -> None:
    page.goto(site.paths["Certificate"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Genuine")
    assert find_offences(page) == {}
    address = page.get_by_role("link", name="Download (PDF)").get_attribute("href")
    file, changed = tmp_path / "certificate.pdf", tmp_path / "changed.pdf"
    file.write_bytes(page.request.get(str(address), timeout=60_000).body())
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    changed.write_bytes(content)
    for path, told in ((file, "The file is genuine."), (changed, "The file was changed")):
        page.goto("/certificates/check")
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_role("main")).to_contain_text(told)
    page.goto("/certificates/AAAAAAAAAAAAAAAAAAAAAA")
    expect(page.get_by_text("This link does not work")).to_be_visible()
