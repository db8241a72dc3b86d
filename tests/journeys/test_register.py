"""The register in a real browser: two entries become one and two again; fees and seats on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import find_offences
from journeys.conftest import Site
from journeys.serving import LIBRARIAN
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def secretary(page: Page, site: Site) -> Page:
    sign_in(page, LIBRARIAN, to="/membership/fees")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fees of")
    return page


def test_two_entries_are_merged_field_by_field_and_parted_again(secretary: Page, site: Site) -> None:
    kept, other = site.paths["Kept"], site.paths["Other"]
    secretary.goto(kept)
    secretary.get_by_role("link", name="Possible doubles").click()
    expect(secretary.get_by_text("Only pairs with this entry")).to_be_visible()
    assert find_offences(secretary) == {}
    secretary.get_by_label("The other one").fill(other.removeprefix("/id/"))
    secretary.get_by_role("option", name="Иван Шишкин").click()
    expect(secretary.get_by_label("The other one")).to_have_value(re.compile("Иван Шишкин"))  # a name, not a key
    secretary.get_by_role("button", name="Compare").last.click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Merge two entries")
    assert find_offences(secretary) == {}
    secretary.get_by_role("radio", name="Иван Шишкин", exact=True).check()
    secretary.get_by_label("Why").fill("One painter, two alphabets")
    secretary.get_by_role("button", name="Merge", exact=True).click()
    merged = secretary.url
    assert find_offences(secretary) == {}
    secretary.goto(other)
    assert secretary.url.endswith(kept), "the old key leads to the entry that was kept"
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Иван Шишкин")
    secretary.goto(merged)
    secretary.get_by_role("button", name="Undo the merge").click()
    expect(secretary.get_by_text("Both entries stand as they did")).to_be_visible()
    secretary.goto(other)
    assert secretary.url.endswith(other)
    secretary.goto(kept)
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Ivan Shishkin")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_fees_and_seats_break_no_rule_on_a_phone(phone: Page, site: Site, language: str) -> None:
    seats = f"/bodies/{site.paths['Body'].removeprefix('/id/')}/seats"
    for address in ("/membership/fees", seats, "/mandates"):
        phone.goto(f"{address}?lang={language}")
        assert (address, find_offences(phone)) == (address, {})


def test_the_secretariat_sets_a_rate(secretary: Page, site: Site) -> None:
    secretary.get_by_text("A rate", exact=True).click()
    form = secretary.locator("form", has_text="Set the rate")
    form.get_by_label("Amount").fill("45")
    form.get_by_label("Holds from").fill("2026-01-01")
    assert find_offences(secretary) == {}
    form.get_by_role("button", name="Set the rate").click()
    expect(secretary.get_by_role("table").first).to_contain_text("45.00 EUR")
