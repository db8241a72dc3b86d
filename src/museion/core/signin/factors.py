"""Second factors and passkeys, for django-allauth: secrets encrypted at rest, passkeys bound to the site's own host."""

import base64
import hashlib
import io
from urllib.parse import urlsplit

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from museion.core.http.pages import get_base_url


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth states no types
    def encrypt(self, text: str) -> str:
        """What leaves the machine in a copy of the database is no second factor without the site's secret."""
        return _make_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `InvalidToken` where the site's secret was changed: such factors must be set up anew."""
        return _make_cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return f"Museion {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make(url, micro=False).save(out, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
        return out.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": self._get_site_name(), "name": "Museion"}

    def _get_site_name(self) -> str:
        return urlsplit(get_base_url(self.request)).hostname or "localhost"


def _make_cipher() -> Fernet:
    digest = hashlib.sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
