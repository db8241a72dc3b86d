"""An `Alert` as a CAP 1.2 document: what `cap.reader` reads, the other way round."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

from museion.response.feeds.alerts import Alert, Area, Info, Resource

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
Part = tuple[str, object]


def write_alert(alert: Alert) -> etree._Element:
    """Elements in the order that the schema asks for; what is empty is left out."""
    root = etree.fromstring(f'<alert xmlns="{NAMESPACE}"/>')
    _add(
        root,
        [
            ("identifier", alert.identifier),
            ("sender", alert.sender),
            ("sent", alert.sent),
            ("status", alert.status),
            ("msgType", alert.message_type),
            ("source", alert.source_text),
            ("scope", alert.scope),
            ("restriction", alert.restriction),
            ("addresses", _quote(alert.addresses)),
            *(("code", code) for code in alert.codes),
            ("note", alert.note),
            ("references", " ".join(f"{one.sender},{one.identifier},{_moment(one.sent)}" for one in alert.references)),
            ("incidents", _quote(alert.incidents)),
        ],
    )
    for info in alert.infos:
        _write_info(root, info)
    return root


def sign_alert(root: etree._Element, key: EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    """The document with an enveloped signature (CAP 1.2 section 3.3.4.1; XML Signature, ECDSA with SHA-256)."""
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.ECDSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signed = signer.sign(root, key=key, cert=[certificate])
    return etree.tostring(signed, xml_declaration=True, encoding="utf-8")


def _write_info(root: etree._Element, info: Info) -> None:
    element = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _add(
        element,
        [
            ("language", info.language),
            *(("category", category) for category in info.categories),
            ("event", info.event),
            *(("responseType", kind) for kind in info.response_types),
            ("urgency", info.urgency),
            ("severity", info.severity),
            ("certainty", info.certainty),
            ("audience", info.audience),
        ],
    )
    _add_pairs(element, "eventCode", info.event_codes)
    _add(
        element,
        [
            ("effective", info.effective),
            ("onset", info.onset),
            ("expires", info.expires),
            ("senderName", info.sender_name),
            ("headline", info.headline),
            ("description", info.description),
            ("instruction", info.instruction),
            ("web", info.web),
            ("contact", info.contact),
        ],
    )
    _add_pairs(element, "parameter", info.parameters)
    for resource in info.resources:
        _add(etree.SubElement(element, f"{{{NAMESPACE}}}resource"), _list_resource(resource))
    for area in info.areas:
        _write_area(element, area)


def _list_resource(resource: Resource) -> Iterator[Part]:
    yield "resourceDesc", resource.description
    yield "mimeType", resource.mime_type
    yield "size", resource.size
    yield "uri", resource.uri
    yield "digest", resource.digest


def _write_area(info: etree._Element, area: Area) -> None:
    """CAP knows no holes: who stands in one is warned as well."""
    element = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    polygons = (" ".join(f"{latitude},{longitude}" for latitude, longitude in one.shell) for one in area.polygons)
    circles = (f"{one.latitude},{one.longitude} {one.radius_km}" for one in area.circles)
    _add(element, [("areaDesc", area.description)])
    _add(element, [("polygon", polygon) for polygon in polygons])
    _add(element, [("circle", circle) for circle in circles])
    _add_pairs(element, "geocode", ((code.scheme, code.value) for code in area.geocodes))
    _add(element, [("altitude", area.altitude), ("ceiling", area.ceiling)])


def _add_pairs(parent: etree._Element, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    for value_name, value in pairs:
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        etree.SubElement(element, f"{{{NAMESPACE}}}valueName").text = value_name
        etree.SubElement(element, f"{{{NAMESPACE}}}value").text = value


def _add(parent: etree._Element, parts: Iterable[Part]) -> None:
    for name, value in parts:
        if value is not None and value != "":
            text = _moment(value) if isinstance(value, datetime) else str(value)
            etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _moment(moment: datetime | None) -> str:
    """CAP 1.2 section 3.3.2: whole seconds, the offset as numbers, never `Z`."""
    return moment.replace(microsecond=0).isoformat() if moment else ""


def _quote(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in words)
