"""Passwords, addresses and mails of accounts, for django-allauth."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from museion.core.http.limits import read_address
from museion.core.http.pages import get_base_url
from museion.core.messages import queue_message


@dataclass(frozen=True, slots=True)
class Site:
    """As the texts of mails name it."""

    domain: str
    name: str = "Museion"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth states no types
    """Mails are queued with the change that they tell of; what they link to is the site's own address, whatever host was asked."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = self.request
        told = {
            "email": email,
            "site": get_base_url(request),
            "current_site": Site(urlsplit(get_base_url(request)).netloc),
            **{name: rebase(request, value) for name, value in context.items()},
        }
        queue_message(
            f"account/{secrets.token_hex(12)}",
            to_address=email,
            subject=render_to_string(f"{template_prefix}_subject.txt", told),
            body=render_to_string(f"{template_prefix}_message.txt", told).strip() + "\n",
            language=get_language() or "en",
            at=timezone.now(),
            is_secret=True,
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """To who signs up with an address that is taken: after as long as a new account would take, so that the time tells nothing."""
        make_password(secrets.token_urlsafe())
        super().send_account_already_exists_mail(email)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link of the mail. It leads back to the page that asked for an account: a form, a ballot, an invitation."""
        link: str = super().get_email_confirmation_url(request, emailconfirmation)
        asked_from = request.POST.get("next") or request.GET.get("next")
        return f"{link}?{urlencode({'next': asked_from})}" if self.is_safe_url(asked_from) else link

    def get_client_ip(self, request: HttpRequest) -> str:
        return read_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Where to go after signing in: a path of this site, never another, whatever hosts the site answers to."""
        return bool(url) and url.startswith("/") and super().is_safe_url(url)  # type: ignore[union-attr]


def rebase(request: HttpRequest, value: Any) -> Any:
    """An address made from the host that was asked, as one of the host that the site is known by."""
    asked = request.build_absolute_uri("/")
    if isinstance(value, str) and value.startswith(asked):
        return f"{get_base_url(request)}/{value.removeprefix(asked)}"
    return value
