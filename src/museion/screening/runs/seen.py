"""Everything that was asked about before, as registers of its own, so that a new loss finds what was seen already.

Entries are lots (`lot-12`) and single runs (their key). Do not answer a question from here: it names what others asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.conf import settings

from museion.core.outbox import Announcement, announce
from museion.heritage.pictures import find_picture
from museion.screening.matching.photos import PhotoMatcher, Picture, PictureError, decode_picture
from museion.screening.matching.photos.describing import PhotoFile
from museion.screening.matching.texts.matcher import match_text
from museion.screening.matching.texts.reading import complete
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.scoring import get_text_model
from museion.screening.models import LossRecord, Lot, Screening
from museion.screening.registers.photos import choose_embedder, make_photo_file, replace_photos
from museion.screening.registers.words import COLUMNS, describe_loss, describe_values, get_canon
from museion.screening.runs.questions import UnusableQuestionError, read_fields

TOPIC = "seen"
LOT, RUN = "seen_lot", "seen_run"
"""What is announced in the topic: a lot's number, a run's key."""

LEAST_PROBABILITY = 0.1
"""Words that fit less are not worth asking again; a photo counts from where it is possible."""
MOST_FOUND = 20
_LOT_PREFIX = "lot-"


def keep_seen(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: these lots and runs as they were last asked."""
    numbers = [int(each.key) for each in announcements if each.kind == LOT]
    keys = [each.key for each in announcements if each.kind == RUN]
    lots = [(f"{_LOT_PREFIX}{lot.id}", lot.fields, lot.text, lot.photos) for lot in Lot.objects.filter(id__in=numbers)]
    runs = [
        (run.key, run.asked["fields"], run.asked["text"], run.asked["photos"])
        for run in Screening.objects.current().filter(key__in=keys)
    ]
    entries = lots + runs
    texts = [_describe(name, fields, text) for name, fields, text, _ in entries]
    TextRegister(_get_folder("texts"), get_canon()).change(filter(None, texts))
    photos = [photo for name, _, _, file_names in entries for photo in _find_photos(name, file_names)]
    replace_photos(_get_folder("photos"), [name for name, *_ in entries], photos)


def promise_anew() -> None:
    """For a home without these registers, such as a restored one: the worker fills them from the table."""
    if is_anything_seen():
        return
    lots = Lot.objects.filter(screening__isnull=False).values_list("id", flat=True)
    announce(LOT, map(str, lots.iterator()), topics=[TOPIC])
    announce(RUN, Screening.objects.current().values_list("key", flat=True).iterator(), topics=[TOPIC])


def is_anything_seen() -> bool:
    return _get_folder("texts").is_dir()


def find_seen(losses: Iterable[LossRecord]) -> tuple[set[int], set[str]]:
    """Numbers of lots and keys of runs that asked about something that may be one of these losses."""
    found: set[str] = set()
    texts = TextRegister(_get_folder("texts"), get_canon())
    matcher = PhotoMatcher(_get_folder("photos"), embedder=choose_embedder(_get_folder("photos")))
    for loss in losses:
        matches = match_text(describe_loss(loss), texts, get_text_model(), limit=MOST_FOUND)
        found.update(match.id for match in matches if match.probability >= LEAST_PROBABILITY)
        pictures = [picture for path in _list_photos(loss) if (picture := _open(path))]
        if pictures:
            found.update(match.object_key for match in matcher.screen(pictures).matches)
    lots = {int(name.removeprefix(_LOT_PREFIX)) for name in found if name.startswith(_LOT_PREFIX)}
    return lots, {name for name in found if not name.startswith(_LOT_PREFIX)}


def _describe(name: str, fields: dict[str, object], text: str) -> ObjectText | None:
    try:
        subject = read_fields(fields).subject
    except UnusableQuestionError:
        return None
    values = {column: getattr(subject, column) for column in COLUMNS}
    return complete(describe_values(values, key=name, text=text))


def _find_photos(name: str, file_names: Iterable[str]) -> Iterator[PhotoFile]:
    for file_name in file_names:
        path = find_picture(file_name)
        if path:
            yield make_photo_file(name, path)


def _list_photos(loss: LossRecord) -> list[Path]:
    return [path for photograph in loss.photographs.all() if (path := find_picture(photograph.file_name))]


def _open(path: Path) -> Picture | None:
    try:
        return decode_picture(path)
    except PictureError:
        return None


def _get_folder(name: str) -> Path:
    return Path(settings.HOME) / "screening" / "seen" / name
