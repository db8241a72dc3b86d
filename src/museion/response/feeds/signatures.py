"""Whether a signed alert was signed by somebody whose certificate is held (XML Signature, CAP 1.2 section 3.3.4.1)."""

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from lxml import etree
from signxml.exceptions import InvalidCertificate, InvalidDigest, InvalidInput, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from museion.response.feeds.alerts import Signature, SignatureState
from museion.response.feeds.xml import get_name, iterate_children

DSIG = "http://www.w3.org/2000/09/xmldsig#"


def check_signature(
    alert: etree._Element, *, document: bytes | None, certificates: Sequence[x509.Certificate] = ()
) -> Signature:
    """What the alert's signature is worth.

    `document` is the alert as it came where it came alone: canonical forms with comments need them. `certificates` are those
    of the publisher, given by whoever set up the feed; the one inside the message proves nothing.
    """
    signatures = [child for child in alert if child.tag == f"{{{DSIG}}}Signature"]
    if not signatures:
        return Signature()
    if not certificates:
        return Signature(SignatureState.UNVERIFIED, "no certificate of the publisher is held")
    signed = document if document is not None else etree.tostring(alert, with_tail=False)
    details = []
    for certificate in certificates:
        outcome = _verify(signed, certificate)
        if outcome.state is SignatureState.VERIFIED:
            return outcome
        details.append(outcome.detail)
    return Signature(SignatureState.BROKEN, "; ".join(dict.fromkeys(details)))


def _verify(signed: bytes, certificate: x509.Certificate) -> Signature:
    try:
        result = XMLVerifier().verify(signed, x509_cert=certificate, expect_config=SignatureConfiguration())
    except (SignXMLException, InvalidSignature, InvalidDigest, InvalidCertificate, InvalidInput, ValueError) as error:
        return Signature(SignatureState.BROKEN, str(error) or type(error).__name__)
    verified = result[0] if isinstance(result, list) else result
    # A signature over some other part of the document says nothing about the alert.
    if verified.signed_xml is None or get_name(verified.signed_xml) != "alert":
        return Signature(SignatureState.BROKEN, "the signature covers something else than the alert")
    if next(iterate_children(verified.signed_xml, "identifier"), None) is None:
        return Signature(SignatureState.BROKEN, "the signature covers an alert without an identifier")
    return Signature(SignatureState.VERIFIED, certificate.subject.rfc4514_string())
