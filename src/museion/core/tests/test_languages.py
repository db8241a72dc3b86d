"""A reader gets a text, knows its language, and knows when it is not the one asked for."""

import pytest
from django.core.exceptions import ValidationError

from museion.core.fields import LanguageMapField
from museion.core.languages import (
    InvalidLanguageError,
    LanguageMap,
    Localized,
    get_direction,
    get_language_name,
    join_words,
    list_tongues,
    read_language_map,
    read_tag,
)

JAR = LanguageMap({"en": "Jar", "fr": "Jarre", "ar": "جرة"})


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("fr", Localized("Jarre", "fr")),
        ("fr-CA", Localized("Jarre", "fr")),
        (["es", "ar"], Localized("جرة", "ar")),
        ("ja", Localized("Jar", "en", is_fallback=True)),
        ([], Localized("Jar", "en", is_fallback=True)),
    ],
)
def test_the_first_wanted_language_wins_and_a_fallback_says_so(wanted: str | list[str], expected: Localized) -> None:
    assert JAR.pick(wanted) == expected


def test_a_language_is_served_by_its_regional_form() -> None:
    assert LanguageMap({"pt-BR": "Jarro"}).pick("pt") == Localized("Jarro", "pt-BR")


def test_a_regional_form_is_preferred_to_its_language() -> None:
    assert LanguageMap({"fr": "Fin de semaine", "fr-CA": "Fin de semaine (Québec)"}).pick("fr-CA").language == "fr-CA"


def test_the_chain_is_declared_and_then_any_language_serves() -> None:
    assert LanguageMap({"es": "Jarra", "ja": "壺"}).pick("de").language == "es"
    assert LanguageMap({"ja": "壺"}).pick("de") == Localized("壺", "ja", is_fallback=True)


def test_a_text_of_unstated_language_is_no_fallback() -> None:
    assert LanguageMap({"und": "Guernica"}).pick("fr") == Localized("Guernica", "und")


def test_no_text_at_all_is_an_empty_one() -> None:
    assert LanguageMap().pick("fr") == Localized("", "fr")


def test_an_empty_text_does_not_hide_a_fallback() -> None:
    assert LanguageMap({"fr": "", "en": "Jar"}).pick("fr").text == "Jar"


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("az-Latn", "ltr"), ("fr", "ltr"), ("und", "ltr")],
)
def test_the_direction_follows_the_script(tag: str, direction: str) -> None:
    assert get_direction(tag) == direction


def test_tags_are_standardised_and_empty_texts_dropped() -> None:
    assert read_language_map({"FR_fr": " Jarre ", "en": "  "}) == {"fr-FR": "Jarre"}
    assert read_language_map("Guernica") == {"und": "Guernica"}
    assert read_language_map(None) == {}


def test_what_is_no_language_is_refused_by_name() -> None:
    with pytest.raises(InvalidLanguageError, match="frensh-language"):
        read_tag("frensh-language")


@pytest.mark.parametrize("value", [{"nope!": "Jar"}, ["Jar"], 7])
def test_a_field_refuses_what_is_no_language_map(value: object) -> None:
    with pytest.raises(ValidationError):
        LanguageMapField().to_python(value)


def test_languages_have_names_in_the_readers_language() -> None:
    assert get_language_name("fr", "es") == "francés"
    assert get_language_name("fr", "no such language") == "French"


def test_words_are_joined_with_the_comma_of_the_readers_script() -> None:
    assert [join_words(("Cairo", "مصر"), tag) for tag in ("en", "ar", "ja-JP")] == [
        "Cairo, مصر",
        "Cairo، مصر",
        "Cairo、مصر",
    ]


def test_every_common_language_can_be_chosen_by_its_name() -> None:
    offered = dict(list_tongues("fr"))
    assert (offered["es"], offered["wo"]) == ("espagnol", "wolof")
    assert len(offered) > 150
