"""Screening in a real browser: a photo at a counter, words without scripts, a report that becomes a case."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import OpenPage, Site
from journeys.serving import OFFICER
from museion.screening.tests.lost_painting import LOST_PAINTING, write_png

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDRESSES = ["/screen", "/catalogues", "/cases/report", "/cases/published"]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """The lost painting, held sideways."""
    path = tmp_path / "IMG_0042.png"
    path.write_bytes(write_png(LOST_PAINTING, turn=90))
    return path


def test_one_photo_on_a_phone_is_the_whole_question(page: Page, site: Site, photo: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/screen")
    # The camera's shutter is the only other touch: taking the photo sends it.
    page.get_by_label("Take a photo").set_input_files(photo)
    page.wait_for_url("**/screenings/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("This agrees with a registered loss")
    expect(page.get_by_role("img", name="Your photo").first).to_be_visible()
    expect(page.get_by_role("img", name="Registered photo").first).to_be_visible()
    assert find_offences(page) == {}


def test_a_large_photo_is_made_small_before_it_is_sent(page: Page, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(write_large())
    page.goto("/screen")
    page.evaluate(
        """() => document.querySelector('[data-photo-form]').addEventListener('submit', event => {
            event.preventDefault(); window.sent = document.querySelector('#camera').files[0]; document.body.dataset.sent = 'yes'; })"""
    )
    page.get_by_label("Take a photo").set_input_files(path)
    expect(page.locator("body")).to_have_attribute("data-sent", "yes")
    size, kind = page.evaluate("[window.sent.size, window.sent.type]")
    assert kind == "image/jpeg"
    assert size < path.stat().st_size / 4


def test_words_and_several_pictures_wait_for_the_button(page: Page, site: Site, photo: Path) -> None:
    page.goto("/screen")
    page.get_by_label("Choose pictures").set_input_files([photo])
    expect(page.get_by_role("img", name="IMG_0042")).to_be_visible()
    expect(page).to_have_url(f"{site.address}/screen")
    page.get_by_label("What you know of it").fill("peinture, Aïssatou Fall")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("link", name="Bateaux au port de Saint-Louis").first).to_be_visible()
    page.get_by_role("link", name="Add a photo or details").click()
    expect(page.get_by_label("What you know of it")).to_have_value("peinture, Aïssatou Fall")
    expect(page.get_by_role("img", name="Photo from before 1")).to_be_visible()


def test_it_works_without_scripts(open_page: OpenPage, site: Site, photo: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/screen")
    page.locator("#camera").set_input_files(photo)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This agrees with a registered loss")


def test_a_report_becomes_a_case_that_the_desk_answers(page: Page, site: Site) -> None:
    page.goto("/cases/report")
    page.get_by_label("What did you see").fill("Petit bronze vu au marché de Thiès.")
    page.get_by_role("button", name="Send the report").click()
    status = page.url.partition("?")[0]
    page.goto("/sign-in?next=/cases")
    page.get_by_label("E-mail address").fill(OFFICER[0])
    page.get_by_label("Password").fill(OFFICER[1])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Petit bronze").click()
    assert find_offences(page) == {}
    page.get_by_label("New note").fill("Merci, nous regardons.")
    page.get_by_label("The reporter may read it").check()
    page.locator("#notes").get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Take into triage").click()
    page.goto(status)
    expect(page.get_by_text("Merci, nous regardons.")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_have_text("in triage")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_offend_no_reader(page: Page, site: Site, address: str, language: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}?lang={language}")
    assert find_offences(page) == {}


def test_targets_are_large_enough_for_gloves(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/screen")
    heights = page.eval_on_selector_all(".check .button", "nodes => nodes.map(node => node.offsetHeight)")
    assert min(heights) >= 48


def write_large() -> bytes:
    small = Image.open(io.BytesIO(write_png(LOST_PAINTING)))
    out = io.BytesIO()
    small.resize((3000, 2250)).save(out, "PNG")
    return out.getvalue()
