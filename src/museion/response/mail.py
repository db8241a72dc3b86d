"""A report that came as an e-mail: what it says, what it shows, whom to answer."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from museion.heritage.pictures import KeptPicture, UnusablePictureError, keep_picture
from museion.response.actions.incidents import Report
from museion.response.feeds.hazards import name_hazard

LONGEST_TEXT = 20_000
MOST_PICTURES = 8
MOST_BYTES = 50_000_000


class UnreadableMailError(ValueError):
    """The file is no e-mail that tells something; the message says what is wrong with it."""


@dataclass(slots=True)
class ReadMail:
    """`problems`: attachments that could not be kept."""

    report: Report
    problems: list[str] = field(default_factory=list)


def read_mail(content: bytes) -> ReadMail:
    """An e-mail in RFC 5322 form. The same one always gives the same token, so it never becomes two incidents."""
    if len(content) > MOST_BYTES:
        raise UnreadableMailError(_("The e-mail is larger than %(size)s MB.") % {"size": MOST_BYTES // 1_000_000})
    message = message_from_bytes(content, policy=policy.default)
    text = _read_text(message).strip()[:LONGEST_TEXT]
    subject = str(message.get("Subject", "")).strip()
    if not message.get("From") or not (text or subject):
        raise UnreadableMailError(_("The file is no e-mail with a sender and a text."))
    problems: list[str] = []
    pictures = tuple(_keep_pictures(message, problems))
    hazard = name_hazard(f"{subject}\n{text}")
    report = Report(
        token=_make_token(message, content),
        title=subject[:300] or text.splitlines()[0][:120],
        description=text or subject,
        hazard=hazard.value if hazard else "",
        reporter=str(message["From"]),
        pictures=pictures,
    )
    return ReadMail(report, problems)


def _make_token(message: EmailMessage, content: bytes) -> str:
    """Message-ID names a message (RFC 5322, 3.6.4); one without it is known by its bytes."""
    named = str(message.get("Message-ID", "")).strip()
    return "mail:" + hashlib.sha256(named.encode() if named else content).hexdigest()


def _read_text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError):
        # The charset is none that there is: what can be read of it is better than nothing.
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _strip_tags(text) if body.get_content_subtype() == "html" else text


def _keep_pictures(message: EmailMessage, problems: list[str]) -> Iterator[KeptPicture]:
    parts = [part for part in message.walk() if part.get_content_maintype() == "image"]
    for part in parts[:MOST_PICTURES]:
        payload = part.get_payload(decode=True)
        try:
            yield keep_picture(payload if isinstance(payload, bytes) else b"")
        except UnusablePictureError as error:
            problems.append(f"{part.get_filename() or part.get_content_type()}: {error}")


class _Words(HTMLParser):
    """Text outside of scripts and styles; blocks begin a line."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style"}
        if tag in {"p", "br", "div", "li", "tr"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"} and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def _strip_tags(html: str) -> str:
    words = _Words()
    words.feed(html)
    return "".join(words.words)
