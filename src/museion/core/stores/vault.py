"""A folder of sealed pieces: what is put in twice is kept once, and nobody reads or names a piece without the key.

A piece is compressed and encrypted (AES-256-GCM); its name is an HMAC-SHA256 of what it holds, so that names tell nothing
either. The folder may be copied anywhere by any tool: a piece never changes.
"""

import hashlib
import hmac
import os
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = 2
LEAST_KEY_LENGTH = 32
NOTE = "museion-backup.json"
_NONCE_BYTES = 12


class VaultError(Exception):
    """The folder is no vault, the key is not its key, or a piece is missing or damaged."""


@dataclass(slots=True)
class Vault:
    """`written`: bytes that were new since it was opened."""

    folder: Path
    naming: bytes
    sealing: bytes
    written: int = 0

    def put(self, content: bytes) -> str:
        """The name of the piece; costs nothing more where it is there already."""
        name = hmac.digest(self.naming, content, "sha256").hex()
        path = self._find(name)
        if not path.exists():
            nonce = secrets.token_bytes(_NONCE_BYTES)
            sealed = AESGCM(self.sealing).encrypt(nonce, zlib.compress(content, 3), name.encode())
            write_whole(path, nonce + sealed)
            self.written += len(nonce) + len(sealed)
        return name

    def get(self, name: str) -> bytes:
        path = self._find(name)
        try:
            sealed = path.read_bytes()
            content = zlib.decompress(
                AESGCM(self.sealing).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
            )
        except FileNotFoundError:
            raise VaultError(f"the piece {path} is missing; take it from a copy, or back up again") from None
        except (InvalidTag, ValueError, zlib.error):
            raise VaultError(
                f"the piece {path} is damaged; take it from a copy, or remove it and back up again"
            ) from None
        if hmac.digest(self.naming, content, "sha256").hex() != name:
            raise VaultError(f"the piece {name[:12]}… holds something else")
        return content

    def holds(self, name: str) -> bool:
        return self._find(name).exists()

    def iterate_names(self) -> Iterator[str]:
        return (path.name for path in self.folder.glob("pieces/*/*") if "." not in path.name)

    def remove(self, name: str) -> int:
        """Returns how many bytes became free."""
        path = self._find(name)
        size = path.stat().st_size
        path.unlink()
        return size

    def _find(self, name: str) -> Path:
        return self.folder / "pieces" / name[:2] / name


def open_vault(folder: Path, key: str, *, make: bool = False) -> Vault:
    """Raises `VaultError`. `make`: in a folder that is empty or not there yet."""
    if len(key.strip()) < LEAST_KEY_LENGTH:
        raise VaultError(f"the key has fewer than {LEAST_KEY_LENGTH} characters")
    note = folder / NOTE
    if make and not note.exists():
        if folder.exists() and any(folder.iterdir()):
            raise VaultError(f"{folder} holds something else")
        write_whole(note, orjson.dumps({"format": FORMAT, "salt": secrets.token_hex(16), "check": ""}))
    if not note.is_file():
        raise VaultError(f"{folder} is no folder of backups: it holds no {NOTE}")
    return _check(folder, key, note)


def write_whole(path: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _check(folder: Path, key: str, note: Path) -> Vault:
    try:
        told = orjson.loads(note.read_bytes())
        written, salt, known = told["format"], bytes.fromhex(told["salt"]), told["check"]
    except (ValueError, KeyError, TypeError):
        raise VaultError(f"{note} is damaged; take it from a copy") from None
    if written != FORMAT:
        raise VaultError(f"{folder} is of format {written}, which this version does not read")
    naming, sealing, check = _derive(key, salt)
    if not known:
        write_whole(note, orjson.dumps({**told, "check": check}))
    elif not hmac.compare_digest(known, check):
        raise VaultError("that is not the key of these backups")
    return Vault(folder, naming, sealing)


def _derive(key: str, salt: bytes) -> tuple[bytes, bytes, str]:
    """Keys for naming and for sealing, and what the key is known again by. The key is random, so no slow derivation is needed."""
    secret = key.strip().encode()
    parts = [HKDF(SHA256(), 32, salt, label).derive(secret) for label in (b"naming", b"sealing", b"check")]
    return parts[0], parts[1], hashlib.sha256(parts[2]).hexdigest()
