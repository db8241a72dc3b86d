"""Texts and content lines as RFC 5545 writes them (3.1, 3.2, 3.3.11).

The icalendar library's own ways lose what stands after a backslash (`C:\\new` comes back with a line break in it) and took most of
the time of a long feed.
"""

import re

LONGEST_LINE = 75  # octets, without the line break
_CONTROLS = {code: None for code in (*range(32), 127) if code not in (9, 10)}
_SIGNS = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"}) | _CONTROLS
_ESCAPED = re.compile(r"\\([\\;,nN])")


def escape(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SIGNS)


def unescape(raw: str) -> str:
    """A backslash before any other character stands for itself."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)


def quote(value: str) -> str:
    """A parameter's value; what it cannot hold is written as RFC 6868 has it."""
    plain = value.translate(_CONTROLS).replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{plain}"' if any(sign in plain for sign in ",;:") else plain


def fold(line: str) -> bytes:
    """A whole content line with its breaks; no character and no escape is cut in two."""
    left, room, parts = line.encode(), LONGEST_LINE, []
    while len(left) > room:
        cut = _find_cut(left, room)
        parts.append(left[:cut])
        left, room = left[cut:], LONGEST_LINE - 1  # A space begins every line that follows.
    return b"\r\n ".join([*parts, left]) + b"\r\n"


def _find_cut(line: bytes, room: int) -> int:
    cut = room
    while line[cut] & 0xC0 == 0x80:  # inside of a character of UTF-8
        cut -= 1
    before = line[:cut]
    slashes = len(before) - len(before.rstrip(b"\\"))
    return cut - slashes % 2
