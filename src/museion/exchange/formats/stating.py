"""What each record says of its own format: every metadata part names its schema (OAI-PMH 2.0, section 2.5)."""

import re

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)([^>]*)>")


def state_schema(content: bytes, namespace: str, schema: str) -> bytes:
    """The element with `xsi:schemaLocation`. A signed one stays as it was signed."""
    found = _ROOT.match(content)
    if found is None or b"schemaLocation=" in found[2] or b"http://www.w3.org/2000/09/xmldsig#" in content:
        return content
    declared = b"" if b"xmlns:xsi=" in found[2] else f' xmlns:xsi="{_INSTANCE}"'.encode()
    location = f' xsi:schemaLocation="{namespace} {schema}"'.encode()
    return b"<" + found[1] + declared + location + content[found.end(1) :]
