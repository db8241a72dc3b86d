"""Every country has its region, in the reader's language."""

from museion.core.countries import get_countries
from museion.core.regions import get_region_name, get_region_path


def test_every_country_but_antarctica_lies_in_one_region() -> None:
    assert {code for code in get_countries("en") if not get_region_path(code)} == {"AQ"}


def test_regions_have_names_in_every_language() -> None:
    assert get_region_path("SN") == "002/011/SN"
    assert get_region_name("002/011", "fr") == "Afrique de l’Ouest" or get_region_name("002/011", "fr").startswith(
        "Afrique"
    )
    assert get_region_name("150", "es") == "Europa"
    assert get_region_name("150/155/FR", "ar") == "فرنسا"
    assert get_region_name("nix", "en") == "nix"
