"""Countries are those of ISO 3166-1, with their names in the reader's language."""

import pytest

from museion.core.countries import get_countries, get_country_name, is_country


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
