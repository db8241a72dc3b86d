"""A curator in a store room: a survey taken along on a phone, written without a line, sent once when the line is back."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from journeys.browser import find_offences
from journeys.caring import GIVER, PLACE
from journeys.conftest import OpenPage, Site
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def make_photo() -> bytes:
    """Large enough to be made smaller before it is kept."""
    out = BytesIO()
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture
def survey(phone: Page, site: Site) -> str:
    """Opened on the phone beforehand; its address."""
    sign_in(phone, GIVER)
    phone.goto("/surveys/new")
    phone.get_by_label("Name of the survey").fill("Autumn")
    phone.get_by_label("Everything kept at").fill(PLACE)
    phone.get_by_role("button", name="Make the list").click()
    expect(phone.get_by_text("opens on this device without a line")).to_be_visible()
    return phone.url


def check(page: Page, title: str, condition: str) -> None:
    page.locator("[data-list] li", has_text=title).get_by_role("link", name="Check").click()
    page.get_by_label("Condition", exact=False).first.select_option(condition)


def record_check(page: Page) -> None:
    """The form closes when the device has kept it."""
    page.get_by_role("button", name="Record the check").click()
    expect(page.locator("form[data-check]")).to_be_hidden()


def list_checks(page: Page, path: str) -> set[str]:
    """Addresses of the object's checks that say so; other journeys on the same site check it too."""
    page.goto(path)
    links = page.locator("#care").get_by_role("listitem").filter(has_text="needs work").get_by_role("link")
    return {link.get_attribute("href") or "" for link in links.all()}


def test_a_survey_is_written_without_a_line_and_sent_once_when_it_is_back(
    phone: Page, site: Site, survey: str, line: BrowserContext, open_page: OpenPage
) -> None:
    waiting = phone.locator("[data-waiting] li")
    line.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Autumn")

    check(phone, "Jarre au lion", "needs_work")
    assert (
        phone.locator(".mark-picture img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    )
    photo = {"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    phone.get_by_label("New photographs").set_input_files(photo)  # type: ignore[arg-type]
    new = phone.locator('[data-mark="new:0"]')
    new.click(position={"x": 60, "y": 40})
    phone.get_by_label("What is seen at this place?").fill("تشقق")
    phone.get_by_label("What was seen").fill("Glaze lifting at the rim")
    phone.reload()  # the phone was put away in the middle
    expect(waiting).to_contain_text("begun")
    phone.get_by_role("button", name="Go on").click()
    expect(new).to_be_visible()
    expect(phone.get_by_label("What was seen")).to_have_value("Glaze lifting at the rim")
    expect(phone.get_by_label("What is seen at this place?")).to_have_value("تشقق")
    record_check(phone)

    phone.get_by_role("button", name="not on the list").click()
    phone.get_by_label("Key or inventory number").fill("P 77")
    phone.get_by_label("Condition", exact=False).first.select_option("in_jeopardy")
    record_check(phone)
    check(phone, "Lampe à huile", "no_work")
    record_check(phone)
    phone.reload()
    expect(waiting).to_have_count(3)
    expect(waiting.filter(has_text="waits for a line")).to_have_count(3)

    theirs = open_page()
    sign_in(theirs, GIVER)
    before = list_checks(theirs, site.paths["jar"])
    theirs.goto(survey)
    check(theirs, "Lampe à huile", "in_jeopardy")
    theirs.get_by_label("Checked by").fill("Rosa")
    record_check(theirs)
    expect(theirs.get_by_text("just sent")).to_be_visible()

    line.set_offline(False)
    expect(waiting).to_have_count(2)
    expect(waiting.filter(has_text="Lampe à huile")).to_contain_text("Rosa checked this object")
    expect(waiting.filter(has_text="P 77")).to_contain_text("No object of this museum has the key or number P 77")
    assert find_offences(phone) == {}
    phone.get_by_role("button", name="Send mine as well").click()
    waiting.filter(has_text="P 77").get_by_role("button", name="Look at it").click()
    expect(phone.get_by_role("alert").filter(has_text="P 77")).to_be_visible()
    assert find_offences(phone) == {}
    phone.get_by_label("Key or inventory number").fill("P 1")
    record_check(phone)
    # The same curator's own check of the jar came first: it is told like anybody's.
    phone.get_by_role("button", name="Send mine as well").click()
    expect(waiting).to_have_count(0)

    [new_check] = list_checks(theirs, site.paths["jar"]) - before
    theirs.goto(new_check)
    expect(theirs.locator(".mark-list li")).to_have_text("تشقق")
    image = theirs.locator(".mark-picture img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_a_survey_break_no_rule_on_a_phone(phone: Page, survey: str, language: str) -> None:
    phone.goto(f"/surveys/new?lang={language}")
    assert find_offences(phone) == {}
    phone.goto(f"{survey}?lang={language}")
    assert find_offences(phone) == {}
    phone.locator("[data-open]").first.click()
    expect(phone.locator("form[data-check]")).to_be_visible()
    assert find_offences(phone) == {}
