"""A work or archive unit with its files as a BagIt bag (RFC 8493), in a ZIP: data, checksums, and the record beside them."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date

from museion.library.actions.files import get_store
from museion.library.models import LibraryFile

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def make_bag(name: str, files: Sequence[LibraryFile], records: dict[str, bytes], *, made: date, source: str) -> bytes:
    """`records`: the description by file name, such as `w….json`. The same content gives the same bytes."""
    payload: dict[str, bytes] = {f"data/{path}": content for path, content in records.items()}
    for file in files:
        payload[f"data/{file.key}-{_clean(file.original_name)}"] = get_store().read(file.file_name)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _write_info(payload, name, made, source),
        "manifest-sha256.txt": _write_manifest(payload),
    }
    tags["tagmanifest-sha256.txt"] = _write_manifest(tags)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted({**tags, **payload}.items()):
            archive.writestr(zipfile.ZipInfo(f"{name}/{path}", _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_manifest(members: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {_encode(path)}\n" for path, content in sorted(members.items()))
    return "".join(lines).encode()


def _write_info(payload: dict[str, bytes], name: str, made: date, source: str) -> bytes:
    size = sum(map(len, payload.values()))
    facts = {
        "Source-Organization": source,
        "External-Identifier": name,
        "Bagging-Date": made.isoformat(),
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    return "".join(f"{key}: {value}\n" for key, value in facts.items()).encode()


def _encode(path: str) -> str:
    """RFC 8493, 2.1.3: line ends and percent signs in paths are written as percent codes."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _clean(name: str) -> str:
    return "".join("_" if character in '/\\\n\r\t:*?"<>|' else character for character in name).lstrip(".") or "file"
