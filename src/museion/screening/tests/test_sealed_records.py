"""Due-diligence records: on paper, proved offline, and every forgery told from the real one."""

import string
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import orjson
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.core.signing.keys import SigningKey, get_signing_key, list_public_keys, read_key_set
from museion.core.signing.statements import MARK, Finding, check, check_file, seal_file, sign
from museion.screening.actions.runs import make_screening
from museion.screening.models import Screening
from museion.screening.runs.questions import Question
from museion.screening.sealed.records import BrokenSealError, make_record, write_paper
from museion.screening.tests.cast import BOATS, catch_up, lose
from museion.screening.tests.drawings import draw_painting, encode

TEXT = "Bateaux au port de Saint-Louis · قوارب في ميناء سان لويس · Лодки в гавани"


@pytest.fixture
def screening(db: None, operator: Actor, now: datetime) -> Screening:
    lose(BOATS, actor=operator, at=now, photo=7)
    catch_up()
    question = Question(text=TEXT, photos=(encode(draw_painting(7), "JPEG"),), purpose="customs")
    return Screening.objects.get(key=make_screening(question, actor=operator, at=now).key)


@pytest.fixture
def paper(screening: Screening, now: datetime) -> bytes:
    return write_paper(screening, at=now, language="en")


def read_paper(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_paper_says_what_was_asked_found_and_consulted(paper: bytes, screening: Screening) -> None:
    text = read_paper(paper)
    for told in (screening.key, screening.seal, "Лодки в гавани", "not a certificate", "loss register"):
        assert told in text
    assert "clean" not in text.lower()
    assert "Fleuve" not in text


def test_the_paper_carries_the_whole_record_for_programs(paper: bytes, screening: Screening) -> None:
    with pypdfium2.PdfDocument(paper) as document:
        held = orjson.loads(bytes(document.get_attachment(0).get_data()))
    assert held["seal"] == screening.seal
    assert held["screening"]["asked"]["text"] == TEXT
    assert held["screening"]["registers"][0]["checksum"]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_it_is_written_in_every_language_of_the_house(screening: Screening, now: datetime, language: str) -> None:
    content = write_paper(screening, at=now, language=language)
    assert check_file(content, list_public_keys()).finding == Finding.GENUINE
    assert screening.key in read_paper(content)


def test_an_unchanged_record_is_proved_with_nothing_but_the_public_key(paper: bytes, screening: Screening) -> None:
    proof = check_file(paper, list_public_keys())
    assert proof.finding == Finding.GENUINE
    assert proof.statement["seal"] == screening.seal


@pytest.mark.parametrize(
    "change",
    [
        lambda paper: paper + b"\n",
        lambda paper: paper + b"%%EOF",
        lambda paper: paper.replace(b"/Title", b"/Tilte", 1),
        lambda paper: paper.replace(MARK, b"\n" + MARK),
        lambda paper: paper[: paper.rindex(MARK) + 60],
    ],
)
def test_an_edited_record_is_found_out(paper: bytes, change: Callable[[bytes], bytes]) -> None:
    assert check_file(change(paper), list_public_keys()).finding == Finding.CHANGED


FIXED_KEY = SigningKey("k1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def test_the_last_letter_of_a_seal_has_no_second_spelling() -> None:
    sealed = seal_file(b"%PDF-1.7 a record of an amphora", {"key": "q1"}, FIXED_KEY)
    keys = {"k1": FIXED_KEY.private.public_key()}
    assert check_file(sealed, keys).finding == Finding.GENUINE
    others = [
        sealed[:-2] + letter.encode() + b"\n" for letter in string.ascii_letters if letter.encode() != sealed[-2:-1]
    ]
    assert all(check_file(other, keys).finding != Finding.GENUINE for other in others)


@settings(max_examples=150)
@given(st.data())
def test_no_single_byte_can_be_changed(data: st.DataObject) -> None:
    key = FIXED_KEY
    sealed = seal_file(b"%PDF-1.7 a record of an amphora", {"key": "q1"}, key)
    place = data.draw(st.integers(0, len(sealed) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != sealed[place]))
    forged = sealed[:place] + bytes([byte]) + sealed[place + 1 :]
    assert check_file(forged, {"k1": key.private.public_key()}).finding != Finding.GENUINE


def test_a_record_signed_with_another_key_is_not_ours(paper: bytes) -> None:
    forged = seal_file(paper[: paper.rindex(MARK)], {"seal": "0" * 64}, SigningKey("0123", _make_key()))
    assert check_file(forged, list_public_keys()).finding == Finding.UNKNOWN_KEY


def test_a_record_that_borrows_our_key_id_is_forged(paper: bytes) -> None:
    liar = SigningKey(get_signing_key().id, _make_key())
    assert check_file(seal_file(b"%PDF-1.7", {}, liar), list_public_keys()).finding == Finding.FORGED


def test_any_other_pdf_is_unsigned() -> None:
    assert check_file(b"%PDF-1.7\n%%EOF", {}).finding == Finding.UNSIGNED


def test_the_code_on_paper_proves_the_same_seal(screening: Screening, now: datetime) -> None:
    proof = check(make_record(screening, at=now).code, list_public_keys())
    assert (proof.finding, proof.statement["seal"]) == (Finding.GENUINE, screening.seal)


@pytest.mark.parametrize("text", ["", "a.b.c", "e30.e30.", "äöü.x.y", "W10.W10.AA"])
def test_a_code_that_is_none_proves_nothing(text: str) -> None:
    assert check(text, {}).finding == Finding.UNSIGNED


def test_no_record_is_made_of_a_run_that_was_altered(screening: Screening, now: datetime) -> None:
    Screening.objects.filter(id=screening.id).update(asked_by="somebody else")
    screening.refresh_from_db()
    with pytest.raises(BrokenSealError):
        make_record(screening, at=now)


def test_published_keys_prove_what_was_signed(client: Client, paper: bytes) -> None:
    answer = client.get("/.well-known/jwks.json")
    assert answer.status_code == 200
    assert "d" not in answer.json()["keys"][0]
    assert check_file(paper, read_key_set(answer.json())).finding == Finding.GENUINE


def test_the_key_is_for_its_owner_only(home: Path) -> None:
    get_signing_key()
    (path,) = (home / "keys").glob("*.pem")
    assert path.stat().st_mode & 0o077 == 0


def test_a_statement_is_a_json_web_signature() -> None:
    key = SigningKey("k1", _make_key())
    assert check(sign({"seal": "ab"}, key), {"k1": key.private.public_key()}).statement == {"seal": "ab"}


def _make_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()
