"""What a file of RDF must not do to its parser, which sets no bounds itself: entities that grow, and structures within structures.

Measured with pyoxigraph 0.5: twelve entities of ten references each take all memory of the machine; JSON-LD takes memory, and RDF/XML
time, with the square of the depth.
"""

from io import BytesIO
from typing import Any

from lxml import etree


def write_xml_anew(content: bytes) -> tuple[bytes, tuple[int, str] | None]:
    """The same XML without a document type, its entities put in; where it breaks or grows too far, what stands whole before that, with
    the line and what is wrong there."""
    root: Any = None
    whole = 0
    flaw = None
    try:
        for event, element in _iterate(content):
            if root is None:
                root = element
            elif event == "end" and element.getparent() is root:
                whole += 1
    except etree.XMLSyntaxError as error:
        flaw = (error.lineno or 1, str(error.msg))
    if root is None:
        return b"", flaw
    del root[whole:]
    return etree.tostring(root), flaw


def _iterate(content: bytes) -> Any:
    return etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
