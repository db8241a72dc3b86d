"""One run up to where rows are written: read the question, look at every register, keep what each said.

Nothing here writes but the store of files, so a pool of processes can do it for a whole catalogue.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.screening.matching.photos import PhotoAnswer, PhotoMatch, UnusableReason
from museion.screening.matching.texts.matcher import TextMatch
from museion.screening.matching.texts.reading import complete
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import SHORTLIST
from museion.screening.matching.texts.scoring import get_text_model
from museion.screening.models import LossRecord
from museion.screening.queries.looted_sites import SiteState, get_site_state
from museion.screening.queries.red_lists import RedListState, get_red_list_state
from museion.screening.registers.asking import Registers, get_registers
from museion.screening.registers.words import COLUMNS, describe_values
from museion.screening.runs.looks import Subject, take_looks
from museion.screening.runs.photos import AskedPhoto, read_photos
from museion.screening.runs.questions import (
    LONGEST_TEXT,
    Problem,
    Question,
    UnusableQuestionError,
    read_fields,
    tell_problem,
)
from museion.screening.runs.registry import CUSTODY_LOOKS, LEGAL_LOOKS, RED_LIST_LOOKS, SITE_LOOKS

MOST_MATCHES = 10


@dataclass(slots=True)
class Examined:
    """What the looks found, before it is weighed together; of the question, all but the photos' bytes. `none`: the text matcher's score of "not in the register"."""

    question: Question
    subject: LossRecord
    problems: list[Problem]
    texts: dict[str, TextMatch] = field(default_factory=dict)
    photos: dict[str, PhotoMatch] = field(default_factory=dict)
    asked_photos: list[tuple[int, str, str]] = field(default_factory=list)
    """Number, SHA-256 as it came, name in the store; in the order in which the matcher counts them."""

    none: float = 0.0
    editions: list[dict[str, Any]] = field(default_factory=list)
    red_list: list[dict[str, Any]] = field(default_factory=list)
    sites: list[dict[str, Any]] = field(default_factory=list)
    legal: list[dict[str, Any]] = field(default_factory=list)
    custody: list[dict[str, Any]] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def word_fingerprint(self) -> list[str]:
        """Of everything that was asked in words; none where nothing was."""
        if not self.question.fields and not self.question.text.strip():
            return []
        content = orjson.dumps(
            [dict(self.question.fields), self.question.text], option=orjson.OPT_SORT_KEYS, default=str
        )
        return [hashlib.sha256(content).hexdigest()]

    @property
    def file_names(self) -> dict[int, str]:
        return {place: name for place, (_number, _digest, name) in enumerate(self.asked_photos)}


def examine(
    question: Question,
    *,
    viewer: Viewer = PUBLIC_VIEWER,
    language: str = "en",
    red_lists: RedListState | None = None,
    sites: SiteState | None = None,
) -> Examined:
    """Raises `UnusableQuestionError` where nothing is left to ask. `red_lists`, `sites`: for who asks many, one look at their state."""
    reading = read_fields(question.fields)
    text = question.text.strip()[:LONGEST_TEXT]
    photos, refused = read_photos(question.photos)
    examined = Examined(
        replace(question, photos=()), reading.subject, [*question.problems, *reading.problems, *refused]
    )
    asked = describe_question(reading.subject, text)
    has_words = asked != ObjectText()
    if not has_words and not photos:
        raise UnusableQuestionError(_say_empty(examined.problems))
    registers, kinds, sites = get_registers(), red_lists or get_red_list_state(), sites or get_site_state()
    examined.editions = [dict(registers.edition(viewer)), kinds.describe(), sites.describe(viewer)]
    if has_words:
        _look_at_words(registers, asked, examined, viewer, limit=SHORTLIST if photos else MOST_MATCHES)
    if photos:
        _look_at_photos(registers, photos, examined, viewer)
    subject = Subject(reading.subject, text, reading.value_eur, language, kinds, sites, viewer)
    examined.red_list = take_looks(RED_LIST_LOOKS, subject)
    examined.sites = take_looks(SITE_LOOKS, subject)
    examined.legal = take_looks(LEGAL_LOOKS, subject)
    examined.custody = take_looks(CUSTODY_LOOKS, subject)
    return examined


def examine_all(
    questions: Iterable[Question | UnusableQuestionError], *, viewer: Viewer, language: str
) -> list[Examined | UnusableQuestionError]:
    """In order; one that cannot be asked costs only itself."""
    states = get_red_list_state(), get_site_state()
    with translation.override(language):
        return [_try_to_examine(question, viewer, language, *states) for question in questions]


def _try_to_examine(
    question: Question | UnusableQuestionError, viewer: Viewer, language: str, kinds: RedListState, sites: SiteState
) -> Examined | UnusableQuestionError:
    if isinstance(question, UnusableQuestionError):
        return question
    try:
        return examine(question, viewer=viewer, language=language, red_lists=kinds, sites=sites)
    except UnusableQuestionError as error:
        return error


def describe_question(subject: LossRecord, text: str) -> ObjectText:
    values = {name: getattr(subject, name) for name in COLUMNS}
    return complete(describe_values(values, text=text))


def _look_at_words(registers: Registers, asked: ObjectText, examined: Examined, viewer: Viewer, limit: int) -> None:
    model = get_text_model()
    found = registers.match_text(asked, viewer=viewer, limit=limit)
    examined.texts = {match.id: match for match in found}
    count = examined.editions[0]["count"]
    examined.none = model.none + model.per_log_count * math.log(max(count, 1) / model.fitted_count)
    examined.parameters["text"] = {"model": model.version, "none": round(examined.none, 4)}
    if count:
        examined.parameters["text"]["candidates"] = len(found)
    if count and not found:
        told = _("No word, size or date of it occurs in the register, so words could not be compared.")
        examined.problems.append(Problem("text", "", told))


def _look_at_photos(registers: Registers, photos: Sequence[AskedPhoto], examined: Examined, viewer: Viewer) -> None:
    answer = registers.screen_photos([photo.picture for photo in photos], viewer=viewer)
    examined.asked_photos = [(photo.number, photo.sha256, photo.file_name) for photo in photos]
    examined.photos = {match.object_key: match for match in (*answer.matches, *answer.look_alikes)}
    examined.parameters["photo"] = {
        "calibration": answer.calibration_version,
        "descriptor": answer.embedder,
        "generation": answer.index_generation,
        "unusable": len(answer.unusable),
    }
    examined.problems += _tell_unusable(answer, photos)


def _tell_unusable(answer: PhotoAnswer, photos: Sequence[AskedPhoto]) -> Iterator[Problem]:
    for unusable in answer.unusable:
        number = photos[unusable.query_number].number
        if unusable.reason == UnusableReason.BLANK:
            told = _(
                "The photo shows nothing that could be compared: it is blank. This is not a search without a find."
            )
        else:
            told = _("The photo shows too little that could be compared. This is not a search without a find.")
        yield Problem("photo", str(number), told)


def _say_empty(problems: Sequence[Problem]) -> str:
    if problems:
        return " ".join(tell_problem(problem.describe()) for problem in problems)
    return _("Ask with at least one photo, a text, or a field of Object ID.")
