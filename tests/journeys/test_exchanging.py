"""Exchange in a real browser: what a visitor and the desk see of it, on a phone too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import Site
from journeys.serving import LIBRARIAN, OFFICER
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_visitor_finds_the_doors(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/exchange")
    expect(page.get_by_role("link", name="/oai")).to_be_visible()
    expect(page.get_by_role("heading", name="What is held back, and why")).to_have_count(0)
    assert find_offences(page) == {}


def test_the_desk_sees_sources_and_partners(page: Page, site: Site) -> None:
    sign_in(page, OFFICER)
    page.goto("/exchange")
    expect(page.get_by_role("heading", name="What is held back, and why")).to_be_visible()
    for address in ("/exchange/sources", "/exchange/partners"):
        page.goto(address)
        assert find_offences(page) == {}


def test_a_register_goes_through_a_spreadsheet_and_back_again(phone: Page, site: Site, tmp_path: Path) -> None:
    sign_in(phone, LIBRARIAN)
    phone.goto("/exchange/sheets")
    with phone.expect_download() as taken:
        phone.get_by_role("main").get_by_role("link", name="museums", exact=True).click()
    table = tmp_path / "musées.csv"
    held = taken.value.path().read_text("utf-8-sig")
    assert "Musée du fleuve" in held
    table.write_text(held.replace("Musée du fleuve", "Musée du Sénégal").replace("maritime", "marine"), "utf-8-sig")
    phone.get_by_label("Register").select_option("museum")
    phone.get_by_label("Table (CSV, UTF-8)").set_input_files(table)
    phone.get_by_role("button", name="Show the difference").click()
    expect(phone.get_by_role("heading", name="musées.csv")).to_be_visible()
    expect(phone.get_by_text("Nothing is changed yet.")).to_be_visible()
    expect(phone.get_by_role("deletion").first).to_have_text("Musée du fleuve")
    expect(phone.get_by_role("insertion").first).to_have_text("Musée du Sénégal")
    assert find_offences(phone) == {}
    phone.get_by_role("button", name="Make these changes").click()
    expect(phone.get_by_text("These changes were made.")).to_be_visible()
    assert read_french_name(phone, site) == "Musée du Sénégal"
    phone.get_by_role("button", name="Undo").click()
    expect(phone.get_by_text("These changes were undone.")).to_be_visible()
    assert read_french_name(phone, site) == "Musée du fleuve"


def read_french_name(page: Page, site: Site) -> str:
    return str(page.request.get(f"{site.paths['Museum']}.json").json()["names"]["fr"])
