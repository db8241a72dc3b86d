"""Signed statements about a record (JSON Web Signature, RFC 7515, compact) and files that carry one of themselves.

A signed file ends with one comment line that PDF readers skip: the statement, which holds the SHA-256 of every byte before
it. So any change of the file, and anything put after it, is found, and nothing but the file and a public key is needed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from museion.core.signing.keys import SigningKey, decode, encode

MARK = b"\n%museion-seal "
PublicKeys = Mapping[str, Ed25519PublicKey]


class Finding(StrEnum):
    """What became of a proof. Only `GENUINE` proves anything."""

    GENUINE = "genuine"
    CHANGED = "changed"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Proof:
    """`statement`: what was signed; empty where no signature fits, for then it says nothing."""

    finding: Finding
    statement: dict[str, Any]
    key_id: str = ""


def sign(statement: Mapping[str, Any], key: SigningKey) -> str:
    header = {"alg": "EdDSA", "kid": key.id}
    signed = f"{encode(_write(header))}.{encode(_write(statement))}"
    return f"{signed}.{encode(key.private.sign(signed.encode()))}"


def check(text: str, keys: PublicKeys) -> Proof:
    """Of a statement alone, as the QR code on the paper holds it."""
    try:
        head, body, signature = text.strip().split(".")
        header, statement = orjson.loads(decode(head)), orjson.loads(decode(body))
        key_id, fits = str(header["kid"]), decode(signature)
        is_ours = header["alg"] == "EdDSA" and isinstance(statement, dict)
    except (ValueError, KeyError, TypeError):
        return Proof(Finding.UNSIGNED, {})
    if not is_ours:
        return Proof(Finding.UNSIGNED, {})
    if key_id not in keys:
        return Proof(Finding.UNKNOWN_KEY, {}, key_id)
    try:
        keys[key_id].verify(fits, f"{head}.{body}".encode())
    except InvalidSignature:
        return Proof(Finding.FORGED, {}, key_id)
    return Proof(Finding.GENUINE, statement, key_id)


def seal_file(content: bytes, statement: Mapping[str, Any], key: SigningKey) -> bytes:
    digest = hashlib.sha256(content).hexdigest()
    return content + MARK + sign({**statement, "sha256": digest}, key).encode() + b"\n"


def check_file(content: bytes, keys: PublicKeys) -> Proof:
    body, mark, line = content.rpartition(MARK)
    if not mark:
        return Proof(Finding.UNSIGNED, {})
    proof = check(line.decode("ascii", errors="replace"), keys)
    if proof.finding == Finding.GENUINE and not _is_whole(body, line, proof):
        return Proof(Finding.CHANGED, {}, proof.key_id)
    # A line that was damaged on the way is a changed file, not one without a signature.
    return Proof(Finding.CHANGED, {}, proof.key_id) if proof.finding == Finding.UNSIGNED else proof


def _is_whole(body: bytes, line: bytes, proof: Proof) -> bool:
    is_last = line.endswith(b"\n") and line.count(b"\n") == 1
    return is_last and proof.statement.get("sha256") == hashlib.sha256(body).hexdigest()


def _write(content: Mapping[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
