"""What a run asks: words and photos against everything that is sought, cut to what the asker may see.

Answers are checked against the table once more, so a loss that was withdrawn a moment ago is not named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TypedDict

from django.conf import settings
from django.db.models import Exists, Max, OuterRef

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.core.outbox import count_waiting
from museion.screening.matching.photos import PhotoAnswer, Picture
from museion.screening.matching.texts.matcher import TextMatch, match_text
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.scoring import get_text_model
from museion.screening.models import LossPhotograph, LossRecord
from museion.screening.registers.keeping import PHOTOS, TEXTS, get_sought, is_sought, open_texts
from museion.screening.registers.parts import get_generation, list_registered, open_photos
from museion.screening.registers.photos import split_photo_key

NAME = "loss register"
# Some of the best may be hidden from the asker.
_SPARE = 20
_AT_ONCE = 500


class Edition(TypedDict):
    """Which state of the register answered, and how much of it the asker may read of. `waiting`: changes that are not in it yet."""

    name: str
    count: int
    with_photos: int
    checksum: str
    as_of: str
    waiting: int


class Registers:
    """The registers of one home, open for as long as the process lives; every question takes up what changed."""

    def __init__(self) -> None:
        self._texts = open_texts()
        self._photos = open_photos()

    def match_text(self, asked: ObjectText, *, viewer: Viewer = PUBLIC_VIEWER, limit: int = 10) -> list[TextMatch]:
        """The losses most probably meant, best first."""
        self._texts.refresh()
        matches = match_text(asked, self._texts, get_text_model(), limit=limit + _SPARE)
        visible = find_visible((match.id for match in matches), viewer)
        return [match for match in matches if match.id in visible][:limit]

    def screen_photos(self, pictures: Sequence[Picture], *, viewer: Viewer = PUBLIC_VIEWER) -> PhotoAnswer:
        """The whole answer: look-alikes too, and which photos could not be compared."""
        self._photos.refresh()
        answer = self._photos.screen(pictures)
        visible = find_visible((match.object_key for match in (*answer.matches, *answer.look_alikes)), viewer)
        return replace(
            answer,
            matches=tuple(match for match in answer.matches if match.object_key in visible),
            look_alikes=tuple(match for match in answer.look_alikes if match.object_key in visible),
        )

    def edition(self, viewer: Viewer = PUBLIC_VIEWER) -> Edition:
        self._texts.refresh()
        changed, generation = LossRecord.objects.aggregate(at=Max("changed_at"))["at"], get_generation()
        readable, readable_pictured = _count_readable(viewer, settings.HOME, (changed, generation))
        return Edition(
            name=NAME,
            count=min(readable, self._texts.statistics.count),
            with_photos=min(readable_pictured, _count_pictured(settings.HOME, generation)),
            checksum=self._texts.statistics.checksum.hexdigest,
            as_of=self._texts.as_of,
            waiting=count_waiting(TEXTS, PHOTOS),
        )


@lru_cache(maxsize=64)
def _count_readable(viewer: Viewer, _home: str, _state: tuple[datetime | None, int]) -> tuple[int, int]:
    """Losses that are sought, and those of them with photographs: counted again when one was written."""
    rows = get_sought().visible_to(viewer)
    pictured = LossPhotograph.objects.filter(loss_id=OuterRef("pk"))
    return rows.count(), rows.filter(Exists(pictured)).count()


@lru_cache(maxsize=2)
def _count_pictured(_home: str, _generation: int) -> int:
    """However few the asker may read of, what an index does not hold yet was not compared."""
    return len({split_photo_key(key)[0] for key in list_registered()})


def find_visible(keys: Iterable[str], viewer: Viewer) -> set[str]:
    """Those of these losses that are sought at this moment and that the viewer may read of."""
    held = list(dict.fromkeys(keys))
    return {
        key
        for start in range(0, len(held), _AT_ONCE)
        for key, status, access, scope_key, withdrawn_at in LossRecord.objects.filter(
            key__in=held[start : start + _AT_ONCE]
        ).values_list("key", "status", "access", "scope_key", "withdrawn_at")
        if is_sought(status, withdrawn_at) and viewer.sees(access, scope_key)
    }


def get_registers() -> Registers:
    """One for the process and home."""
    return _open_registers(str(settings.HOME))


def close_registers() -> None:
    """For a process that goes on with another home, or with registers that were made anew."""
    _open_registers.cache_clear()


@lru_cache(maxsize=2)
def _open_registers(home: str) -> Registers:
    return Registers()
