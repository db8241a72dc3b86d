"""The key that signs XML documents: ECDSA on P-256 with a certificate of its own making, beside the Ed25519 keys.

XML Signature's readers do not know Ed25519. Nobody vouches for the certificate: partners take it from the site once.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID
from django.conf import settings

from museion.core.signing.keys import UnusableKeyError

YEARS = 10


@dataclass(frozen=True, slots=True)
class CertifiedKey:
    private: EllipticCurvePrivateKey
    certificate: x509.Certificate


def get_certified_key() -> CertifiedKey:
    """Made when it is first needed. Raises `UnusableKeyError`."""
    path = _get_path()
    if not path.exists():
        _make(path)
    try:
        content = path.read_bytes()
        private = load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError, TypeError) as error:
        raise UnusableKeyError(f"The key {path} cannot be read: {error}") from error
    if not isinstance(private, EllipticCurvePrivateKey):
        raise UnusableKeyError(f"The key {path} is of another kind than ECDSA.")
    return CertifiedKey(private, certificate)


def write_certificate() -> bytes:
    """PEM, for partners to check signatures with."""
    return get_certified_key().certificate.public_bytes(Encoding.PEM)


def _make(path: Path) -> None:
    """Written beside and linked into place, so that of two processes one wins and none reads half a file."""
    private = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, settings.DEFAULT_FROM_EMAIL[:64])])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=365 * YEARS))
    certificate = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).sign(
        private, SHA256()
    )
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content + certificate.public_bytes(Encoding.PEM))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _get_path() -> Path:
    return Path(settings.HOME) / "keys" / "xml" / "ecdsa.pem"
