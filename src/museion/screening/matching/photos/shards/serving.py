"""One part of the index behind HTTP (WSGI), for the machines of one house: nothing without the token that they share.

| path | takes | gives |
| --- | --- | --- |
| `GET /state` | | how many photos, which generation, which descriptor |
| `POST /look` | a picture's pixels | what this part holds of the photos that may show the same |
| `POST /keys` | keys of objects, or none for all | the keys of their photos |
| `POST /change` | described photos, keys of photos that go | the new generation, once it is on the disk |
"""

import hmac
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Picture
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.index import open_index
from museion.screening.matching.photos.manifest import PhotoIndexBusyError, PhotoIndexError, read_manifest
from museion.screening.matching.photos.matcher import PhotoMatcher
from museion.screening.matching.photos.segments import KEY_BYTES
from museion.screening.matching.photos.shards.gathering import pick_found
from museion.screening.matching.photos.shards.wire import (
    WireError,
    list_arrays,
    read_keys,
    read_message,
    read_photos,
    read_segment,
    write_message,
)
from museion.screening.matching.photos.writer import open_writer

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Arrays = dict[str, NDArray[Any]]
MOST_BYTES = 256 << 20
_DIMENSIONS = 3


def make_application(folder: Path, token: str, *, embedder: Embedder | None = None) -> Application:
    """Raises `ValueError` for an empty token, which would let in whoever asks."""
    if not token:
        raise ValueError("a part of the index needs a token")
    return _Part(folder, token, embedder)


class _Part:
    def __init__(self, folder: Path, token: str, embedder: Embedder | None) -> None:
        self._folder, self._token, self._embedder = folder, token, embedder
        self._matcher = PhotoMatcher(folder, embedder=embedder)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        status, body = self._answer(environ)
        start_response(status, [("Content-Type", "application/octet-stream"), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: Environ) -> tuple[str, bytes]:
        given = str(environ.get("HTTP_AUTHORIZATION", ""))
        if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return "401 Unauthorized", b""
        answer = _ROUTES.get((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        if answer is None:
            return "404 Not Found", b""
        try:
            told, arrays = _read_body(environ)
            return "200 OK", answer(self, told, arrays)
        except (WireError, KeyError) as error:
            return "400 Bad Request", write_message({"error": str(error)})
        except PhotoIndexBusyError as error:
            return "503 Service Unavailable", write_message({"error": str(error)})
        except (PhotoIndexError, OSError) as error:
            return "500 Internal Server Error", write_message({"error": str(error)})

    def tell_state(self, told: dict[str, Any], arrays: Arrays) -> bytes:
        index = open_index(self._folder)
        descriptor = self._embedder.name if self._embedder else None
        state = {"photos": len(index), "generation": index.manifest.generation, "embedder": descriptor}
        return write_message(state)

    def look(self, told: dict[str, Any], arrays: Arrays) -> bytes:
        pixels = arrays["pixels"]
        if pixels.ndim != _DIMENSIONS or pixels.dtype != np.uint8:
            raise WireError("These are no pixels.")
        self._matcher.refresh()
        picture = Picture(pixels=pixels, sha256="", original_size=(pixels.shape[1], pixels.shape[0]))
        answer = self._matcher.screen([picture])
        state = {"photos": answer.registered_photos, "generation": answer.index_generation}
        return write_message(state, list_arrays(pick_found(open_index(self._folder), answer)))

    def list_keys(self, told: dict[str, Any], arrays: Arrays) -> bytes:
        is_for_all = "objects" in told and told["objects"] is None
        asked = [] if is_for_all else read_keys(told, "objects")
        wanted = None if is_for_all else np.array([key.encode() for key in asked], f"S{KEY_BYTES}")
        index = open_index(self._folder)
        keys: list[str] = []
        for part in index.parts:
            photos = part.segment.photos
            chosen = index.alive[part.first_row : part.first_row + len(photos)]
            if wanted is not None:
                chosen = chosen & np.isin(photos["object"], wanted)
            keys += [key.decode() for key in photos["photo"][chosen]]
        return write_message({"keys": keys})

    def change(self, told: dict[str, Any], arrays: Arrays) -> bytes:
        segment, gone = read_segment(arrays), read_keys(told, "gone")
        if segment is not None and (segment.vectors is None) != (self._embedder is None):
            raise WireError("These photos were described with another descriptor than this part's.")
        with open_writer(self._folder, embedder=self._embedder) as writer:
            for key in gone:
                writer.remove_photo(key)
            for photo in read_photos(segment) if segment is not None else ():
                writer.add_described(photo)
            writer.commit()
        return write_message({"generation": read_manifest(self._folder).generation})


_ROUTES: dict[tuple[str, str], Callable[[_Part, dict[str, Any], Arrays], bytes]] = {
    ("GET", "/state"): _Part.tell_state,
    ("POST", "/look"): _Part.look,
    ("POST", "/keys"): _Part.list_keys,
    ("POST", "/change"): _Part.change,
}


def _read_body(environ: Environ) -> tuple[dict[str, Any], Arrays]:
    if environ["REQUEST_METHOD"] == "GET":
        return {}, {}
    length = str(environ.get("CONTENT_LENGTH", ""))
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise WireError("The message has no length, or is too long.")
    return read_message(environ["wsgi.input"].read(int(length)))
