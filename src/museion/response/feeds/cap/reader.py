"""The door of the CAP reader."""

from collections.abc import Sequence

from cryptography import x509
from lxml import etree

from museion.core.wording import Wording
from museion.response.feeds.alerts import Flaw, Problem, Reading
from museion.response.feeds.cap.envelopes import read_atom, read_edxl, read_lone_alert, read_rss
from museion.response.feeds.xml import get_name


def read_cap(
    root: etree._Element, *, document: bytes | None = None, certificates: Sequence[x509.Certificate] = ()
) -> Reading:
    """Every alert in a parsed document, whatever envelope it came in; `document` are the bytes it was parsed from."""
    match get_name(root):
        case "alert":
            return read_lone_alert(root, document, certificates)
        case "feed":
            return read_atom(root, certificates)
        case "rss" | "RDF":
            return read_rss(root, certificates)
        case "EDXLDistribution":
            return read_edxl(root, certificates)
        case other:
            return Reading(
                problems=(Problem(Flaw.NOT_A_FEED, found=other, expected=Wording("CAP, Atom, RSS or EDXL-DE")),)
            )
