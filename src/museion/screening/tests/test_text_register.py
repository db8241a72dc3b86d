"""The register of words: changed record by record, whole after a crash, the same for every process that reads it."""

import multiprocessing
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.screening.matching.texts.canon import make_canon
from museion.screening.matching.texts.checksums import SetChecksum
from museion.screening.matching.texts.matcher import match_text
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.scoring import get_text_model

CANON = make_canon({"vessel": (None, ["vessel", "récipient", "وعاء"]), "jar": ("vessel", ["jar", "jarre", "جرة"])})


def make_record(number: int, title: str = "") -> ObjectText:
    return ObjectText(
        id=f"loss-{number}",
        title=title or f"Jar from the well at Tell {number}",
        object_type="jar",
        measurements=(100.0 + number, 50.0),
        inventory_number=f"T.{number}",
    )


@pytest.fixture
def register(tmp_path: Path) -> TextRegister:
    held = TextRegister(tmp_path, CANON)
    held.fill(map(make_record, range(50)), as_of="monday")
    return held


def test_what_is_replaced_is_found_by_its_new_words_only(register: TextRegister) -> None:
    register.change([make_record(7, title="Blue heron at dawn")], as_of="tuesday")
    assert _find(register, "Blue heron at dawn") == "loss-7"
    assert register.statistics.count == 50
    assert register.statistics.words["7"] == 0
    assert register.as_of == "tuesday"


def test_what_is_gone_is_not_found(register: TextRegister) -> None:
    register.change([], gone=["loss-7", "loss-999"])
    assert register.statistics.count == 49
    assert [held.id for held in register.find(["loss-7", "loss-8"])] == ["loss-8"]


def test_a_register_that_was_changed_equals_one_that_was_filled(register: TextRegister, tmp_path: Path) -> None:
    register.change(map(make_record, range(40, 80)), gone=["loss-3"])
    register.change([make_record(3)], gone=[f"loss-{number}" for number in range(60, 80)])
    records = [make_record(number) for number in range(60)]
    random.Random(5).shuffle(records)  # noqa: S311 (any order will do)
    other = TextRegister(tmp_path / "other", CANON)
    other.fill(records)
    assert register.statistics == other.statistics
    assert register.statistics.checksum.hexdigest == other.statistics.checksum.hexdigest


def test_the_checksum_covers_what_is_not_compared(register: TextRegister) -> None:
    before = register.statistics.checksum.hexdigest
    record = make_record(1)
    register.change([ObjectText(**{name: getattr(record, name) for name in record.__slots__} | {"stamp": "a photo"})])
    assert register.statistics.checksum.hexdigest != before
    register.change([record])
    assert register.statistics.checksum.hexdigest == before


def test_a_reader_elsewhere_sees_the_change_once_it_looks(register: TextRegister, tmp_path: Path) -> None:
    reader = TextRegister(tmp_path, CANON)
    register.change([make_record(70, title="Blue heron at dawn")])
    assert reader.statistics.count == 50
    reader.refresh()
    assert reader.statistics.count == 51
    assert _find(reader, "Blue heron at dawn") == "loss-70"


def test_records_that_cannot_be_read_leave_everything_as_it_was(register: TextRegister) -> None:
    def break_off() -> Iterator[ObjectText]:
        yield make_record(90)
        raise OSError("the disk is full")

    for write in (register.fill, register.change):
        with pytest.raises(OSError, match="disk is full"):
            write(break_off())
        register.refresh()
        assert register.statistics.count == 50
        assert list(register.find(["loss-90"])) == []
    register.change([make_record(91)])
    assert register.statistics.count == 51


def test_a_killed_writer_leaves_the_old_register(register: TextRegister, tmp_path: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_fill_and_die, args=(tmp_path,))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    register.refresh()
    assert register.statistics.count == 50
    register.change([make_record(60)])
    assert register.statistics.count == 51
    assert _find(register, "Jar from the well at Tell 60") == "loss-60"


def test_another_thesaurus_makes_the_register_stale(register: TextRegister, tmp_path: Path) -> None:
    assert register.is_current
    other = TextRegister(tmp_path, make_canon({"jar": (None, ["jar", "pithos"])}))
    assert not other.is_current
    other.fill([make_record(1)])
    assert other.is_current


def test_a_register_that_was_never_filled_says_so(tmp_path: Path) -> None:
    assert not TextRegister(tmp_path, CANON).is_current


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=8)), st.randoms(use_true_random=False))
def test_a_checksum_knows_no_order_and_forgets_what_left(records: list[bytes], chance: random.Random) -> None:
    one, other = SetChecksum(), SetChecksum()
    for record in records:
        one.add(record)
    shuffled = [*records, b"a stranger"]
    chance.shuffle(shuffled)
    for record in shuffled:
        other.add(record)
    assert one.hexdigest != other.hexdigest
    other.remove(b"a stranger")
    assert one == other
    assert SetChecksum.restore(one.store()) == one


def _find(register: TextRegister, title: str) -> str:
    return match_text(ObjectText(title=title), register, get_text_model())[0].id


def _fill_and_die(folder: Path) -> None:
    def die() -> Iterator[ObjectText]:
        yield from map(make_record, range(100, 400))
        os.kill(os.getpid(), signal.SIGKILL)

    TextRegister(folder, CANON).fill(die())
