"""Signing in with an institution's OpenID Connect: whose word counts for which addresses.

An institution vouches for addresses of its own domains alone. What it says of any other address is not believed: the
address is proved by a mail like everybody's, and never opens an account that is there.
"""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils.translation import get_language


class InstitutionAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth states no types
    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return _vouches_for(login, email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        for address in sociallogin.email_addresses:
            address.verified = address.verified and _vouches_for(sociallogin, address.email)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.display_name = str(data.get("name") or "")[:200]
        user.language = get_language() or ""
        return user


def _vouches_for(login: SocialLogin, email: str) -> bool:
    domains = login.provider.app.settings.get("domains", ())
    return email.rpartition("@")[2].lower() in domains
