"""The field kit in a real browser: forms that open, keep and send without a line; the desk on a telephone."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from journeys.browser import find_offences
from journeys.conftest import Site
from journeys.serving import OFFICER
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WAITING = "Saved on this device"


def test_a_report_written_without_a_line_survives_a_reload_and_arrives_once(
    phone: Page, site: Site, line: BrowserContext
) -> None:
    phone.goto("/incidents/report")
    assert find_offences(phone) == {"landmarks": ["footer"]}
    expect(phone.get_by_text("opens without a line")).to_be_visible()
    line.set_offline(True)
    phone.reload()
    phone.get_by_label("What happened").fill("L'eau entre dans la réserve des manuscrits.")
    phone.reload()
    expect(phone.get_by_label("What happened")).to_have_value("L'eau entre dans la réserve des manuscrits.")
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_text(WAITING), "the button is a screen below what is told").to_be_in_viewport()
    phone.reload()
    expect(phone.get_by_text(WAITING)).to_be_visible()
    line.set_offline(False)
    link = phone.get_by_role("link", name="L'eau entre")
    expect(link).to_have_count(1)
    expect(phone.get_by_text(WAITING)).to_be_hidden()
    phone.reload()
    link.click()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_report_that_is_refused_takes_no_place_of_the_one_being_written(
    phone: Page, site: Site, line: BrowserContext, tmp_path: Path
) -> None:
    broken = tmp_path / "toit.jpg"
    broken.write_bytes(b"no picture")
    phone.goto("/incidents/report")
    expect(phone.get_by_text("opens without a line")).to_be_visible()
    line.set_offline(True)
    words, send = phone.get_by_label("What happened"), phone.get_by_role("button", name="Send the report")
    words.fill("Le toit s'est effondré.")
    phone.get_by_label("Photos").set_input_files(broken)
    send.click()
    expect(phone.get_by_text(WAITING)).to_be_visible()
    words.fill("La rue est inondée.")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        line.set_offline(False)
    send.click()
    expect(phone.get_by_role("link", name="La rue est")).to_have_count(1)
    expect(words).to_have_value("Le toit s'est effondré.")
    expect(phone.get_by_text("not a picture")).to_be_visible()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "depot.jpg"
    Image.linear_gradient("L").resize((640, 480)).save(path)
    return path


def test_damage_seen_without_a_line_waits_even_for_who_was_signed_out_meanwhile(
    phone: Page, site: Site, line: BrowserContext, photo: Path
) -> None:
    sign_in(phone, OFFICER)
    form = f"/incidents/{site.paths['Incident'].removeprefix('/id/')}/damage"
    phone.goto(form)
    assert find_offences(phone) == {}
    expect(phone.get_by_text("opens without a line")).to_be_visible()
    line.set_offline(True)
    phone.goto("/incidents")
    expect(phone.get_by_role("heading", name="No line")).to_be_visible()
    phone.get_by_role("link", name="Assess damage").click()
    phone.get_by_label("What happened, when and how").fill("انهار السقف على الرفوف")
    phone.get_by_label("What is damaged, and how").first.fill("Twelve boxes of glass plates, wet")
    phone.get_by_label("One photo").first.set_input_files(photo)
    phone.get_by_role("button", name="Send the assessment").click()
    expect(phone.get_by_text(WAITING)).to_be_visible()
    line.clear_cookies(name="sessionid")
    line.set_offline(False)
    expect(phone.get_by_text("no longer signed in")).to_be_visible()
    sign_in(phone, OFFICER)
    phone.goto(form)
    phone.get_by_role("link", name="انهار").click()
    expect(phone.get_by_text("Twelve boxes of glass plates")).to_have_count(1)
    expect(phone.get_by_role("img", name="Photo of the damage")).to_be_visible()
    assert find_offences(phone) == {}


def test_who_signs_out_leaves_no_page_of_the_desk_on_the_device(phone: Page, site: Site, line: BrowserContext) -> None:
    sign_in(phone, OFFICER)
    form = f"/incidents/{site.paths['Incident'].removeprefix('/id/')}/damage"
    phone.goto(form)
    expect(phone.get_by_text("opens without a line")).to_be_visible()
    phone.goto("/account")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/")
    line.set_offline(True)
    phone.goto(form)
    expect(phone.get_by_role("heading", name="No line")).to_be_visible()
