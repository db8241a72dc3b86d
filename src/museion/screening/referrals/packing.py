"""One ZIP file for a partner: `manifest.json` with the SHA-256 of every other file, `manifest.jws` that signs it, the files.

The same content gives the same bytes: files in order of their names, dated by the moment of the referral.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

MANIFEST = "manifest.json"
SIGNATURE = "manifest.jws"
FORM = "museion-referral/1"

Sign = Callable[[dict[str, str]], str]
"""Makes a JSON Web Signature of a statement."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends what to whom, why, and who may read it on."""

    case: str
    sender: str
    recipient: str
    purpose: str
    release_level: str
    sent_at: datetime


def pack(files: Mapping[str, bytes], envelope: Envelope, sign: Sign) -> bytes:
    manifest = write_json(describe_manifest(files, envelope))
    statement = {"case": envelope.case, "sha256": hashlib.sha256(manifest).hexdigest()}
    packed = {**files, MANIFEST: manifest, SIGNATURE: sign(statement).encode() + b"\n"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(packed):
            package.writestr(_make_entry(name, envelope.sent_at), packed[name])
    return out.getvalue()


def describe_manifest(files: Mapping[str, bytes], envelope: Envelope) -> dict[str, Any]:
    return {
        "form": FORM,
        "case": envelope.case,
        "sender": envelope.sender,
        "recipient": envelope.recipient,
        "purpose": envelope.purpose,
        "release_level": envelope.release_level,
        "sent_at": envelope.sent_at.astimezone(UTC).isoformat(timespec="seconds"),
        "files": [
            {"name": name, "bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
            for name in sorted(files)
        ],
    }


def write_json(content: Any) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS, default=str) + b"\n"


def write_json_lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(row, option=orjson.OPT_SORT_KEYS, default=str) + b"\n" for row in rows)


def _make_entry(name: str, at: datetime) -> zipfile.ZipInfo:
    moment = at.astimezone(UTC)
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
