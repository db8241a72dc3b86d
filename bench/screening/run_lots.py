"""The losses and lots of `bench.screening.runs`, and what became of them."""

import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from django.utils import timezone

from bench.screening.growth import describe_pool, write_replicas
from bench.screening.pictures import load, split_pictures
from bench.screening.red_list_records import make_records, read_types
from bench.screening.text_records import make_question, split_register
from bench.screening.text_setting import make_vocabulary
from bench.screening.transforms import TRANSFORMS
from bench.table import print_table
from museion.core.access import make_operator
from museion.core.outbox import HANDLERS, drain
from museion.core.saving import Draft
from museion.core.schema import create_all_tables, is_empty
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.pictures import keep_picture
from museion.screening.actions.batches import Asked, make_screenings
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.actions.losses import save_losses
from museion.screening.matching.texts.records import ObjectText
from museion.screening.models import LossRecord, Screening
from museion.screening.red_lists.loading import load_red_lists
from museion.screening.registers import keeping
from museion.screening.registers.parts import get_photos_folder
from museion.screening.runs.questions import Question

SEED, BATCH = 5, 1_000
PICTURED, COPIED = 120, 12
SHOWN_AS = ("crop50", "persp10", "phone", "screenshot", "rot20", "glare")


@dataclass(frozen=True, slots=True)
class Lot:
    """`lost`: the key of the loss that it is, where it is one."""

    question: Question
    lost: str = ""


def measure(home: Path, *, losses: int, lots: int, photo_lots: int) -> None:
    chance = random.Random(SEED)
    register, rest = split_register(losses, chance)
    keys = fill(home, register)
    texts = list(_make_text_lots(register, rest, keys, lots, chance))
    photos = list(_make_photo_lots(register, rest, keys, photo_lots, chance))
    rows = [_ask(name, held) for name, held in (("words", texts), ("words and a photo", photos)) if held]
    headings = (
        "lots",
        "count",
        "seconds",
        "CPU s",
        "ms CPU each",
        "named %",
        "first %",
        "probable %",
        "probable falsely",
    )
    print_table(headings, rows)
    print_table(
        ("kinds and classes", "fall by rule", "said: falls", "right", "missed", "value class below its limits"),
        [["made records", *_ask_kinds(lots, chance)]],
    )


def fill(home: Path, register: Sequence[ObjectText]) -> list[str]:
    """The keys of the losses, in the order of the records. A home that is filled already is taken as it is."""
    if is_empty():
        create_all_tables()
    actor, now = make_operator(), timezone.now()
    if not LossRecord.objects.exists():
        load_red_lists(actor=actor, at=now)
        for start in range(0, len(register), BATCH):
            save_losses([_draft(record) for record in register[start : start + BATCH]], actor=actor, at=now)
        keys = list(LossRecord.objects.order_by("id").values_list("key", flat=True))
        write_replicas(get_photos_folder(), describe_pool(COPIED), len(keys), keys=keys[PICTURED:])
        numbers = LossRecord.objects.order_by("id").values_list("id", flat=True)[:PICTURED]
        shown = zip(numbers, split_pictures().asked, strict=False)
        attach_loss_photographs(
            [NewPhotograph(number, keep_picture(path.read_bytes())) for number, path in shown], actor=actor, at=now
        )
        while sum(drain(topic) for topic in (keeping.TEXTS, keeping.PHOTOS) if topic in HANDLERS):
            pass
    return list(LossRecord.objects.order_by("id").values_list("key", flat=True))


def _draft(record: ObjectText) -> Draft:
    years = record.years
    return Draft(
        {
            "source": "bench",
            "source_id": record.id,
            "title": {"und": record.title},
            "object_type": {"und": record.object_type} if record.object_type else {},
            "materials_techniques": {"und": record.materials} if record.materials else {},
            "makers": [{"name": name} for name in record.makers],
            "measurements": [
                {"dimension": "", "value": side / 10, "unit": "cm", "normalised": side} for side in record.measurements
            ],
            "inscriptions_markings": [{"text": text} for text in record.inscriptions],
            "date_earliest": years[0] * 10_000 + 101 if years and years[0] > 0 else None,
            "date_latest": years[1] * 10_000 + 1231 if years and years[1] > 0 else None,
        }
    )


