"""A value that no record has is told of, with what may have been meant; and nothing shut shows by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from museion.core.keys import make_key
from museion.search.engine import Engine
from museion.search.requests import QuerySyntaxError, UnknownCode
from museion.search.tests.shelves import FIELDS, ask, find, make_documents, open_engine, write


def _offer(unknown: UnknownCode) -> list[tuple[str, str]]:
    return [(offer.code, offer.text) for offer in unknown.offers]


@pytest.mark.parametrize(
    ("text", "field", "value", "offers"),
    [
        ("kind:objcet", "kind", "objcet", [("object", "kind:object")]),
        ("venice material:glod", "material", "glod", [("gold", "venice material:gold")]),
        ("country:Frnace iris", "country", "Frnace", [("FR", "country:FR iris")]),
        ('country:"frnace"', "country", "frnace", [("FR", "country:FR")]),
        ("iris NOT material:papers", "material", "papers", [("paper", "iris NOT material:paper")]),
        ("venice OR kind:obj", "kind", "obj", [("object", "venice OR kind:object")]),
    ],
)
def test_what_was_mistyped_is_named_with_the_nearest(
    engine: Engine, text: str, field: str, value: str, offers: list[tuple[str, str]]
) -> None:
    (unknown,) = ask(engine, text).unknown
    assert (unknown.field, unknown.value, unknown.is_near, unknown.is_typed) == (field, value, True, True)
    assert _offer(unknown) == offers


def test_english_names_are_known_to_readers_of_any_language(tmp_path: Path) -> None:
    names = {("FR", "en"): "France", ("FR", "ar"): "فرنسا"}
    country = replace(FIELDS["country"], label_of=lambda code, language: names.get((code, language), code))
    engine = open_engine(tmp_path, fields={**FIELDS, "country": country})
    write(engine, make_documents())
    for text in ("country:France", "country:فرنسا"):
        assert find(engine, text, language="ar") == ["o2"]
    (unknown,) = ask(engine, "country:Frnace", language="ar").unknown
    assert _offer(unknown) == [("FR", "country:FR")]


def test_where_nothing_is_near_the_commonest_are_offered(engine: Engine) -> None:
    (unknown,) = ask(engine, "country:XX").unknown
    assert not unknown.is_near
    assert _offer(unknown)[0] == ("IT", "country:IT")


def test_what_records_have_is_not_unknown_even_where_nothing_is_found(engine: Engine) -> None:
    for text in ("country:fr", "country:sénégal", "country:FR material:gold", "country:FR country:SN", "venice"):
        assert ask(engine, text).unknown == ()


def test_the_value_of_a_filter_is_told_of_where_nothing_is_found(engine: Engine) -> None:
    (unknown,) = ask(engine, "iris", filters={"country": ("fr",)}).unknown
    assert (unknown.is_typed, _offer(unknown)) == (False, [("FR", "iris")])
    assert ask(engine, filters={"country": ("FR", "XX")}).unknown == ()


def test_no_names_are_read_to_guess_what_the_key_of_a_record_means(tmp_path: Path) -> None:
    """A record's page asks what refers to it; most often nothing does."""
    read: list[str] = []
    country = replace(FIELDS["country"], label_of=lambda code, _language: read.append(code) or code)
    engine = open_engine(tmp_path, fields={**FIELDS, "country": country})
    write(engine, make_documents())
    key = make_key("o", 41)
    (unknown,) = ask(engine, filters={"country": (key,)}, explain=False).unknown
    assert (unknown.value, unknown.is_near, read) == (key, False, [])
    ask(engine, filters={"country": ("Frnace",)}, explain=False)
    assert read


def test_what_restricted_records_alone_have_is_as_unknown_as_what_nobody_has(engine: Engine) -> None:
    """`ZZ` is the country of a record for the desk."""
    seen = [ask(engine, text, tokens=("public",)).unknown for text in ("country:ZZ", "country:QQ")]
    assert [_offer(unknown)[0] for (unknown,) in seen] == [("IT", "country:IT")] * 2
    assert "ZZ" not in {offer.code for (unknown,) in seen for offer in unknown.offers}
    assert ask(engine, "country:ZZ", tokens=("public", "desk")).unknown == ()


def test_a_field_that_does_not_exist_is_refused_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(QuerySyntaxError, match="Did you mean country"):
        ask(engine, "contry:FR")
    with pytest.raises(QuerySyntaxError, match=r"no field “zzz”\. Fields are"):
        ask(engine, "zzz:FR")
