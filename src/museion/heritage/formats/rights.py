"""Statements of rights as addresses, which programs understand where words are for people."""

import re

from museion.heritage.formats.describing import DescribedObject

# The addresses of Creative Commons and of RightsStatements.org that Europeana takes.
KNOWN_RIGHTS = re.compile(
    r"http://creativecommons\.org/(licenses/by(-nc)?(-nd|-sa)?/(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)/([a-z]+/)?|publicdomain/(zero|mark)/1\.0/)"
    r"|http://rightsstatements\.org/vocab/(NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/"
)


def find_rights_address(described: DescribedObject) -> str:
    """Empty where the source's rights are words; these stay with the object."""
    rights = described.get_text("rights").strip().replace("https://", "http://", 1)
    address = rights if rights.endswith("/") else f"{rights}/"
    return address if KNOWN_RIGHTS.fullmatch(address) else ""
