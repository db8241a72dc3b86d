"""How journeys come in as somebody: through the page, as people do."""

from playwright.sync_api import Page


def sign_in(page: Page, account: tuple[str, str], *, to: str = "/") -> None:
    """`account`: address and password. `to`: the page that asked to sign in."""
    page.goto(f"/sign-in?next={to}")
    page.get_by_label("E-mail address").fill(account[0])
    page.get_by_label("Password").fill(account[1])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
