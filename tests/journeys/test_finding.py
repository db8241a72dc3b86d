"""Finding and reading records in a real browser: by mouse, by keyboard, without scripts, on a phone, in Arabic."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import OpenPage, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDRESSES = [
    "/",
    "/search?q=river",
    "/search?view=grid",
    "/search?view=map",
    "/countries",
    "/countries/SN",
    "/bodies",
    "/about",
    "/sign-in",
    "/nix",
]


def test_from_the_box_by_a_filter_to_a_record_in_another_language(page: Page, site: Site) -> None:
    page.goto("/")
    page.locator("#q").fill("river")
    page.locator("#q").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("result")
    with page.expect_response(lambda response: "/search?" in response.url and "kind=object" in response.url):
        page.get_by_role("checkbox", name="objects").check()
    expect(page).to_have_url(re.compile("kind=object"))
    expect(page.get_by_role("link", name="Remove the filter objects")).to_be_visible()
    page.get_by_role("link", name="Loom weight").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loom weight")
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Peson de métier à tisser")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name="Retour aux résultats").click()
    expect(page).to_have_url(re.compile("kind=object"))


def test_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto("/about")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("river")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=river")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "River Museum":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2, "the focus is visible"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("River Museum")


def test_without_scripts(open_page: OpenPage, site: Site) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/search?q=river")
    page.locator(".facets > summary").click()
    page.locator('input[name="kind"][value="museum"]').check()
    page.get_by_role("button", name="Apply the filters").click()
    expect(page).to_have_url(re.compile("kind=museum"))
    page.get_by_role("link", name="River Museum").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("River Museum")
    expect(page.locator("[data-copy]")).to_be_hidden()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "en"), (320, "ar")])
def test_no_page_keeps_anybody_out(open_page: OpenPage, site: Site, width: int, language: str) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(f"/?lang={language}")
    offences = {}
    for address in [*ADDRESSES, *site.paths.values()]:
        page.goto(address)
        found = find_offences(page)
        offences |= {address: found} if found else {}
    assert offences == {}


def test_colours_follow_the_system_and_the_button(open_page: OpenPage, site: Site) -> None:
    page = open_page(color_scheme="dark")
    page.goto("/")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.goto("/about")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_nothing_comes_from_another_server_and_nothing_fails(page: Page, site: Site) -> None:
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    for address in ["/", "/search?q=river&view=map", site.paths["CulturalObject"]]:
        page.goto(address, wait_until="networkidle")
    assert [address for address in asked if not address.startswith(site.address)] == []
    assert trouble == []
