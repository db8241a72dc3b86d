"""The site's signing keys: Ed25519 (RFC 8032), in `MUSEION_HOME/keys`, published as a JSON Web Key Set (RFC 7517, RFC 8037).

Do not delete an old key: what it signed could no longer be proved. The newest signs.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

_SUFFIX = ".pem"


class UnusableKeyError(Exception):
    """A key file is there and cannot be read; signing with another one would hide that."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`id`: the beginning of the SHA-256 of the public key, so it names the key and nothing else."""

    id: str
    private: Ed25519PrivateKey


def get_signing_key() -> SigningKey:
    """The newest key of this home; the first one is made when it is first needed."""
    paths = sorted(_get_folder().glob(f"*{_SUFFIX}"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    return _read(paths[-1]) if paths else _make()


def list_public_keys() -> dict[str, Ed25519PublicKey]:
    """By their ids: every key that ever signed here."""
    keys = map(_read, sorted(_get_folder().glob(f"*{_SUFFIX}")))
    return {key.id: key.private.public_key() for key in keys}


def describe_key_set() -> dict[str, list[dict[str, str]]]:
    """What is published, for anybody to check signatures with."""
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": name, "x": encode(_get_raw(key))}
            for name, key in list_public_keys().items()
        ]
    }


def read_key_set(published: dict[str, list[dict[str, str]]]) -> dict[str, Ed25519PublicKey]:
    """Keys as another site published them. Raises `ValueError` for what is no key set."""
    try:
        entries = [entry for entry in published["keys"] if entry.get("crv") == "Ed25519"]
        return {entry["kid"]: Ed25519PublicKey.from_public_bytes(decode(entry["x"])) for entry in entries}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no JSON Web Key Set") from error


def encode(content: bytes) -> str:
    """Base64 as RFC 7515 writes it: for addresses, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises `ValueError` for what is no base64, or not as `encode` writes it: spare bits of the last letter may not differ."""
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encode(content) != text:
        raise ValueError("this base64 has bits to spare that are not zero")
    return content


def _make() -> SigningKey:
    private = Ed25519PrivateKey.generate()
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder = _get_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{_name(private)}{_SUFFIX}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return SigningKey(path.stem, private)


def _read(path: Path) -> SigningKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKeyError(f"The signing key {path} cannot be read: {error}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise UnusableKeyError(f"The signing key {path} is of another kind than Ed25519.")
    return SigningKey(_name(private), private)


def _name(private: Ed25519PrivateKey) -> str:
    return hashlib.sha256(_get_raw(private.public_key())).hexdigest()[:16]


def _get_raw(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _get_folder() -> Path:
    return Path(settings.HOME) / "keys"
