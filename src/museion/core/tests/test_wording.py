"""A reason is kept as data: the English text is what it always was, and each reader is told it in his own language."""

import copy
import pickle

import orjson
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from museion.core.imports.fields import read_address, read_coordinates, tell_choices, tell_fate
from museion.core.imports.quarantine import reject_field
from museion.core.imports.registry import FieldError
from museion.core.imports.rows import Row
from museion.core.telling import tell, tell_html
from museion.core.wording import Wording, get_message, keep_wording, read_wording

TOO_LONG = Wording("at most %(longest)s characters, found %(found)s", longest="32", found="41")


def refuse(name: str = "website", value: str = "www.متحف.example") -> str:
    """The reason that an import gives for an address without its beginning."""
    with pytest.raises(FieldError) as told:
        read_address({name: value}, name, 500)
    return reject_field(Row("museums.csv, line 7", {name: value}), told.value).problem


def test_the_english_text_is_what_it_always_was() -> None:
    assert str(refuse()) == "website: expected a web address that begins with http:// or https://"
    assert f"{tell_fate(TOO_LONG)}" == "at most 32 characters, found 41; kept as written"
    assert tell_choices(["museum", "archive"]) == "one of museum, archive"
    assert Wording("row %(row)s has it", row=12345) == "row 12,345 has it"
    assert Wording("100%% of %(what)s", what="100 %s") == "100% of 100 %s"


def test_every_reader_is_told_in_his_own_language_however_deep_the_reason_lies() -> None:
    kept = orjson.loads(orjson.dumps(keep_wording(refuse())))
    told = read_wording(kept, "")
    with translation.override("fr"):
        assert tell(told) == "website : attendu : une adresse web qui commence par http:// ou https://"
    with translation.override("es"):
        assert tell(told) == "website: se esperaba una dirección web que empiece por http:// o https://"
    with translation.override("ar"):
        assert tell(told) == "\u2068website\u2069: المتوقع عنوان ويب يبدأ بـ http:// أو https://"
    with translation.override("en"):
        assert tell(told) == told == refuse()


def test_values_stand_apart_from_the_sentence_in_both_directions() -> None:
    circle = Wording(
        "a subject that does not stand below “%(name)s” itself: a circle, so this link is left out", name="خزف"
    )
    with translation.override("fr"):
        assert "« \u2068خزف\u2069 »" in tell(circle)
        assert "« \u2068خزف\u2069 »" in tell_html(circle)
    with translation.override("ar"):
        assert "\u2068museum\u2069، \u2068archive\u2069" in tell_html(tell_choices(["museum", "archive"]))


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    told = Wording("an identifier that no row before it has; row %(row)s has it", row=12345)
    with translation.override("es"):
        assert "12.345" in tell(told) or "12\xa0345" in tell(told)


def test_what_was_kept_before_is_shown_in_english_and_says_so() -> None:
    old = read_wording({}, "title: expected a <title>")
    with translation.override("ar"):
        assert tell(old) == "title: expected a <title>"
        assert tell_html(old) == '<span lang="en" dir="ltr">title: expected a &lt;title&gt;</span>'
        assert tell_html("") == ""


def test_an_error_hands_its_wording_on() -> None:
    with pytest.raises(FieldError) as told:
        read_coordinates({"latitude": "118.25", "longitude": "34.05"})
    with translation.override("fr"):
        assert tell(get_message(told.value)) == (
            "latitude : '118.25' ; attendu : des degrés de -90 à 90 ; latitude et longitude semblent inversées"
        )
    assert str(told.value).startswith("latitude: '118.25'; expected degrees from -90 to 90; latitude and longitude")
    assert get_message(ValueError("a plain one")) == "a plain one"


@given(st.text(), st.integers(), st.lists(st.text()))
def test_whatever_somebody_wrote_survives_keeping_copying_and_showing(text: str, number: int, texts: list[str]) -> None:
    made = Wording(
        "%(a)s; %(b)s", a=Wording("“%(text)s”", text=text), b=Wording("%(n)s of %(all)s", n=number, all=texts)
    )
    for twin in (read_wording(made.as_json(), ""), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):  # noqa: S301
        assert (twin, keep_wording(twin)) == (str(made), made.as_json())
    with translation.override("ar"):
        assert "<script" not in tell_html(Wording("%(a)s", a=f"<script>{text}"))
        tell(made)
