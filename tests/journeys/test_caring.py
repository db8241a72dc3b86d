"""Care of a collection in a real browser: a past on its time line, marks on a photograph, a round without a line, a loan, a transfer."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from journeys.browser import PHONE, find_offences
from journeys.caring import GIVER, GUARDIAN, TAKER, in_days
from journeys.conftest import OpenPage, Site
from journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def registrar(page: Page, site: Site) -> Page:
    sign_in(page, GIVER)
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_care_break_no_rule_on_a_phone(registrar: Page, site: Site, language: str) -> None:
    registrar.set_viewport_size(PHONE)
    key, museum = site.paths["jar"].removeprefix("/id/"), site.paths["giver"]
    addresses = (
        "/care", site.paths["jar"], f"/objects/{key}/custody", f"/objects/{key}/condition", site.paths["round"],
        f"/loans/new?museum={museum}", f"/transfers/new?museum={museum}", f"/safe-havens?museum={museum}",
        f"/procedures/new/valuation?museum={museum}", site.paths["song"],
        f"/objects/new?museum={museum}", f"/objects/{key}/edit", f"/elements/new?museum={museum}",
    )  # fmt: skip
    for address in addresses:
        registrar.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert (address, find_offences(registrar)) == (address, {})


def test_a_past_is_drawn_questioned_and_corrected_before_it_is_confirmed(registrar: Page, site: Site) -> None:
    registrar.goto(site.paths["jar"])
    custody = registrar.locator("#custody")
    expect(custody.locator("svg rect.band").first).to_be_visible()
    expect(custody.get_by_text("Europe, 1933 to 1945")).to_be_visible()
    expect(custody.get_by_text("nobody has confirmed it")).to_be_visible()
    custody.get_by_role("link", name="Correct the chain").click()
    text = registrar.locator("textarea").first
    text.fill("George Dupont, Wien, by 1931 until after 1946; Mary Lamont, Paris, 1952; museum, 1960")
    registrar.get_by_role("button", name="Show what is understood").click()
    expect(
        registrar.get_by_role("cell", name="George Dupont").or_(registrar.get_by_text("George Dupont")).first
    ).to_be_visible()
    registrar.get_by_role("button", name="Save the chain").click()
    registrar.goto(site.paths["jar"])
    expect(registrar.locator("#custody").get_by_text("nobody has confirmed it")).to_have_count(0)
    expect(registrar.locator("#custody").get_by_text("Taken from its owner")).to_have_count(0)


def test_an_object_is_described_on_its_own_page(registrar: Page, site: Site) -> None:
    registrar.goto(f"/objects/new?museum={site.paths['giver']}&language=fr")
    registrar.get_by_role("button", name="Save").click()
    expect(registrar.get_by_text("Say what it is called")).to_be_visible()
    registrar.get_by_label("Title").fill("Lampe à huile")
    registrar.get_by_label("Measurements").fill("9 × 4 cm")
    registrar.get_by_role("button", name="Save").click()
    expect(registrar.get_by_role("heading", name="Lampe à huile")).to_be_visible()
    registrar.get_by_role("link", name="Describe it, add photographs").click()
    expect(registrar.get_by_label("Measurements")).to_have_value("9 × 4 cm")


def test_a_touch_marks_the_photograph_and_the_check_shows_it_numbered(registrar: Page, site: Site) -> None:
    registrar.goto(site.paths["jar"])
    registrar.get_by_role("link", name="Check its condition").click()
    figure = registrar.locator("[data-mark]").first
    figure.click(position={"x": 120, "y": 90})
    registrar.get_by_label("What is seen at this place?").fill("شرخ عند الحافة")
    figure.focus()
    registrar.keyboard.press("Enter")
    registrar.get_by_label("What is seen at this place?").last.fill("Old repair")
    registrar.get_by_label("Condition", exact=False).first.select_option("needs_work")
    registrar.get_by_role("button", name="Record the check").click()
    expect(registrar.locator(".mark-list li")).to_have_text(["شرخ عند الحافة", "Old repair"])
    expect(registrar.locator(".mark-picture svg circle")).to_have_count(2)


def test_a_round_goes_on_where_there_is_no_line_and_arrives_when_there_is_one(
    registrar: Page, site: Site, line: BrowserContext
) -> None:
    registrar.set_viewport_size(PHONE)
    registrar.goto(site.paths["round"])
    expect(registrar.get_by_text("opens on this device without a line")).to_be_visible()
    line.set_offline(True)
    registrar.reload()
    expect(registrar.get_by_role("heading", level=1)).to_contain_text("Inventory")
    code = registrar.get_by_label("Code, key or inventory number")
    for text, told in (("P 1", "Jarre au lion"), ("4006381333931", "4006381333931")):
        code.fill(text)
        code.press("Enter")
        expect(registrar.locator("[data-tell=result]")).to_contain_text(told)
        expect(registrar.locator("[data-tell=result]")).to_contain_text("kept on this device")
    registrar.reload()
    expect(registrar.locator("[data-tell=waiting] strong")).to_have_text("2")
    expect(registrar.locator("[data-missing] li")).to_have_count(1)
    line.set_offline(False)
    expect(registrar.locator("[data-tell=waiting]")).to_be_hidden()
    registrar.reload()
    expect(registrar.locator("[data-unknown]")).to_contain_text("4006381333931")
    code.fill(f"https://museion.example{site.paths['jar']}")
    code.press("Enter")
    expect(registrar.locator("[data-tell=result]")).to_contain_text("Jarre au lion")
    registrar.get_by_role("button", name="Close the round").click()
    expect(registrar.get_by_role("heading", name="Not found")).to_be_visible()
    expect(registrar.locator("[data-missing]")).to_contain_text("Lampe à huile")


def test_a_code_read_while_another_is_on_its_way_follows_it_at_once(registrar: Page, site: Site) -> None:
    on_its_way: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not on_its_way:
            on_its_way.append(route)
        else:
            route.continue_()

    registrar.goto(site.paths["other round"])
    registrar.route("**/*", hold_the_first)
    code = registrar.get_by_label("Code, key or inventory number")
    with registrar.expect_request(lambda request: request.method == "POST"):
        code.fill("4006381333948")
        code.press("Enter")
    code.fill("4006381333955")
    code.press("Enter")
    expect(registrar.locator("[data-tell=waiting] strong")).to_have_text("2")
    on_its_way[0].continue_()
    before_the_next_attempt = 8_000
    expect(registrar.locator("[data-tell=waiting]")).to_be_hidden(timeout=before_the_next_attempt)


def test_a_loan_is_agreed_goes_out_is_renewed_and_comes_back(registrar: Page, site: Site) -> None:
    registrar.goto(f"/loans/new?museum={site.paths['giver']}")
    registrar.get_by_label("Name of the other side").fill("Galería Quetzal")
    registrar.get_by_label("Its country, if it has no record").select_option("ES")
    registrar.get_by_label("Loan number").fill("L 7")
    registrar.get_by_label("Begins").fill(in_days(0))
    registrar.get_by_label("Due back").fill(in_days(20))
    registrar.get_by_label("Objects, one a line").fill("P 2")
    registrar.get_by_role("button", name="Record the loan").click()
    expect(registrar.get_by_role("heading", level=1, name="Loan L 7")).to_be_visible()
    registrar.get_by_role("button", name="agreed").click()
    registrar.get_by_role("button", name="with the borrower").click()
    expect(registrar.get_by_role("alert")).to_contain_text("Both sides must have authorized")
    for side in ("lender", "borrower"):
        registrar.get_by_label("Authorized by").fill(f"Head of the {side}")
        registrar.get_by_role("button", name=f"for the {side}").click()
    registrar.get_by_role("button", name="with the borrower").click()
    registrar.get_by_label("Renew until").fill(in_days(50))
    registrar.get_by_role("button", name="Renew", exact=True).click()
    expect(registrar.get_by_text("renewed; was due")).to_be_visible()
    registrar.get_by_label("or scan a label").fill("P 2")
    registrar.get_by_label("What was seen").fill("Wick missing")
    registrar.get_by_role("button", name="Note the condition").click()
    expect(registrar.locator(".written").get_by_text("Wick missing")).to_be_visible()
    registrar.get_by_role("link", name="Checklist of papers").click()
    registrar.get_by_label("Another paper").first.fill("ATA carnet")
    registrar.get_by_role("button", name="Add", exact=True).first.click()
    expect(registrar.get_by_role("heading", name="ATA carnet")).to_be_visible()
    assert find_offences(registrar) == {}
    registrar.go_back()
    registrar.goto("/search?q=quetzal")
    registrar.goto("/care")
    registrar.get_by_role("link", name="L 7").click()
    registrar.get_by_label("or scan a label").fill("P 2")
    registrar.get_by_role("button", name="These came back").click()
    expect(registrar.locator(".lead")).to_contain_text("returned")


def test_a_transfer_is_signed_by_both_sides_each_from_its_own_account(
    registrar: Page, site: Site, open_page: OpenPage
) -> None:
    registrar.goto(f"/transfers/new?museum={site.paths['giver']}")
    registrar.get_by_label("Kind").select_option("deposit")
    registrar.get_by_label("Receiving museum").fill(site.paths["taker"])
    registrar.get_by_label("Begins").fill(in_days(0))
    registrar.get_by_label("Due back").fill(in_days(300))
    registrar.get_by_label("Boxes and objects").fill("Box A: two people\nP 1")
    registrar.get_by_role("button", name="Record the transfer").click()
    registrar.get_by_label("condition now").fill("chip at the rim")
    registrar.get_by_label("Place", exact=True).fill("Gate 2")
    registrar.get_by_role("button", name="handed over").click()
    registrar.get_by_role("button", name="Sign for the giving side").click()
    expect(registrar.locator(".hand-over")).to_contain_text("signature holds")
    expect(registrar.get_by_role("button", name="Sign for the receiving side")).to_have_count(0)
    theirs = open_page(viewport=PHONE)
    sign_in(theirs, TAKER)
    theirs.goto(registrar.url.removeprefix(site.address))
    assert find_offences(theirs) == {}
    theirs.get_by_role("button", name="Sign for the receiving side").click()
    expect(theirs.locator(".hand-over strong")).to_have_text(["Samia", "Rosa"])
    registrar.goto(site.paths["jar"])
    expect(registrar.locator("#care")).to_contain_text("Museo del Puerto")


def test_consent_taken_back_closes_the_element_for_everybody_at_once(
    page: Page, site: Site, open_page: OpenPage
) -> None:
    visitor = open_page()
    visitor.goto(site.paths["song"])
    expect(visitor.get_by_role("heading", level=1, name="Song of the divers")).to_be_visible()
    sign_in(page, GUARDIAN)
    page.goto(site.paths["song"])
    page.get_by_text("Consent, measures, recordings").click()
    page.get_by_label("Taken back by").fill("Council of divers")
    page.get_by_role("button", name="Take consent back").click()
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Song of the divers")).to_have_count(0)
    visitor.goto("/search?q=divers&kind=element")
    expect(visitor.get_by_role("link", name="Song of the divers")).to_have_count(0)
