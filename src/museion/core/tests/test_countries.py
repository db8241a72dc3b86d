"""Countries are those of ISO 3166-1, with their names in the reader's language."""

import pytest

from museion.core.countries import get_countries, get_country_name, is_country, list_countries


def test_there_are_as_many_countries_as_iso_lists_and_kosovo() -> None:
    assert len(get_countries("en")) == 249 + 1


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [("CI", "fr", "Côte d’Ivoire"), ("EG", "ar", "مصر"), ("DE", "es", "Alemania"), ("JP", "xx", "Japan")],
)
def test_a_country_has_its_name_in_the_readers_language(code: str, language: str, name: str) -> None:
    assert get_country_name(code, language) == name


@pytest.mark.parametrize("code", ["EU", "UN", "ZZ", "fr", "FRA", "", "XX"])
def test_what_is_no_country_is_none(code: str) -> None:
    assert not is_country(code)
    assert get_country_name(code, "en") == code


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("en", "Åland Islands", "Albania"), ("en", "Côte d’Ivoire", "Croatia"), ("fr", "Égypte", "Espagne")],
)
def test_countries_stand_where_a_reader_looks_for_them(language: str, before: str, after: str) -> None:
    names = [name for _code, name in list_countries(language)]
    assert names.index(before) < names.index(after)