def _make_text_lots(
    register: Sequence[ObjectText], rest: Sequence[ObjectText], keys: Sequence[str], count: int, chance: random.Random
) -> Iterator[Lot]:
    vocabulary = make_vocabulary()
    for place in chance.sample(range(len(register)), count // 2):
        if asked := make_question("lot_blob", register[place], vocabulary, chance):
            yield Lot(Question(text=asked.text), keys[place])
    for record in rest[: count - count // 2]:
        if asked := make_question("lot_blob", record, vocabulary, chance):
            yield Lot(Question(text=asked.text))


def _make_photo_lots(
    register: Sequence[ObjectText], rest: Sequence[ObjectText], keys: Sequence[str], count: int, chance: random.Random
) -> Iterator[Lot]:
    """A photo of a lost object beside its words, and photos that nobody registered beside the words of others."""
    vocabulary, split, rng = make_vocabulary(), split_pictures(), np.random.default_rng(SEED)
    for number in range(count):
        place = number // 2 % PICTURED
        is_lost = number % 2 == 0
        path = split.asked[place] if is_lost else split.unknown[place % len(split.unknown)]
        pixels = TRANSFORMS[SHOWN_AS[number % len(SHOWN_AS)]](load(path).pixels, rng)
        photo = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()
        record = register[place] if is_lost else rest[-1 - number]
        asked = make_question("lot_blob", record, vocabulary, chance)
        yield Lot(Question(text=asked.text if asked else "", photos=(photo,)), keys[place] if is_lost else "")


def _ask(name: str, lots: Sequence[Lot]) -> list[object]:
    started, worked = time.perf_counter(), _read_cpu()
    questions = [lot.question for lot in lots]
    answers = list(make_screenings(questions, actor=make_operator(), clock=timezone.now, is_remembered=False))
    seconds, cpu = time.perf_counter() - started, _read_cpu() - worked
    held = [(lot.lost, _list_matches(answer)) for lot, answer in zip(lots, answers, strict=True)]
    lost = [(key, matches) for key, matches in held if key]
    sure = ("urgent", "probable")
    named = np.mean([key in [match.loss.key for match in matches] for key, matches in lost])
    first = np.mean([bool(matches) and matches[0].loss.key == key for key, matches in lost])
    probable = np.mean([any(m.loss.key == key and m.verdict in sure for m in matches) for key, matches in lost])
    false = sum(any(match.verdict in sure for match in matches) for key, matches in held if not key)
    others = len(held) - len(lost)
    return [
        name,
        len(lots),
        seconds,
        cpu,
        1000 * cpu / len(lots),
        100 * named,
        100 * first,
        100 * probable,
        f"{false} of {others}",
    ]


def _list_matches(answer: Asked) -> list[Any]:
    return list(answer.outcome.matches.select_related("loss")) if isinstance(answer.outcome, Screening) else []


def _read_cpu() -> float:
    """Of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _ask_kinds(count: int, chance: random.Random) -> list[object]:
    """Made records through the whole run: the kinds that it says, and Part C of the regulation, which asks for 18,000 euros."""
    types = read_types()
    names = {each.key: each.names["en"] for each in types}
    records = list(make_records(types, count, chance))
    questions = [_make_fields(record.description, "17999") for record in records]
    answers = list(make_screenings(questions, actor=make_operator(), clock=timezone.now, is_remembered=False))
    due = said = right = missed = below = 0
    for record, answer in zip(records, answers, strict=True):
        if not isinstance(answer.outcome, Screening):
            continue
        told = {entry["title"]: entry["answer"] for entry in answer.outcome.red_list}
        wanted = {names[key] for key in record.falls}
        falls = {title for title, value in told.items() if value == "falls"}
        due, said, right = due + len(wanted), said + len(falls), right + len(falls & wanted)
        missed += len(wanted - told.keys())
        below += any(entry["code"] == "eu-2019-880-c" for entry in answer.outcome.legal)
    return [due, said, right, missed, below]


def _make_fields(described: Any, value: str) -> Question:
    fields = {
        "object_type": described.object_type,
        "materials_techniques": described.materials,
        "place_of_origin_discovery": described.places,
        "maker": described.culture,
        "date_period": described.period,
        "value_eur": value,
    }
    return Question({name: text for name, text in fields.items() if text})
