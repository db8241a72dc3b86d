"""Asking all parts of an index at once. A part that does not answer is an outage: what it holds would be missed without a word."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import urllib3
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Picture
from museion.screening.matching.photos.embedding import Embedder, EmbedderMissingError
from museion.screening.matching.photos.installed import open_named
from museion.screening.matching.photos.manifest import PhotoIndexError
from museion.screening.matching.photos.matches import PhotoAnswer
from museion.screening.matching.photos.segments import RegisteredPhoto, Segment, build_segment, merge_segments
from museion.screening.matching.photos.shards.gathering import GatheredMatcher
from museion.screening.matching.photos.shards.placing import choose_part
from museion.screening.matching.photos.shards.wire import (
    WireError,
    list_arrays,
    read_message,
    read_segment,
    write_message,
)

T = TypeVar("T")
_SECONDS = 60.0
_TRIES = 2
_OK = 200


class ShardUnavailableError(PhotoIndexError):
    """A part of the index does not answer."""


class ShardedPhotos:
    """`names`: the addresses of the parts; they decide what lies where, so a part keeps its address when its machine is replaced."""

    def __init__(self, names: Sequence[str], token: str) -> None:
        self._names = list(names)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._pool = urllib3.PoolManager(num_pools=len(self._names), maxsize=8, timeout=_SECONDS)

    def __len__(self) -> int:
        return sum(int(told["photos"]) for told, _ in self._ask_all("GET", "/state"))

    def get_generation(self) -> int:
        """Of all parts together: none of theirs ever falls."""
        return sum(int(told["generation"]) for told, _ in self._ask_all("GET", "/state"))

    def open_embedder(self) -> Embedder | None:
        """The descriptor that all parts were made with; vectors of two cannot be compared."""
        told = {told["embedder"] for told, _ in self._ask_all("GET", "/state")}
        if len(told) > 1:
            names = ", ".join(sorted(name or "none" for name in told))
            raise ShardUnavailableError(f"Parts of the photo index were made with different descriptors: {names}.")
        name = told.pop()
        try:
            return open_named(name) if name else None
        except EmbedderMissingError as error:
            raise ShardUnavailableError(f"Parts of the photo index need what this machine has not: {error}") from error

    def refresh(self) -> None:
        """Parts answer from what they hold now."""

    def screen(self, pictures: Sequence[Picture]) -> PhotoAnswer:
        """As `PhotoMatcher.screen`."""
        embedder = self.open_embedder()
        found: list[Segment] = []
        photos = generation = 0
        for picture in pictures:
            answers = self._ask_all("POST", "/look", write_message({}, {"pixels": picture.pixels}))
            found += [segment for _, arrays in answers if (segment := _read(arrays)) is not None]
            photos = sum(int(told["photos"]) for told, _ in answers)
            generation = sum(int(told["generation"]) for told, _ in answers)
        matcher = GatheredMatcher(_drop_doubles(found), generation=generation, embedder=embedder)
        return replace(matcher.screen(pictures), registered_photos=photos)

    def list_photo_keys(self, object_keys: Sequence[str] | None = None) -> set[str]:
        """The photos registered under these objects, or all."""
        objects = None if object_keys is None else list(object_keys)
        answers = self._ask_all("POST", "/keys", write_message({"objects": objects}))
        return {str(key) for told, _ in answers for key in told["keys"]}

    def change(self, photos: Iterable[RegisteredPhoto], *, gone: Sequence[str] = ()) -> None:
        """Each photo goes to its object's part; keys that are gone are told to all. Twice does what once does."""
        by_part: dict[int, list[RegisteredPhoto]] = {}
        for photo in photos:
            by_part.setdefault(choose_part(photo.object_key, self._names), []).append(photo)

        def send(place: int) -> None:
            held = by_part.get(place, [])
            if held or gone:
                segment = build_segment(held) if held else None
                self._ask(place, "POST", "/change", write_message({"gone": list(gone)}, list_arrays(segment)))

        self._each(send)

    def _ask_all(
        self, method: str, path: str, body: bytes | None = None
    ) -> list[tuple[dict[str, Any], dict[str, NDArray[Any]]]]:
        return self._each(lambda place: self._ask(place, method, path, body))

    def _each(self, call: Callable[[int], T]) -> list[T]:
        with ThreadPoolExecutor(max_workers=len(self._names)) as threads:
            return list(threads.map(call, range(len(self._names))))

    def _ask(
        self, place: int, method: str, path: str, body: bytes | None = None
    ) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        name = self._names[place]
        try:
            answer = self._pool.request(
                method, f"{name}{path}", body=body, headers=self._headers, retries=urllib3.Retry(_TRIES, redirect=0)
            )
            if answer.status != _OK:
                raise ShardUnavailableError(f"Part {name} of the photo index answers {answer.status}.")
            return read_message(answer.data)
        except (urllib3.exceptions.HTTPError, WireError) as error:
            raise ShardUnavailableError(f"Part {name} of the photo index does not answer.") from error


def _read(arrays: dict[str, NDArray[Any]]) -> Segment | None:
    segment = read_segment(arrays)
    return segment if segment is not None and len(segment) else None


def _drop_doubles(segments: Sequence[Segment]) -> list[Segment]:
    """A photo that two of the pictures brought, or that two parts hold while an index is being laid out anew, counts once."""
    seen: set[bytes] = set()
    kept: list[Segment] = []
    for segment in segments:
        alive = [key not in seen for key in segment.photos["photo"].tolist()]
        seen.update(segment.photos["photo"].tolist())
        if all(alive):
            kept.append(segment)
        elif any(alive):
            kept.append(_take(segment, alive))
    return kept


def _take(segment: Segment, alive: Sequence[bool]) -> Segment:
    return merge_segments([(segment, np.array(alive, bool))])
