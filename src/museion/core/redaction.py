"""Log lines without what opens a door (tokens of programs, links of invitations, of new passwords, of addresses to confirm) and without
addresses of people.
"""

import logging
import re

HIDDEN = "[hidden]"
_TOKEN = re.compile(r"museion_[\w-]{8,}")
_BEARER = re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+")
_LINK = re.compile(r"(/(?:invitations|account/password/reset/key|account/confirm|saved/feeds)/)[^\s/?\"']+")

_MAIL = re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


# Where a write is refused, PostgreSQL repeats the whole row.
_ROW = re.compile(r"(?m)^DETAIL:.*(?:\n(?!HINT:|CONTEXT:|Traceback|\s*File |\s*$).*)*")


def redact(text: str) -> str:
    text = _ROW.sub(f"DETAIL: {HIDDEN}", text)
    return _MAIL.sub(HIDDEN, _LINK.sub(rf"\1{HIDDEN}", _BEARER.sub(rf"\1{HIDDEN}", _TOKEN.sub(HIDDEN, text))))


class RedactingFormatter(logging.Formatter):
    """Looks at the whole line, so that a traceback tells nothing either."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
