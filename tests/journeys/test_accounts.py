"""On a phone: a delegate votes after one click; a committee's secretary sets up a second factor, makes a token, invites somebody."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from journeys.browser import PHONE, find_offences
from journeys.conftest import OpenPage

pytestmark = pytest.mark.browser
PERIOD = 30


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(viewport=PHONE, has_touch=True)


def test_a_delegate_votes_on_a_phone_after_one_click(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="a delegate with a vote").click()
    expect(phone.locator(".acting")).to_contain_text("Awa Ndiaye")
    assert find_offences(phone) == {}
    expect(phone.get_by_role("heading", name="Open data of the register")).to_be_visible()
    phone.get_by_role("link", name="Vote now").click()
    phone.get_by_text("Yes", exact=True).click()
    phone.get_by_role("button", name="Look at my vote").click()
    expect(phone.get_by_role("heading", name="Not counted yet")).to_be_visible()
    phone.get_by_role("button", name="Yes, cast my vote").click()
    expect(phone.get_by_role("heading", name="Your vote is counted")).to_be_visible()
    assert find_offences(phone) == {}


def test_a_secretary_secures_the_account_and_invites_a_colleague(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="the secretary of a national committee").click()
    phone.locator(".acting summary").click()
    expect(phone.locator(".acting [aria-current]")).to_contain_text("National Committee of Senegal")
    for address in (
        "/account",
        "/account/email",
        "/account/sessions",
        "/account/factors/",
        "/account/tokens",
        "/invitations",
    ):
        phone.goto(address)
        assert find_offences(phone) == {}, address
    phone.get_by_label("Name", exact=True).fill("Mame Diarra")
    phone.get_by_label("E-mail address").fill("mame@example.org")
    phone.get_by_label("Role", exact=True).select_option("editor")
    phone.get_by_role("button", name="Send the invitation").click()
    expect(phone.get_by_role("button", name="Take back Mame Diarra")).to_be_visible()
    phone.goto("/account/tokens")
    phone.get_by_label("What is it for?").fill("Catalogue")
    phone.get_by_role("button", name="Make the token").click()
    token = phone.locator("#token").inner_text()
    answer = phone.request.get("/api/v1/museums", headers={"Authorization": f"Bearer {token}"})
    assert answer.ok
    _take_away_app(phone, _set_up_app(phone))


def _take_away_app(phone: Page, recovery_code: str) -> None:
    """Whoever acts in this role after us has no telephone of ours."""
    phone.goto("/account/factors/totp/deactivate/")
    phone.get_by_label("Code").first.fill(recovery_code)
    phone.get_by_role("button", name="Confirm").click()
    phone.get_by_role("button", name="Deactivate").click()
    expect(phone.get_by_role("link", name="Activate").first).to_be_visible()


def _set_up_app(phone: Page) -> str:
    """And sign in again: the demo's click asks for the app's code then. Returns a code for who lost the telephone."""
    phone.goto("/account/factors/totp/activate/")
    secret = phone.get_by_label("Authenticator secret").input_value()
    phone.get_by_label("Authenticator code").fill(_make_code(phone, secret))
    phone.get_by_role("button", name="Activate").click()
    recovery_codes = phone.get_by_label("Unused codes").input_value().split()
    assert find_offences(phone) == {}
    phone.goto("/account")
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_role("button", name="the secretary of a national committee").click()
    expect(phone.get_by_role("heading", name="Two-Factor Authentication")).to_be_visible()
    assert find_offences(phone) == {}
    # A code counts once: the next one is good already, for clocks may be half a minute off.
    phone.get_by_label("Code").first.fill(_make_code(phone, secret, ahead=PERIOD))
    phone.get_by_role("button", name="Sign In").click()
    expect(phone.locator(".acting")).to_contain_text("Mariama Cissé")
    return recovery_codes[0]


def _make_code(phone: Page, secret: str, *, ahead: int = 0) -> str:
    moment = int(phone.evaluate("Date.now()")) // 1000 + ahead
    return format_hotp_value(hotp_value(secret, moment // PERIOD))
