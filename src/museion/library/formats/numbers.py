"""Standard numbers of publications: ISBN (ISO 2108), ISSN (ISO 3297), DOI (ISO 26324), Handle. A wrong one is kept and marked."""

import re
from typing import Any

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError

from museion.core.wording import Wording

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_HANDLE = re.compile(r"(?:https?://hdl\.handle\.net/|hdl:\s*)?(\d[\d.]*/\S+)", re.IGNORECASE)
_LEADING = re.compile(r"[\s\-\d]*[\dXx]")
_NOT_NUMBER = re.compile(r"[^0-9Xx]")


def read_number(scheme: str, text: str, *, note: str = "") -> dict[str, Any]:
    """A table as `Publication.numbers` holds it. `0553268473 (pbk.) :` becomes a number and the note `pbk.`."""
    written = text.strip()
    rest = ""
    if scheme in {"isbn", "issn"}:
        begins = _LEADING.match(written)
        number = begins.group() if begins else written
        rest = written[len(number) :].strip(" :;()") if begins else ""
    else:
        number = written
    value = _normalise(scheme, number)
    made: dict[str, Any] = {"scheme": scheme, "value": value or written}
    if value is None:
        made["is_valid"] = False
    if made["value"] != written:
        made["as_written"] = written
    if note or rest:
        made["note"] = note or rest
    return made


def _normalise(scheme: str, text: str) -> str | None:
    """ISBN of ten digits become thirteen; None where the number is wrong."""
    try:
        if scheme == "isbn":
            return str(isbn.to_isbn13(isbn.validate(text)))
        if scheme == "issn":
            return str(issn.format(issn.validate(_NOT_NUMBER.sub("", text))))
    except ValidationError:
        return None
    if scheme == "doi":
        found = _DOI.fullmatch(text.strip())
        return found.group(1).lower().rstrip(".") if found else None
    if scheme == "handle":
        found = _HANDLE.fullmatch(text.strip())
        return found.group(1) if found else None
    return text.strip() or None


def explain_number(number: dict[str, Any]) -> str:
    """What is wrong with a number, in the words of a librarian; empty for a good one."""
    if number.get("is_valid", True):
        return ""
    scheme, value = number["scheme"], number["value"]
    named = f"{scheme.upper()} {value}"
    digits = _NOT_NUMBER.sub("", value)
    lengths = {"isbn": (10, 13), "issn": (8,)}.get(scheme, ())
    if lengths and len(digits) not in lengths:
        first, *others = map(str, lengths)
        wanted = Wording("%(one)s or %(other)s", one=first, other=others[0]) if others else first
        count = str(len(digits))
        return Wording("%(number)s: it has %(count)s digits, not %(wanted)s", number=named, count=count, wanted=wanted)
    if lengths:
        return Wording("%(number)s: its check digit does not fit", number=named)
    return Wording("%(number)s: not in the form of a %(scheme)s", number=named, scheme=scheme.upper())
