"""Signed alerts: verified only by a certificate that was given beforehand."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod
from signxml.signer import XMLSigner

from museion.response.feeds.alerts import Signature, SignatureState
from museion.response.feeds.reader import read_feed
from museion.response.tests.alerts_in_words import RECEIVED, write_alert


def make_certificate(key: EllipticCurvePrivateKey, name: str) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )


@pytest.fixture(scope="module")
def authority() -> tuple[EllipticCurvePrivateKey, x509.Certificate]:
    key = generate_private_key(SECP256R1())
    return key, make_certificate(key, "Météo (invented)")


@pytest.fixture(scope="module")
def signed(authority: tuple[EllipticCurvePrivateKey, x509.Certificate]) -> bytes:
    key, certificate = authority
    signer = XMLSigner(method=SignatureConstructionMethod.enveloped, signature_algorithm="ecdsa-sha256")
    return etree.tostring(signer.sign(etree.fromstring(write_alert()), key=key, cert=[certificate]))


def read_signature(content: bytes, *certificates: x509.Certificate) -> Signature:
    (alert,) = read_feed(content, received_at=RECEIVED, certificates=certificates).alerts
    return alert.signature


def test_a_signature_by_the_given_certificate_is_verified(authority, signed: bytes) -> None:
    signature = read_signature(signed, authority[1])
    assert signature.state is SignatureState.VERIFIED
    assert "invented" in signature.detail


def test_the_certificate_inside_the_message_proves_nothing(signed: bytes) -> None:
    assert read_signature(signed).state is SignatureState.UNVERIFIED


def test_a_word_changed_after_signing_breaks_it(authority, signed: bytes) -> None:
    assert read_signature(signed.replace(b"Inondation", b"Inondatiom"), authority[1]).state is SignatureState.BROKEN


def test_another_authority_s_certificate_does_not_verify_it(signed: bytes) -> None:
    other = make_certificate(generate_private_key(SECP256R1()), "Other")
    assert read_signature(signed, other).state is SignatureState.BROKEN


def test_one_of_several_certificates_is_enough(authority, signed: bytes) -> None:
    other = make_certificate(generate_private_key(SECP256R1()), "Other")
    assert read_signature(signed, other, authority[1]).state is SignatureState.VERIFIED


def test_a_signed_alert_inside_a_feed_is_verified_too(authority, signed: bytes) -> None:
    feed = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="text/xml">'
        + signed
        + b"</content></entry></feed>"
    )
    assert read_signature(feed, authority[1]).state is SignatureState.VERIFIED


def test_an_unsigned_alert_is_unsigned_whatever_is_held(authority) -> None:
    assert read_signature(write_alert(), authority[1]).state is SignatureState.UNSIGNED
