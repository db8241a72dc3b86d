"""Signing in and one's own account: the pages of django-allauth under this site's addresses, and ours beside them."""

from allauth.account import views as accounts
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from museion.website.views import acting, demo, own_account, pages, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", accounts.login, name="account_login"),
    path("sign-out", accounts.logout, name="account_logout"),
    path("sign-up", accounts.signup, name="account_signup"),
    path("account", pages.show_account, name="account"),
    path("account/role", acting.choose_role, name="choose_role"),
    path("account/data.json", own_account.send_data, name="account_data"),
    path("account/close", own_account.close, name="close_account"),
    path("account/tokens", tokens.show_tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke", tokens.revoke, name="revoke_token"),
    path("account/inactive", accounts.account_inactive, name="account_inactive"),
    path("account/confirm", accounts.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/confirm/(?P<key>[-:\w]+)$", accounts.confirm_email, name="account_confirm_email"),
    path("account/confirm-it-is-you", accounts.reauthenticate, name="account_reauthenticate"),
    path("account/email", accounts.email, name="account_email"),
    path("account/password", accounts.password_change, name="account_change_password"),
    path("account/password/set", accounts.password_set, name="account_set_password"),
    path("account/password/reset", accounts.password_reset, name="account_reset_password"),
    path("account/password/reset/sent", accounts.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        accounts.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done",
        accounts.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/sessions", sessions.list_usersessions, name="usersessions_list"),
    path("account/factors/", include("allauth.mfa.urls")),
    path("account/institutions/", include("allauth.socialaccount.urls")),
    path("account/institutions/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("demo/sign-in/<slug:role>", demo.sign_in, name="demo_sign_in"),
]
