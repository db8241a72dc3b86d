"""Where e-mail goes, from one address: `smtp://user:password@host:587?tls=starttls`, or into a folder of the home."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from museion.core.environment import SettingError, split_address

_FILES = "django.core.mail.backends.filebased.EmailBackend"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Without a host, e-mails become files that nobody receives."""

    backend: str = _FILES
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: str = "none"


def read_mail_server(url: str) -> MailServer:
    if not url:
        return MailServer()
    expected = "smtp://user:password@host:587?tls=starttls (or none, tls)"
    parts = split_address("MUSEION_MAIL_URL", url, expected)
    tls = parse_qs(parts.query).get("tls", ["starttls"])[0]
    if parts.scheme != "smtp" or not parts.hostname or tls not in _PORTS:
        # The value may hold a password, so it is not repeated.
        raise SettingError("MUSEION_MAIL_URL", f"{parts.scheme}://…", expected)
    return MailServer(
        backend=_SMTP,
        host=parts.hostname,
        port=parts.port or _PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )
