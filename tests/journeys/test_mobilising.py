"""From a report to people who come, in a real browser on a telephone: the desk's steps, the call, one tap by who has no account."""

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import OpenPage, Site
from journeys.serving import OFFICER
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_desk_takes_a_report_through_its_steps_to_the_lessons(phone: Page, site: Site) -> None:
    sign_in(phone, OFFICER)
    phone.goto("/incidents/report")
    phone.get_by_label("What happened").fill("Río desbordado: el sótano del archivo está bajo el agua.")
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_role("link", name="Río desbordado")).to_have_count(1)
    phone.goto("/incidents")
    phone.get_by_role("link", name="Río desbordado").click()
    phone.get_by_role("button", name="Take into triage").click()
    phone.get_by_label("New line").fill("أرسلنا مضخة")
    phone.locator("#lines").get_by_role("button", name="Add").click()
    expect(phone.locator("#lines").get_by_text("أرسلنا مضخة")).to_be_visible()
    phone.get_by_label("New task").fill("Trouver un camion frigorifique")
    phone.locator("#tasks").get_by_role("button", name="Add").click()
    phone.get_by_label("Where it stands").fill("400 m of paper are wet; freezing begins tonight.")
    phone.get_by_role("button", name="Issue").click()
    phone.get_by_role("link", name="Situation report 1").click()
    expect(phone.get_by_text("400 m of paper are wet").first).to_be_visible()
    assert find_offences(phone) == {}


def test_people_are_called_and_one_tap_by_who_has_no_account_counts(
    phone: Page, site: Site, open_page: OpenPage
) -> None:
    sign_in(phone, OFFICER)
    phone.goto(f"/mobilisations/new?incident={site.paths['Incident'].removeprefix('/id/')}")
    assert find_offences(phone) == {}
    phone.get_by_label("What for").fill("Archivo inundado en Lima")
    phone.get_by_label("Skill", exact=True).first.select_option(label="conservation of paper")
    phone.get_by_label("How many").first.fill("2")
    phone.get_by_label("Speaks", exact=True).first.fill("es")
    phone.get_by_label("Country", exact=True).select_option("PE")
    phone.get_by_label("Latitude").fill("-12.05")
    phone.get_by_label("Longitude").fill("-77.04")
    phone.get_by_role("button", name="Find the team").click()
    expect(phone.get_by_role("heading", name="Best team").first).to_be_visible()
    phone.get_by_role("button", name="Call these people now").click()
    board = phone.locator("#board")
    expect(board).to_contain_text("0 yes")
    link = board.get_by_role("link", name="Their page to answer").first.get_attribute("href")
    assert link
    expert = open_page(viewport=PHONE)
    expert.goto(link)
    assert find_offences(expert) == {}
    expect(expert.locator("html")).to_have_attribute("lang", "es")  # the language of whom the desk asks
    expert.get_by_role("button", name="Voy").click()
    expect(expert.get_by_role("status")).to_contain_text("Su respuesta")
    expect(board).to_contain_text("1 yes", timeout=10_000)
    assert find_offences(phone) == {}
    phone.get_by_role("button", name="Stand down").click()
    expect(board).to_contain_text("stood down")
