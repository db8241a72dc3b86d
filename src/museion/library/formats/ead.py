"""A unit of description as EAD3 (Society of American Archivists, 2015)."""

from typing import Any

from lxml import etree

from museion.library.formats.codes import write_marc_language
from museion.library.formats.xml_text import clean_text

NAMESPACE = "http://ead3.archivists.org/schema/"
_NAMESPACES: Any = {None: NAMESPACE}


def write_ead(unit: dict[str, Any], *, address: str) -> bytes:
    """`unit`: texts as language maps by the names of ISAD(G)'s columns."""
    root = etree.Element(f"{{{NAMESPACE}}}ead", nsmap=_NAMESPACES)
    _write_control(root, unit, address)
    described = _add(root, "archdesc", level=unit["level"])
    did = _add(described, "did")
    _add(did, "unitid", unit["reference_code"])
    for tag, text in unit["titles"].items():
        _add(did, "unittitle", text, **_state_language(tag))
    _add(did, "unitdate", unit["date_text"])
    _add(did, "physdesc", unit["extent"])
    if unit["creator_text"]:
        _add(_add(_add(did, "origination"), "name"), "part", unit["creator_text"])
    for tag in unit["languages"]:
        _add(_add(did, "langmaterial"), "language", tag, langcode=write_marc_language(tag))
    names = {"history": "custodhist", "scope_and_content": "scopecontent", "arrangement": "arrangement"}
    names["access_conditions"] = "accessrestrict"
    for column, name in names.items():
        for tag, text in unit[column].items():
            _add(_add(described, name, **_state_language(tag)), "p", text)
    if unit["finding_aids"]:
        _add(_add(described, "otherfindaid"), "p", unit["finding_aids"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write_control(root: Any, unit: dict[str, Any], address: str) -> None:
    control = _add(root, "control")
    _add(control, "recordid", unit["key"], instanceurl=address)
    title = next(iter(unit["titles"].values()), unit["reference_code"])
    _add(_add(_add(control, "filedesc"), "titlestmt"), "titleproper", title)
    _add(control, "maintenancestatus", value="revised")
    agency = _add(control, "maintenanceagency")
    _add(agency, "agencyname", "Museion")
    event = _add(_add(control, "maintenancehistory"), "maintenanceevent")
    _add(event, "eventtype", value="updated")
    _add(event, "eventdatetime", str(unit["changed_at"]))
    _add(event, "agenttype", value="machine")
    _add(event, "agent", "Museion")


def _state_language(tag: str) -> dict[str, str]:
    return {} if tag == "und" else {"lang": write_marc_language(tag)}


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    node = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    node.text = clean_text(text) or None
    return node
